"""A small city whose every figure is counted by hand below; built through the services that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from disclosure.models import EntryLink, ListEntry, MandatedItem, PublicationPeriod
from disclosure.services.catalogue import DEFAULT_CATALOGUE, load_catalogue, read_catalogue
from disclosure.services.publishing import publish_entry
from portal.agencies.models import Agency, AgencyName, Role
from portal.content.models import AgencyPage, NewsCategory, NewsPage
from portal.content.services.pages import load_pages
from portal.kernel.moments import WIB
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest
from requests_app.services.answering import AnswerData, answer
from requests_app.services.closing import confirm_spam, mark_spam
from requests_app.services.extending import extend
from requests_app.services.filing import FilingData, file_request
from requests_app.services.forwarding import forward
from requests_app.services.withdrawing import withdraw
from tests.factories import AgencyFactory, officer
from tests.unit.calendars import CALENDAR_2026


def wib(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("portal.workcalendar.selectors", "disclosure.reports.selectors"):
        monkeypatch.setattr(f"{module}.current_calendar", lambda: CALENDAR_2026)


class Clerk:
    """Does what citizens and officers do, at a moment that the test names."""

    def __init__(self, dinsos: Agency, dishub: Agency) -> None:
        self.dinsos, self.dishub = dinsos, dishub
        self.officer = {
            dinsos.pk: officer(Role.PPID_PELAKSANA, dinsos), dishub.pk: officer(Role.PPID_PELAKSANA, dishub)
        }  # fmt: skip
        self.utama = officer(Role.PPID_UTAMA)
        self.filed = 0

    def file(self, moment: datetime, agency: Agency | None = None, **more: Any) -> InformationRequest:
        self.filed += 1
        data = FilingData(
            agency=agency or self.dinsos, details=f"Daftar dokumen nomor {self.filed}.", name="Ani Lestari",
            identity_number="3672015505900001", address="Jl. Melati 7", **more,
        )  # fmt: skip
        return file_request(data=data, now=moment).case

    def answer(self, case: InformationRequest, moment: datetime, outcome: Outcome = Outcome.GRANTED) -> None:
        held = InformationRequest.objects.get(pk=case.pk)
        data = AnswerData(outcome=outcome, text="Terlampir.", handed_over=True)
        answer(case=held, data=data, by=self.officer[held.agency_id], now=moment)

    def extend(self, case: InformationRequest, moment: datetime) -> None:
        extend(
            case=case, ground="a", reason="Dokumen dicari.", by=self.officer[case.agency_id], now=moment,
            calendar=CALENDAR_2026,
        )  # fmt: skip

    def forward(self, case: InformationRequest, to: Agency, moment: datetime) -> None:
        forward(case=case, to=to, reason="Dikuasai unit itu.", by=self.officer[case.agency_id], now=moment)

    def withdraw(self, case: InformationRequest, moment: datetime) -> None:
        withdraw(case=case, now=moment)

    def spam(self, case: InformationRequest, moment: datetime) -> None:
        mark_spam(case=case, reason="Iklan", by=self.officer[case.agency_id], now=moment)
        confirm_spam(
            case=InformationRequest.objects.get(pk=case.pk), reason="Iklan", by=self.utama, now=moment
        )

    def publish(self, agency: Agency, *keys: str, when: datetime, **fields: Any) -> ListEntry:
        entry = ListEntry(
            agency=agency, live=False, **{
                "title": "Profil unit", "category": "periodic", "summary": "Profil.", "holder": "Sekretariat",
                "responsible": "Sekretaris", "made_when": "2026", "period_start": when.date(), **fields,
            },
        )  # fmt: skip
        entry.items = list(MandatedItem.objects.filter(key__in=keys))
        entry.links = [EntryLink(url=f"https://dinsos.cilegon.go.id/dokumen/{keys[0]}.pdf", label="Profil")]
        entry.save()
        publish_entry(entry=entry, by=self.officer[agency.pk], now=timezone.now())
        # The past can only be set: publication itself is always now.
        PublicationPeriod.objects.filter(entry=entry).update(live_from=when, content_from=when)
        return entry

    def news(self, agency: Agency, when: datetime, title: str = "Kabar") -> NewsPage:
        page = NewsPage(
            title=title, slug=f"kabar-{agency.code.lower()}-{when:%m%d}", lead="Warga datang.", body="<p>Isi.</p>",
            category=NewsCategory.SERVICE, author="Rina", live=False,
        )  # fmt: skip
        AgencyPage.objects.get(agency=agency).add_child(instance=page)
        page.save_revision().publish()
        NewsPage.objects.filter(pk=page.pk).update(first_published_at=when)
        return page


@pytest.fixture
def clerk(db: None, calendar: None) -> Clerk:
    dinsos = AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    AgencyName.objects.create(
        agency=dinsos, code="DINSOSLAMA", name="Dinas Sosial dan Tenaga Kerja", valid_until=date(2020, 12, 31)
    )
    dishub = AgencyFactory(code="DISHUB", name="Dinas Perhubungan", slug="dishub")
    AgencyFactory(utama=True)
    load_catalogue(document=read_catalogue(DEFAULT_CATALOGUE), today=date(2026, 1, 1))
    load_pages()
    return Clerk(dinsos, dishub)


@pytest.fixture
def world(clerk: Clerk) -> SimpleNamespace:
    """Nine cases at Dinas Sosial, of which one goes on to Dinas Perhubungan; two entries; three news items.

    March to June 2026 by hand: 1 open + 8 received + 0 in = 6 closed + 1 out + 2 open.
    """
    c = SimpleNamespace()
    c.opening = clerk.file(wib(2, 20))  # due 6 March
    clerk.answer(c.opening, wib(3, 4))
    c.last_minute = clerk.file(wib(3, 12))  # due 2 April (case 2)
    clerk.answer(c.last_minute, wib(4, 2, 23, 59))
    c.extended = clerk.file(wib(3, 12, 10))  # extended to 14 April (case 6)
    clerk.extend(c.extended, wib(4, 1))
    clerk.answer(c.extended, wib(4, 10), Outcome.NOT_HELD)
    c.late = clerk.file(wib(3, 12, 11))
    clerk.answer(c.late, wib(4, 6))  # one working day late: the 3rd is a holiday, then a weekend
    c.withdrawn = clerk.file(wib(5, 8))
    clerk.withdraw(c.withdrawn, wib(5, 12))
    c.spam = clerk.file(wib(4, 6))
    clerk.spam(c.spam, wib(4, 8))
    c.silent = clerk.file(wib(6, 10))  # due 25 June, never answered
    c.moved = clerk.file(wib(6, 10, 11))
    clerk.forward(c.moved, clerk.dishub, wib(6, 12))
    clerk.answer(c.moved, wib(6, 22))
    c.fresh = clerk.file(wib(6, 26))  # due in July
    clerk.publish(clerk.dinsos, "b_15_1_a1", "b_15_1_a2", when=wib(5, 1))
    clerk.publish(clerk.dinsos, "b_15_1_a3", when=wib(10, 1, year=2025), period_end=date(2025, 12, 31))
    clerk.news(clerk.dinsos, wib(3, 5))
    clerk.news(clerk.dinsos, wib(5, 20))
    clerk.news(clerk.dinsos, wib(2, 1))
    return SimpleNamespace(cases=c, clerk=clerk, dinsos=clerk.dinsos, dishub=clerk.dishub)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """A management command as the shell sees it: exit code, stdout, stderr."""
    from django.core.management import CommandError, call_command

    def call(*argv: str) -> tuple[int, str, str]:
        code = 0
        try:
            call_command(*argv)
        except SystemExit as end:
            code = int(end.code or 0)
        except CommandError as error:
            # Called from Python, argparse's own complaint (exit 2 in the shell) comes as a CommandError.
            code = 2 if str(error).startswith("Error: ") else error.returncode
            return code, capsys.readouterr().out, str(error)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call
