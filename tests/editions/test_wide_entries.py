"""One entry for more than ten duties: it counts for none until PPID Utama approves exactly these."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.models import CityWait, ListEntry, MandatedItem, SpreadDecision
from disclosure.selectors import checklist_for
from disclosure.services.publishing import unpublish_entry
from disclosure.services.spreading import approve_spread, refuse_spread
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from tests.disclosure.conftest import edit, published

pytestmark = pytest.mark.django_db


def wide_keys(number: int = 11) -> list[str]:
    """Leaves of "setiap saat" from different headings: no group of more than ten among them."""
    rows = MandatedItem.objects.filter(
        is_leaf=True, category="anytime", edition__is_checklist=True, duty="own"
    )
    rows = [row for row in rows if "every_agency" in row.audiences]
    return [row.key for row in rows[:number]]


def waiting() -> list[int]:
    return list(
        CityWait.objects.filter(kind="spread", until__isnull=True).values_list("object_id", flat=True)
    )


def fulfilled(agency, keys) -> int:
    found = checklist_for(agency, timezone.localdate())
    return sum(row.state.value == "fulfilled" for row in found.rows if row.item.key in keys)


def test_wide_entry_counts_only_after_ppid_utama_approves(world, catalogue):
    keys = wide_keys()
    entry = published(world.dinsos, world.publisher, *keys)
    assert (waiting(), fulfilled(world.dinsos, keys)) == ([entry.pk], 0)
    with pytest.raises(NotAllowed):
        approve_spread(entry=entry, by=world.publisher, now=timezone.now())
    approve_spread(entry=entry, by=world.utama, now=timezone.now())
    assert (waiting(), fulfilled(world.dinsos, keys)) == ([], 11)


def test_entry_with_ten_duties_does_not_wait(world, catalogue):
    keys = wide_keys(10)
    published(world.dinsos, world.publisher, *keys)
    assert (waiting(), fulfilled(world.dinsos, keys)) == ([], 10)


def test_refused_entry_stays_public_counts_for_nothing_and_its_unit_reads_why(world, catalogue):
    keys = wide_keys()
    entry = published(world.dinsos, world.publisher, *keys)
    with pytest.raises(InputError):
        refuse_spread(entry=entry, by=world.utama, reason="  ", now=timezone.now())
    refuse_spread(entry=entry, by=world.utama, reason="Pecah per tahun.", now=timezone.now())
    assert (waiting(), fulfilled(world.dinsos, keys)) == ([], 0)
    assert ListEntry.objects.get(pk=entry.pk).live
    assert "Pecah per tahun." in Notification.objects.get(user=world.publisher).body


def test_same_duties_are_not_asked_again_after_a_refusal_and_others_are(world, catalogue):
    entry = published(world.dinsos, world.publisher, *wide_keys())
    refuse_spread(entry=entry, by=world.utama, reason="Pecah.", now=timezone.now())
    edit(entry, world.publisher, title="Judul lain")
    assert waiting() == []
    more = list(MandatedItem.objects.filter(key__in=wide_keys(12), edition__is_checklist=True))
    edit(entry, world.publisher, items=more)
    assert waiting() == [entry.pk]


def test_one_duty_more_than_was_approved_needs_a_new_approval(world, catalogue):
    keys = wide_keys(12)
    entry = published(world.dinsos, world.publisher, *keys[:11])
    approve_spread(entry=entry, by=world.utama, now=timezone.now())
    edit(entry, world.publisher, title="Judul lain")
    assert fulfilled(world.dinsos, keys) == 11
    edit(
        entry,
        world.publisher,
        items=list(MandatedItem.objects.filter(key__in=keys, edition__is_checklist=True)),
    )
    assert (waiting(), fulfilled(world.dinsos, keys)) == ([entry.pk], 0)


@pytest.mark.parametrize("how", ["narrowed", "taken down"])
def test_wait_ends_by_itself_when_the_entry_is_narrowed_or_taken_down(world, catalogue, how):
    entry = published(world.dinsos, world.publisher, *wide_keys())
    if how == "narrowed":
        edit(entry, world.publisher, items=list(entry.items.all())[:3])
    else:
        unpublish_entry(entry=entry, by=world.publisher, reason="Salah.", now=timezone.now())
    assert waiting() == []
    assert CityWait.objects.get().outcome == "gone"
    with pytest.raises(RuleViolation):
        approve_spread(entry=entry, by=world.utama, now=timezone.now())


def test_ppid_utama_reads_the_duties_and_decides_on_a_page_of_its_own(world, catalogue, browser):
    entry = published(world.dinsos, world.publisher, *wide_keys(), title="Satu untuk semua")
    page, utama = reverse("waiting:spread", args=[entry.pk]), browser("utama")
    text = utama.get(page).content.decode()
    for item in MandatedItem.objects.filter(key__in=wide_keys(), edition__is_checklist=True):
        assert item.title_id in text
    answer = utama.post(page, {"decision": "refuse", "note": ""})
    assert "Tulis alasannya" in answer.content.decode()
    assert not SpreadDecision.objects.exists()
    utama.post(page, {"decision": "refuse", "note": "Pecah menjadi dua."})
    assert SpreadDecision.objects.get().reason == "Pecah menjadi dua."
    assert browser("publisher").get(page).status_code in (302, 403)
