"""Requests in every stage, walked by the services on their days."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on, workdays_before
from portal.demo.people import officer_of
from portal.kernel.workdays import WorkCalendar, add_workdays
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest
from requests_app.services import (
    answering,
    completing,
    extending,
    forwarding,
    messaging,
    starting,
    withdrawing,
)
from requests_app.services.filing import FilingData, file_request

_ANSWER = (
    "Informasi yang Anda minta kami sertakan pada berkas di halaman ini. Datanya berasal dari laporan unit kami "
    "dan sudah diperiksa oleh penanggung jawabnya. Bila ada yang belum jelas, balas lewat halaman lacak."
)


def seed_cases(today: date, calendar: WorkCalendar) -> int:
    """File and work every request of the data; returns how many cases there are."""
    path = Path(__file__).parent / "data" / "requests.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    for place, row in enumerate(sorted(rows, key=lambda row: -row["days"])):
        _one(row, place, today, calendar)
    return InformationRequest.objects.count()


def shown_case() -> InformationRequest | None:
    """The case whose number and code the demo prints; None while nothing is seeded."""
    seeded = InformationRequest.objects.filter(form_token__startswith="demo-")  # noqa: S106 - no password
    return seeded.filter(state="in_progress").order_by("-due_on", "pk").first()


def _one(row: dict[str, Any], place: int, today: date, calendar: WorkCalendar) -> None:
    agency = Agency.objects.filter(code=row["agency"]).first()
    if agency is None:
        return
    day = workdays_before(today, row["days"], calendar)
    received = moment_on(day, 8 + place % 8, (place * 7) % 60)
    by_officer = row.get("channel", "web") != "web"
    with at(received):
        filed = file_request(
            data=FilingData(
                agency=agency, details=row["text"], subject=row["subject"], name=row["who"],
                requester_kind=row.get("kind", "individual"), purpose=row["purpose"],
                address="Jl. Contoh No. 1, Cilegon", phone=f"0812000000{place:02d}",
                identity_number="" if row["path"] == "incomplete" else f"367201{place + 1:02d}0190{place:04d}",
                channel=row.get("channel", "web"), form_token=f"demo-{place}", send_way="tracking",
            ),
            now=received, by=officer_of(agency) if by_officer else None, calendar=calendar,
        )  # fmt: skip
    walk = _Walk(filed.case, officer_of(agency), received, calendar, today)
    getattr(walk, row["path"])(row)


class _Walk:
    """One case on its way; a method a path."""

    def __init__(
        self, case: InformationRequest, by: Any, received: datetime, calendar: WorkCalendar, today: date
    ) -> None:
        self.case, self.by, self.received, self.calendar, self.today = case, by, received, calendar, today

    def on(self, days: int) -> datetime:
        """A moment ``days`` working days after receipt, never later than today."""
        if days == 0:
            return self.received
        day = add_workdays(self.received.date(), days, self.calendar).on
        return moment_on(min(day, self.today), 14, 5)

    def new(self, row: dict[str, Any]) -> None:
        """Nobody has looked yet."""

    def incomplete(self, row: dict[str, Any]) -> None:
        moment = self.on(1)
        with at(moment):
            completing.request_completion(
                case=self.case, by=self.by, items=["identity_number", "identity_scan"], now=moment,
                explanation="Mohon lengkapi NIK dan salinan KTP lewat halaman lacak atau di loket.",
            )  # fmt: skip

    def working(self, row: dict[str, Any]) -> None:
        with at(self.on(1)):
            completing.declare_complete(case=self.case, by=self.by, now=self.on(1), calendar=self.calendar)
        with at(self.on(2)):
            starting.start(case=self.case, by=self.by, now=self.on(2), unit="Subbagian Program")
            starting.assign(case=self.case, to=self.by, by=self.by, now=self.on(2))

    late_open = working

    def extended(self, row: dict[str, Any]) -> None:
        self.working(row)
        moment = self.on(8)
        with at(moment):
            extending.extend(
                case=self.case, ground="a", by=self.by, now=moment, calendar=self.calendar,
                reason="Dokumen lama masih dicari di arsip dan perlu disalin.",
            )  # fmt: skip

    def _answer(self, row: dict[str, Any], outcome: Outcome, **extra: Any) -> None:
        self.working(row)
        moment = self.on(row["after"])
        with at(moment):
            answering.answer(
                case=self.case, by=self.by, now=moment,
                data=answering.AnswerData(outcome=outcome, text=extra.pop("text", _ANSWER), **extra),
            )  # fmt: skip

    def answered(self, row: dict[str, Any]) -> None:
        if row.get("outcome") == "partly":
            self._answer(
                row, Outcome.PARTLY, handed_over=True, forms=("softcopy",),
                redaction="Harga satuan penawaran peserta tender.",
                redaction_reason="Rahasia usaha (UU 14/2008 Pasal 17 huruf b).",
            )  # fmt: skip
        else:
            self._answer(row, Outcome.GRANTED, handed_over=True, forms=("softcopy",))

    late_answered = answered

    def not_held(self, row: dict[str, Any]) -> None:
        self._answer(
            row, Outcome.NOT_HELD, held_by="Kantor Imigrasi Kelas I Serang",
            text="Kami tidak menguasai data itu. Mintalah kepada Kantor Imigrasi Kelas I Serang.",
        )  # fmt: skip

    def published(self, row: dict[str, Any]) -> None:
        self._answer(
            row, Outcome.ALREADY_PUBLISHED, links=("/daftar-informasi/",),
            text="Informasi ini sudah kami umumkan dan dapat Anda buka pada alamat berikut.",
        )  # fmt: skip

    def withdrawn(self, row: dict[str, Any]) -> None:
        moment = self.on(row["after"])
        with at(moment):
            messaging.send_from_citizen(case=self.case, text="Saya sudah menemukannya sendiri.", now=moment)
            withdrawing.withdraw(case=self.case, now=moment)

    def forwarded(self, row: dict[str, Any]) -> None:
        moment, to = self.on(1), Agency.objects.get(code=row["to"])
        with at(moment):
            forwarding.forward(
                case=self.case, to=to, by=self.by, now=moment,
                reason=f"Informasi ini dikuasai {to.name}.",
            )  # fmt: skip
