"""What surrounds an answer: announced rates, an answer with costs and an appointment, a body that asked for help."""

from datetime import date, datetime, time, timedelta

from portal.agencies.models import Agency, Membership, Role
from portal.demo.clock import at, moment_on, workdays_before
from portal.demo.people import officer_of
from portal.kernel.moments import WIB, wib_date
from portal.kernel.workdays import WorkCalendar, add_workdays
from requests_app.law.states import Outcome
from requests_app.models import Assistance, CostRate, InformationRequest
from requests_app.services.answering import AnswerData, answer
from requests_app.services.assisting import Asked, answer_assistance, record_assistance
from requests_app.services.completing import declare_complete
from requests_app.services.costing import record_rate
from requests_app.services.filing import FilingData, file_request

RATES = (
    ("Fotokopi hitam putih, folio", "lembar", 250),
    ("Pengiriman pos tercatat dalam kota", "kiriman", 12_000),
)
BASIS = "Keputusan Wali Kota tentang standar biaya salinan (contoh)"
UNIT = "DLH"
TOKEN = "demo-giving"  # noqa: S105 - names a form, opens nothing


def seed_giving(today: date, calendar: WorkCalendar) -> int:
    """Idempotent; returns how many records are new."""
    agency = Agency.objects.filter(code=UNIT).first()
    city = Membership.objects.active_on(today).filter(role=Role.PPID_UTAMA).select_related("user").first()
    if agency is None or city is None:
        return 0
    made = _rates(city.user, today)
    made += _visit(agency, today, calendar)
    return made + _assistance(agency, today, calendar)


def _rates(by: object, today: date) -> int:
    if CostRate.objects.exists():
        return 0
    moment = moment_on(date(today.year, 1, 5), 9)
    for label, unit, price in RATES:
        record_rate(
            label=label,
            unit=unit,
            unit_price=price,
            basis=BASIS,
            valid_from=wib_date(moment),
            by=by,
            now=moment,
        )
    return len(RATES)


def _visit(agency: Agency, today: date, calendar: WorkCalendar) -> int:
    """Granted in part: to be seen on the spot, with copies that cost something."""
    if InformationRequest.objects.filter(form_token=TOKEN).exists():
        return 0
    by, received = officer_of(agency), moment_on(workdays_before(today, 6, calendar), 10)
    data = FilingData(
        agency=agency, details="Dokumen UKL-UPL pabrik di Kecamatan Ciwandan tahun 2025, ingin saya lihat dan salin.",
        subject="Dokumen UKL-UPL Ciwandan 2025", name="Rudi Hartono", address="Jl. Contoh No. 2, Cilegon",
        purpose="Musyawarah warga", obtain_way="view", channel="in_person", form_token=TOKEN,
        identity_number="3672010101850009",
    )  # fmt: skip
    with at(received):
        case = file_request(data=data, now=received, by=by, calendar=calendar).case
    checked = moment_on(workdays_before(today, 5, calendar), 9)
    with at(checked):
        declare_complete(case=case, by=by, now=checked, calendar=calendar)
    moment = moment_on(workdays_before(today, 1, calendar), 11)
    comes = add_workdays(today, 3, calendar).on
    rates = list(CostRate.objects.active_on(wib_date(moment)).order_by("label"))
    with at(moment):
        answer(
            case=case, by=by, now=moment,
            data=AnswerData(
                outcome=Outcome.PARTLY, forms=("hardcopy", "view"), costs=tuple((rate.pk, 12) for rate in rates[:1]),
                text="Dokumennya dapat Anda lihat di ruang layanan kami; salinannya kami siapkan setelah itu.",
                redaction="Nama dan nomor telepon penanggung jawab pabrik.",
                redaction_reason="Rahasia pribadi (UU 14/2008 Pasal 17 huruf h).",
                view_at=datetime.combine(comes, time(9), WIB), view_place="Ruang layanan PPID, lantai 1",
                hand_over_on=comes + timedelta(days=7),
            ),
        )  # fmt: skip
    return 1


def _assistance(agency: Agency, today: date, calendar: WorkCalendar) -> int:
    if Assistance.objects.exists():
        return 0
    by, received = officer_of(agency), workdays_before(today, 9, calendar)
    for body, information, purpose, answered in (
        (
            "BPS Kota Cilegon",
            "Jumlah sampah terangkut menurut kecamatan",
            "Penyusunan Cilegon Dalam Angka",
            True,
        ),
        (
            "Inspektorat Provinsi Banten",
            "Daftar izin lingkungan yang terbit tahun ini",
            "Pemeriksaan reguler",
            False,
        ),
    ):
        moment = moment_on(received, 9)
        asked = Asked(
            agency=agency, body=body, information=information, purpose=purpose, received_on=received,
            letter_number="001/CONTOH/2026", letter_on=received,
        )  # fmt: skip
        row = record_assistance(asked=asked, by=by, now=moment)
        if answered:
            later = moment_on(workdays_before(today, 4, calendar), 14)
            answer_assistance(
                assistance=row, outcome="given", answered_on=later.date(), note="", by=by, now=later
            )
    return 2
