from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.management import call_command

from portal.agencies.models import Role
from portal.workcalendar import impact
from portal.workcalendar.impact import ImpactRow
from tests.factories.agencies import officer


@pytest.fixture
def calendar_2026(db):
    """2026 as decreed and 2027 as an estimate."""
    from io import StringIO

    call_command("load_calendar", "--years", "2026-2027", stdout=StringIO())


@pytest.fixture
def utama(db):
    return officer(Role.PPID_UTAMA, first_name="Rina", last_name="Utama")


@pytest.fixture
def atasan(db):
    return officer(Role.ATASAN_PPID, first_name="Budi", last_name="Atasan")


@dataclass
class FakeProvider:
    """Stands for an app with deadlines; remembers what it was asked to apply."""

    name: str = "fake"
    title: str = "Contoh"
    rows: list[ImpactRow] = field(default_factory=list)
    applied: list[dict] = field(default_factory=list)

    def preview(self, *, before, after, today):
        return self.rows if before != after else []

    def apply(self, **given):
        self.applied.append(given)
        return sum(row.moves for row in self.rows)


@pytest.fixture
def fake_provider(monkeypatch):
    provider = FakeProvider()
    monkeypatch.setattr(impact, "_providers", {"fake": provider})
    return provider


def impact_row(number: int, **fields) -> ImpactRow:
    return ImpactRow(
        **{
            "label": f"{number:04d}/DINSOS/2026",
            "agency": "Dinas Sosial",
            "url": "",
            "old_due_on": date(2026, 10, 15),
            "new_due_on": date(2026, 10, 16),
            "moves": True,
            "excused": False,
            **fields,
        }
    )
