"""Objections in every stage, a dispute in mediation, and answers to the survey, walked by the services."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on, workdays_before
from portal.demo.people import DOMAIN, officer_of
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, add_workdays
from requests_app.law.dispute_words import DisputeAction
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.law.states import OPEN_STATES
from requests_app.law.survey import CODES
from requests_app.models import InformationRequest, Objection
from requests_app.services.disputes import recording
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.chasing import note_silence
from requests_app.services.objections.objecting import ObjectionData, file_objection
from requests_app.services.surveying import take_survey


def seed_objections(today: date, calendar: WorkCalendar) -> int:
    """File and work them on their days; returns how many objections there are."""
    walk = _Walk(today, calendar)
    seeded = InformationRequest.objects.filter(form_token__startswith="demo-")  # noqa: S106 - no password
    answered = seeded.filter(outcome="granted", noticed_at__isnull=False).order_by("noticed_at", "pk")
    walk.disputed(answered.first())
    walk.silent(answered.filter(noticed_at__date__lt=walk.ago(45)).last())
    walk.upheld(seeded.filter(outcome="partly").order_by("pk").first())
    late = seeded.filter(state__in=sorted(OPEN_STATES), due_on__lt=today).order_by("due_on", "pk")
    walk.waiting(late.first())
    walk.periodic()
    _surveys(seeded, today)
    return Objection.objects.count()


class _Walk:
    """Each method takes one objection to where it stands today."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today, self.calendar = today, calendar
        self.superior = User.objects.get(email=f"atasan@{DOMAIN}")
        self.utama = User.objects.get(email=f"dkiss@{DOMAIN}")

    def ago(self, days: int) -> date:
        return workdays_before(self.today, days, self.calendar)

    def after(self, day: date | datetime, days: int) -> datetime:
        """A moment so many working days after a day, never later than today."""
        start = wib_date(day) if isinstance(day, datetime) else day
        return moment_on(min(add_workdays(start, days, self.calendar).on, self.today), 10, 20)

    def filed(self, case: InformationRequest, now: datetime, ground: str, position: str) -> Objection:
        with at(now):
            data = ObjectionData(
                grounds=(ground,), case=case, position=position, form_token=f"demo-objection-{case.pk}"
            )
            return file_objection(data=data, now=now, calendar=self.calendar).objection

    def rebutted(self, objection: Objection, now: datetime, text: str) -> None:
        with at(now):
            deciding.rebut(objection=objection, text=text, by=officer_of(objection.agency), now=now)

    def decided(self, objection: Objection, now: datetime, **fields: Any) -> Objection:
        with at(now):
            decision = deciding.Decision(**fields)
            return deciding.decide(
                objection=objection, decision=decision, by=self.superior, now=now
            ).objection

    def upheld(self, case: InformationRequest | None) -> None:
        """Upheld in part, and its order carried out."""
        if case is None or case.noticed_at is None:
            return
        filed = self.after(case.noticed_at, 5)
        objection = self.filed(
            case, filed, "d", "Yang dihitamkan terlalu banyak: nilai kontrak tidak rahasia."
        )
        self.rebutted(
            objection, self.after(filed, 4), "Nilai kontrak dapat dibuka; harga satuan penawaran tidak."
        )
        moment = self.after(filed, 9)
        self.decided(
            objection, moment, outcome=ObjectionOutcome.PARTLY,
            reasons="Nilai kontrak termasuk ringkasan kontrak yang wajib diumumkan; harga satuan tetap rahasia usaha.",
            rebuttal="Keberatan benar mengenai nilai kontrak, dan tidak mengenai harga satuan penawaran.",
            orders=(ordering.OrderText("Serahkan ringkasan kontrak dengan nilainya.",
                                       wib_date(self.after(moment, 10))),),
            public_subject="Ringkasan kontrak pekerjaan jalan",
        )  # fmt: skip
        done = self.after(moment, 4)
        with at(done):
            ordering.do_order(
                order=objection.orders.get(), how="Ringkasan kontrak diserahkan lewat halaman lacak.",
                on=wib_date(done), by=officer_of(case.agency), now=done,
            )  # fmt: skip

    def disputed(self, case: InformationRequest | None) -> None:
        """Rejected, taken to Komisi Informasi, now in mediation."""
        if case is None or case.noticed_at is None:
            return
        filed = self.after(case.noticed_at, 3)
        objection = self.filed(case, filed, "d", "Daftar yang diberikan tidak memuat rincian per kelurahan.")
        moment = self.after(filed, 20)
        self.decided(
            objection, moment, outcome=ObjectionOutcome.REJECTED,
            reasons="Rincian per kelurahan tidak pernah disusun; yang dikuasai sudah diberikan seluruhnya.",
            rebuttal="PPID memberikan seluruh daftar yang dikuasai unitnya.",
            public_subject="Rincian penerima bantuan per kelurahan",
        )  # fmt: skip
        applied = self.after(moment, 8)
        with at(applied):
            dispute = recording.register_dispute(
                objection=objection, applied_on=wib_date(applied), by=self.utama, now=applied,
                ki_number="014/KI-BANTEN-PS/CONTOH", form_token=f"demo-dispute-{objection.pk}",
            )  # fmt: skip
        met = self.after(applied, 12)
        with at(met):
            recording.record_step(
                dispute=dispute, action=DisputeAction.START_MEDIATION, by=self.utama, now=met,
                data=recording.StepData(on=wib_date(met)),
            )  # fmt: skip

    def silent(self, case: InformationRequest | None) -> None:
        """Thirty working days went by without an answer."""
        if case is None or case.noticed_at is None or case.objections.exists():
            return
        filed = self.after(case.noticed_at, 2)
        objection = self.filed(case, filed, "d", "Berkasnya kosong pada halaman kedua.")
        passed = self.after(objection.due_on, 1)
        if objection.due_on < wib_date(passed):
            with at(passed):
                note_silence(objection_id=objection.pk, now=passed)

    def waiting(self, case: InformationRequest | None) -> None:
        """Not answered in time; PPID's rebuttal waits for Atasan PPID."""
        if case is None:
            return
        filed = self.after(case.due_on, 1)
        objection = self.filed(case, filed, "c", "Sampai batasnya lewat belum ada jawaban.")
        self.rebutted(objection, self.after(filed, 1), "Dokumennya sudah ditemukan dan sedang disalin.")

    def periodic(self) -> None:
        """Periodic information that is missing needs no request."""
        agency = Agency.objects.filter(code="KEC-JOMBANG").first() or Agency.objects.order_by("pk").first()
        moment = moment_on(self.ago(2), 11, 5)
        with at(moment):
            file_objection(
                data=ObjectionData(
                    grounds=("b",), agency=agency, name="Hendra Wijaya", phone="08120000999",
                    information="Rencana kerja dan anggaran kecamatan tahun 2026",
                    position="Tidak ada pada halaman unit maupun daftar informasi.", form_token="demo-objection-b",  # noqa: S106
                ),
                now=moment, calendar=self.calendar,
            )  # fmt: skip


def _surveys(seeded: QuerySet[InformationRequest], today: date) -> None:
    """Citizens whose requests are closed rated the service, mostly well; the scores repeat a pattern."""
    closed = seeded.filter(closed_at__isnull=False).exclude(outcome="withdrawn").order_by("pk")
    for place, case in enumerate(closed):
        if case.closed_at is None or place % 5 == 3:
            continue
        scores = {
            code: 4 - ((place + 2 * n) % 5 == 0) - (n in {2, 7}) * (place % 2) for n, code in enumerate(CODES)
        }
        take_survey(case=case, scores=scores, now=case.closed_at)
