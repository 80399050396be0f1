"""An edition from its opening to its approval, through the services."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from disclosure.edition_messages import due_keys
from disclosure.editions.reads import before, compared, list_due, listed_rows, section_differences
from disclosure.entry_history import history_of
from disclosure.law.editions import EditionRuleBroken
from disclosure.models import CityWait, EditionRow, EditionSection, FrozenEdition, ListEdition, ListEntry
from disclosure.reminding import remind
from disclosure.services.answering_waits import answer_waits
from disclosure.services.editions import (
    adopt_edition,
    approve_edition,
    decline_edition,
    judge_row,
    open_edition,
    propose_section,
    return_section,
    verify_section,
)
from disclosure.services.publishing import unpublish_entry
from disclosure.waits import open_waits
from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from portal.notifications.models import Notification
from portal.workcalendar.selectors import current_calendar
from tests.disclosure.conftest import at, edit, person, published
from tests.editions.conftest import scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
JAN = at(2026, 1, 12)


@pytest.fixture
def city(world: SimpleNamespace) -> SimpleNamespace:
    """Two units with an entry each, and Atasan PPID."""
    world.atasan = person("atasan@kota.test", Role.ATASAN_PPID)
    with time_machine.travel(JAN, tick=False):
        world.renja = published(world.dinsos, world.publisher, title="Renja 2026")
        world.rute = published(world.dishub, world.other_publisher, title="Rute angkutan", category="anytime")
    return world


def section(edition: ListEdition, agency: Any) -> EditionSection:
    return edition.sections.get(agency=agency)


def adopted(city: Any, now: Any = JAN, number: str = "SK/1/2026", **values: Any) -> ListEdition:
    edition = open_edition(by=city.utama, now=now)
    for unit, by in ((city.dinsos, city.publisher), (city.dishub, city.other_publisher)):
        propose_section(section=section(edition, unit), note="", by=by, now=now)
        verify_section(section=section(edition, unit), by=city.utama, now=now)
    return adopt_edition(**{
        "edition": edition, "number": number, "dated_on": wib_date(now), "file": scan(now), "signer_name": "Ratna",
        "without_missing": True, "by": city.utama, "now": now, **values,
    })  # fmt: skip


def approved(city: Any, now: Any = JAN, number: str = "SK/1/2026") -> ListEdition:
    return approve_edition(edition=adopted(city, now, number), by=city.atasan, now=now)


def test_edition_goes_from_unit_to_ppid_utama_to_atasan_ppid(city):
    edition = open_edition(by=city.utama, now=JAN)
    assert edition.propose_by == date(2026, 1, 27)
    told = Notification.objects.filter(kind="edition.opened").values_list("address", flat=True)
    assert set(told) == {"ppid@dinsos.test", "ppid@dishub.test"}
    with pytest.raises(NotAllowed):
        propose_section(section=section(edition, city.dinsos), note="", by=city.operator, now=JAN)
    with pytest.raises(NotAllowed):
        propose_section(section=section(edition, city.dinsos), note="", by=city.other_publisher, now=JAN)
    held = propose_section(section=section(edition, city.dinsos), note="Lengkap", by=city.publisher, now=JAN)
    assert [w.kind for w in open_waits(JAN, current_calendar())] == ["section"]
    with pytest.raises(NotAllowed):
        verify_section(section=held, by=city.publisher, now=JAN)
    verify_section(section=held, by=city.utama, now=JAN)
    call = {
        "edition": edition, "number": "SK/9", "dated_on": date(2026, 1, 12), "file": scan(JAN), "signer_name": "R",
        "by": city.utama, "now": JAN,
    }  # fmt: skip
    with pytest.raises(EditionRuleBroken):
        adopt_edition(**call, without_missing=False)
    for wrong in ({"number": " "}, {"file": None}, {"dated_on": date(2026, 1, 13)}):
        with pytest.raises(InputError):
            adopt_edition(**{**call, **wrong}, without_missing=True)
    with pytest.raises(NotAllowed):
        adopt_edition(**{**call, "by": city.publisher}, without_missing=True)
    adopt_edition(**call, without_missing=True)
    assert Notification.objects.get(kind="edition.adopted").address == "atasan@kota.test"
    with pytest.raises(NotAllowed):
        approve_edition(edition=edition, by=city.utama, now=JAN)
    assert approve_edition(edition=edition, by=city.atasan, now=JAN).state == "approved"
    assert list(listed_rows(ListEdition.objects.get()).values_list("number", "title")) == [(1, "Renja 2026")]
    trail = list(
        AuditEvent.objects.filter(action__startswith="edition.")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert trail == ["edition.opened", "edition.section_proposed", "edition.section_verified", "edition.adopted",
                     "edition.approved"]  # fmt: skip


def test_entry_goes_live_while_an_edition_is_made_and_after_it_was_adopted(city):
    open_edition(by=city.utama, now=JAN)
    entry = published(city.dinsos, city.publisher, title="Terbit di tengah")
    assert entry.live


def test_adopted_list_stays_as_it_was_when_entries_and_units_change(city):
    edition = approved(city)
    before_change = [row.as_line() for row in listed_rows(edition)]
    with time_machine.travel(at(2026, 2, 2), tick=False):
        edit(city.renja, city.publisher, title="Renja 2026 perubahan", holder="Kepala Dinas")
        unpublish_entry(
            entry=city.rute, by=city.other_publisher, reason="Sudah tidak berlaku.", now=timezone.now()
        )
        city.dinsos.name = "Dinas Sosial dan Pemberdayaan"
        city.dinsos.save()
    assert [row.as_line() for row in listed_rows(ListEdition.objects.get())] == before_change
    assert {row.section.agency_name for row in listed_rows(edition)} == {"Dinas Sosial", "Dinas Perhubungan"}
    row = edition.rows.first()
    for write in (
        lambda: row.save(), lambda: row.delete(), lambda: EditionRow.objects.filter(pk=row.pk).update(title="x"),
        lambda: EditionRow.objects.filter(pk=row.pk).delete(),
        lambda: EditionRow.objects.bulk_update([row], ["title"]),
    ):  # fmt: skip
        with pytest.raises(FrozenEdition):
            write()
    with pytest.raises(RuleViolation):
        judge_row(row=row, category="anytime", struck=False, reason="", by=city.utama, now=JAN)


def test_ppid_utama_classifies_and_strikes_rows_with_a_reason(city):
    edition = open_edition(by=city.utama, now=JAN)
    propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)
    row = edition.rows.get()
    with pytest.raises(InputError):
        judge_row(row=row, category="periodic", struck=True, reason=" ", by=city.utama, now=JAN)
    with pytest.raises(NotAllowed):
        judge_row(row=row, category="anytime", struck=False, reason="", by=city.publisher, now=JAN)
    judge_row(row=row, category="anytime", struck=False, reason="", by=city.utama, now=JAN)
    return_section(section=section(edition, city.dinsos), reason="Lengkapi.", by=city.utama, now=JAN)
    held = propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)
    assert (held.rows.get().category, held.rows.get().proposed_category) == ("anytime", "periodic")
    judge_row(row=held.rows.get(), category="anytime", struck=True, reason="Ganda.", by=city.utama, now=JAN)
    verify_section(section=held, by=city.utama, now=JAN)
    adopt_edition(
        edition=edition, number="SK/2", dated_on=JAN.date(), file=scan(JAN), signer_name="R", without_missing=True,
        by=city.utama, now=JAN,
    )  # fmt: skip
    assert (listed_rows(ListEdition.objects.get()).count(), ListEntry.objects.get(pk=city.renja.pk).live) == (
        0,
        True,
    )


def test_returned_section_tells_its_unit_and_waits_again_when_proposed_again(city):
    edition = open_edition(by=city.utama, now=JAN)
    held = propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)
    key = f"section:{held.pk}"
    assert answer_waits(keys=[key], agree=False, note="Perjelas.", by=city.utama, now=JAN).done == 1
    assert "Perjelas." in Notification.objects.get(kind="edition.section_returned").body
    propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)
    assert answer_waits(keys=[key], agree=True, note="", by=city.utama, now=JAN).done == 1
    assert section(edition, city.dinsos).state == "verified"
    assert list(CityWait.objects.values_list("outcome", flat=True)) == ["returned", "agreed"]
    with pytest.raises(RuleViolation):
        propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)


def test_unit_without_any_entry_proposes_nothing_and_is_left_out(city):
    edition = open_edition(by=city.utama, now=JAN)
    with pytest.raises(InputError, match="belum menerbitkan"):
        propose_section(section=section(edition, city.dkiss), note="", by=city.utama, now=JAN)


def test_declined_list_goes_back_and_can_be_adopted_again(city):
    edition = adopted(city)
    with pytest.raises(InputError):
        decline_edition(edition=edition, reason=" ", by=city.atasan, now=JAN)
    decline_edition(edition=edition, reason="Kurang satu unit.", by=city.atasan, now=JAN)
    edition.refresh_from_db()
    assert (edition.state, edition.decree_number, edition.return_reason) == (
        "gathering",
        "",
        "Kurang satu unit.",
    )
    adopt_edition(
        edition=edition, number="SK/1/2026", dated_on=JAN.date(), file=scan(JAN), signer_name="R",
        without_missing=True, by=city.utama, now=JAN,
    )  # fmt: skip
    assert ListEdition.objects.get().state == "adopted"


def test_one_edition_at_a_time_and_the_next_is_due_in_six_months(city):
    approved(city)
    second = open_edition(by=city.utama, now=at(2026, 6, 22))
    assert (second.number, second.due_on) == (2, date(2026, 7, 12))
    assert second.propose_by == date(2026, 7, 6)
    with pytest.raises(RuleViolation):
        open_edition(by=city.utama, now=at(2026, 6, 23))


def test_next_edition_names_what_was_added_changed_and_dropped(city):
    first = approved(city)
    with time_machine.travel(at(2026, 5, 4), tick=False):
        edit(city.renja, city.publisher, holder="Kepala Dinas")
        unpublish_entry(entry=city.rute, by=city.other_publisher, reason="Usang.", now=timezone.now())
        published(city.dishub, city.other_publisher, title="Terminal", category="anytime")
    second = approved(city, at(2026, 6, 22), "SK/2/2026")
    found = compared(second, before(second))
    assert [(row.kind, row.title) for row in found.rows] == [
        ("added", "Terminal"), ("dropped", "Rute angkutan"), ("changed", "Renja 2026"),
    ]  # fmt: skip
    assert [(was, now) for _name, was, now in found.rows[2].columns] == [("Sekretariat", "Kepala Dinas")]
    assert before(second) == first
    part = section_differences(section(second, city.dinsos), first)
    assert ([row.kind for row in part.rows], part.same) == (["changed"], 0)


def test_ppid_utama_is_reminded_once_thirty_working_days_before_six_months_end(city):
    edition = approved(city)
    assert remind(now=at(2026, 5, 20)).sent == 0
    near = at(2026, 6, 2)
    assert list_due(near.date(), current_calendar()).is_near
    assert remind(now=near, dry_run=True).sent == len(due_keys(edition, near)) == 1
    assert not Notification.objects.filter(kind="edition.due").exists()
    assert (remind(now=near).sent, remind(now=at(2026, 6, 3)).sent) == (1, 0)
    assert "12 Juli 2026" in Notification.objects.get(kind="edition.due").subject
    open_edition(by=city.utama, now=near)
    assert remind(now=at(2026, 6, 5)) == remind(now=at(2026, 6, 5))


def test_entry_tells_in_which_adopted_list_it_stands(city):
    edition = adopted(city)
    assert not any("Edisi" in str(event["title"]) for event in history_of(city.renja))
    approve_edition(edition=edition, by=city.atasan, now=JAN)
    shown = [event for event in history_of(city.renja) if "Edisi 1" in str(event["title"])]
    assert [event["url"] for event in shown] == ["/daftar-informasi/edisi/1/"]
