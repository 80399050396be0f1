import pytest
from django.utils import timezone

from disclosure.models import ListEntry, Withdrawal
from disclosure.selectors import checklist_for
from disclosure.services.freshness import confirm_fresh
from disclosure.services.publishing import (
    publish_entry,
    unpublish_entry,
    withdraw_entry,
)
from portal.audit.models import AuditEvent
from portal.content.due import settle
from portal.kernel.errors import InputError, NotAllowed
from search.models import SearchRecord

from .conftest import days_ago, edit, make_entry, published

pytestmark = pytest.mark.django_db


def findable(entry):
    return SearchRecord.objects.filter(key=f"entry:{entry.pk}").exists()


def test_entry_is_public_found_numbered_and_audited_when_ppid_pelaksana_publishes(world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_2_a")
    assert (entry.live, entry.number, entry.year, entry.formats) == (True, 1, 2026, "tautan")
    assert findable(entry)
    event = AuditEvent.objects.get(action="entry.publish", target_id=str(entry.pk))
    assert event.actor == world.publisher


@pytest.mark.parametrize("who", ["operator", "other_publisher", "other_operator"])
def test_publishing_is_refused_when_the_person_has_no_right_to_the_agency(world, catalogue, who):
    entry = make_entry(world.dinsos)
    with pytest.raises(NotAllowed):
        publish_entry(entry=entry, by=getattr(world, who), now=timezone.now())
    assert not ListEntry.objects.get(pk=entry.pk).live


def test_publishing_is_refused_when_a_column_of_lampiran_i_is_empty(world):
    with pytest.raises(InputError, match="retensi"):
        publish_entry(entry=make_entry(world.dinsos, retention=""), by=world.publisher, now=timezone.now())


def test_entry_leaves_search_and_keeps_a_stub_when_unpublished(world, catalogue):
    entry = published(world.dinsos, world.publisher)
    unpublish_entry(entry=entry, by=world.publisher, reason="Salah unggah", now=timezone.now())
    stub = Withdrawal.objects.get(entry=entry)
    assert (stub.reason, stub.kind, stub.by) == ("Salah unggah", "unpublished", world.publisher)
    assert not findable(entry)
    assert entry.periods.get().live_until is not None


def test_taking_down_needs_a_reason(world):
    entry = published(world.dinsos, world.publisher)
    with pytest.raises(InputError):
        unpublish_entry(entry=entry, by=world.publisher, reason="  ", now=timezone.now())


def test_agency_cannot_return_what_ppid_utama_has_withdrawn(world):
    entry = published(world.dinsos, world.publisher)
    with pytest.raises(NotAllowed):
        withdraw_entry(entry=entry, by=world.publisher, reason="x", now=timezone.now())
    withdraw_entry(entry=entry, by=world.utama, reason="Memuat data pribadi", now=timezone.now())
    with pytest.raises(NotAllowed, match="ditarik"):
        publish_entry(entry=entry, by=world.publisher, now=timezone.now())
    assert publish_entry(entry=entry, by=world.utama, now=timezone.now()).live


def test_saving_again_without_new_content_does_not_make_it_newer(world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(200))
    edit(entry, world.publisher, summary="Kata-kata baru saja.")
    assert entry.periods.count() == 2
    row = {r.item.key: r for r in checklist_for(world.dinsos, timezone.localdate()).rows}["b_15_1_c1"]
    assert row.state == "stale"


def test_new_link_makes_it_newer(world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(200))
    draft = entry.get_latest_revision_as_object()
    link = draft.links.all()[0]
    link.url = "https://dinsos.cilegon.go.id/dokumen/renja-perubahan.pdf"
    draft.links = [link]
    draft.save_revision(user=world.publisher)
    publish_entry(entry=entry, by=world.publisher, now=timezone.now())
    row = {r.item.key: r for r in checklist_for(world.dinsos, timezone.localdate()).rows}["b_15_1_c1"]
    assert row.state == "fulfilled"


def test_confirmation_by_ppid_pelaksana_makes_it_current_again(world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(200))
    with pytest.raises(NotAllowed):
        confirm_fresh(entry=entry, by=world.operator, reason="unchanged", now=timezone.now())
    confirm_fresh(entry=entry, by=world.publisher, reason="unchanged", now=timezone.now())
    entry.refresh_from_db()
    assert entry.fresh_until > timezone.localdate()
    found = checklist_for(world.dinsos, timezone.localdate())
    assert found.counts["fulfilled"] == 1


def test_figures_of_a_past_day_stay_true_after_later_edits(world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(30))
    then = timezone.localdate(days_ago(10))
    before = checklist_for(world.dinsos, then).counts
    unpublish_entry(entry=entry, by=world.publisher, reason="Diganti", now=timezone.now())
    assert checklist_for(world.dinsos, then).counts == before
    assert checklist_for(world.dinsos, timezone.localdate()).counts["fulfilled"] == 0
    assert checklist_for(world.dinsos, timezone.localdate(days_ago(31))).counts["fulfilled"] == 0


def test_scheduled_entry_goes_live_and_expires_without_a_worker(world, catalogue):
    now = timezone.now()
    entry = make_entry(world.dinsos, go_live_at=now + timezone.timedelta(hours=1))
    publish_entry(entry=entry, by=world.publisher, now=now)
    assert not ListEntry.objects.live_at(now).filter(pk=entry.pk).exists()
    from wagtail.models import Revision

    past = now - timezone.timedelta(minutes=5)
    revision = Revision.objects.get(object_id=str(entry.pk))
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    assert settle(timezone.now()) == 1
    assert ListEntry.objects.live_at(timezone.now()).filter(pk=entry.pk).exists()
    ListEntry.objects.filter(pk=entry.pk).update(expire_at=past)
    assert not ListEntry.objects.live_at(timezone.now()).filter(pk=entry.pk).exists()
    assert settle(timezone.now()) == 1
    assert Withdrawal.objects.get(entry=entry).kind == "expired"
