"""Citizens' requests in every stage, filed and handled by the same services as real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.kernel.moments import WIB
from portal.kernel.workdays import WorkCalendar
from portal.workcalendar.selectors import current_calendar
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest, TopicLink
from requests_app.services.answering import AnswerData, answer
from requests_app.services.completing import declare_complete, request_completion
from requests_app.services.extending import extend
from requests_app.services.filing import Filed, FilingData, file_request
from requests_app.services.forwarding import forward
from requests_app.services.withdrawing import withdraw

QUESTIONS = (
    ("Rincian belanja hibah tahun ini", "Mohon daftar penerima, besaran, dan tanggal pencairan belanja hibah."),
    ("Laporan realisasi anggaran semester I", "Mohon laporan realisasi anggaran semester pertama beserta catatannya."),
    ("Daftar aset kendaraan dinas", "Mohon daftar kendaraan dinas: jenis, tahun, dan pemakainya menurut jabatan."),
    ("Jadwal dan syarat pelayanan", "Mohon syarat, biaya, dan waktu penyelesaian tiap jenis pelayanan di kantor ini."),
    ("Dokumen rencana kerja", "Mohon rencana kerja tahun ini dan tahun depan dalam format yang dapat diolah."),
    ("Kontrak pemeliharaan jalan lingkungan", "Mohon ringkasan kontrak, nilai, pelaksana, dan volume pekerjaan."),
    ("Data penerima bantuan per kelurahan", "Mohon jumlah penerima bantuan per kelurahan, tanpa nama orang."),
    ("Hasil uji kualitas air dan udara", "Mohon hasil uji tiga tahun terakhir menurut titik pengambilan contoh."),
)  # fmt: skip
CITIZENS = (
    ("Budi Santoso", "3672010101900001"), ("Nurhayati", "3672024502850002"), ("Agus Salim", "3672031203780003"),
    ("Maria Ulfah", "3672045506920004"), ("Dedi Kurniawan", "3672050708810005"), ("Sri Wahyuni", "3672064910760006"),
)  # fmt: skip
TOPICS = (
    ("ktp, kartu keluarga, akta", "Syarat layanan kependudukan", "/perangkat-daerah/disdukcapil/"),
    ("ppdb, sekolah, siswa baru", "Penerimaan siswa baru", "/perangkat-daerah/dindikbud/"),
    ("izin, nib, imb, pbg", "Perizinan", "/perangkat-daerah/dpmptsp/"),
)
# (working days ago, what happened since); a unit takes a run of these.
STORY = (
    (45, "granted_8"), (38, "granted_5"), (33, "late_12"), (27, "not_held_3"), (24, "granted_9"), (21, "published_2"),
    (19, "withdrawn_4"), (16, "unanswered"), (13, "extended_8"), (9, "complete_2"), (8, "complete_1"),
    (6, "forwarded_1"), (4, "incomplete_2"), (2, "complete_1"), (0, "new"),
)  # fmt: skip
BUSY = {
    "DINKES": 15,
    "DINDIKBUD": 12,
    "DPUPR": 11,
    "DISDUKCAPIL": 10,
    "BPKPAD": 9,
    "DLH": 8,
    "DINSOS": 7,
    "SETDA": 5,
}
QUIET = {"DPMPTSP": 3, "DISHUB": 3, "RSUD": 3, "DPKP": 2, "DISNAKER": 2, "KEC-CIBEBER": 1, "KEC-JOMBANG": 1}


@dataclass(frozen=True)
class Desk:
    """What every act of a case needs: who acts, and how days are counted back."""

    officers: Mapping[str, User]
    calendar: WorkCalendar
    now: datetime

    def officer(self, agency: Agency) -> User:
        return self.officers.get(agency.code) or self.officers[""]

    def ago(self, workdays: int, hour: int = 9, minute: int = 0) -> datetime:
        """The moment that many working days before today, never later than now."""
        day: date = self.now.astimezone(WIB).date()
        while workdays:
            day -= timedelta(days=1)
            workdays -= self.calendar.is_workday(day)
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=WIB)
        return min(moment, self.now - timedelta(minutes=5))


def seed_requests(officers: Mapping[str, User], *, now: datetime, random: Random) -> Filed:
    """File and handle the cases; returns one that is under way, for the tracking page."""
    desk = Desk(officers, current_calendar(), now)
    shown: Filed | None = None
    for code, count in {**BUSY, **QUIET}.items():
        agency = Agency.objects.get(code=code)
        for days, fate in STORY[-count:] if code in BUSY else random.sample(STORY[5:], count):
            filed = _file(desk, agency, days, random)
            _live_through(desk, filed.case, days, fate)
            if code == "DINKES" and fate == "complete_2":
                shown = filed
    for keywords, title, url in TOPICS:
        TopicLink.objects.get_or_create(title=title, defaults={"keywords": keywords, "url": url})
    if shown is None:
        raise LookupError("no case under way was seeded")
    return shown


def _file(desk: Desk, agency: Agency, days: int, random: Random) -> Filed:
    subject, details = random.choice(QUESTIONS)
    name, number = random.choice(CITIZENS)
    data = FilingData(
        agency=agency, subject=subject, details=details, name=name, identity_number=number,
        address="Jl. Contoh No. 1, Cilegon", phone="081200000000", occupation="Wiraswasta",
        purpose="Mengawasi pelayanan publik di lingkungan sendiri.", send_way="tracking",
    )  # fmt: skip
    return file_request(data=data, now=desk.ago(days, 8, random.randint(0, 59)), calendar=desk.calendar)


def _live_through(desk: Desk, case: InformationRequest, days: int, fate: str) -> None:
    """Carry the case on: ``granted_8`` is answered on the eighth working day after it came."""
    act, _underscore, after = fate.replace("not_held", "unheld").partition("_")
    if not after:
        return
    by, at = desk.officer(case.agency), desk.ago(days - int(after), 14)
    if act == "withdrawn":
        withdraw(case=case, now=at, reason="Sudah ditemukan di Daftar Informasi Publik.")
    elif act == "incomplete":
        request_completion(case=case, by=by, items=["identity_scan"], explanation="", now=at)
    elif act == "forwarded":
        to = Agency.objects.get(code="BAPPERIDA" if case.agency.code != "BAPPERIDA" else "SETDA")
        forward(case=case, to=to, reason="Dokumen ini dikuasai perangkat daerah tersebut.", by=by, now=at)
    else:
        declare_complete(case=case, by=by, now=desk.ago(max(days - 1, 0), 10), calendar=desk.calendar)
        _finish(desk, case, act, by, at)


def _finish(desk: Desk, case: InformationRequest, act: str, by: User, at: datetime) -> None:
    if act == "extended":
        reason = "Informasi masih dihimpun dari beberapa bidang."
        extend(case=case, ground="a", reason=reason, by=by, now=at, calendar=desk.calendar)
        return
    answers: dict[str, dict[str, Any]] = {
        "granted": {"outcome": Outcome.GRANTED, "handed_over": True, "form": "Salinan digital"},
        "late": {"outcome": Outcome.GRANTED, "handed_over": True, "form": "Salinan digital"},
        "unheld": {"outcome": Outcome.NOT_HELD, "held_by": "Badan Pusat Statistik Kota Cilegon"},
        "published": {"outcome": Outcome.ALREADY_PUBLISHED, "links": ["/daftar-informasi/"]},
    }
    if act in answers:
        text = "Informasi yang Anda minta kami jawab sebagai berikut."
        answer(case=case, data=AnswerData(text=text, **answers[act]), by=by, now=at)
