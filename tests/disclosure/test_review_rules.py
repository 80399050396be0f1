"""PPID Utama asks to read first, and stops asking, on one screen."""

from __future__ import annotations

from django.urls import reverse

from disclosure.models import CityReviewRule, ListEntry
from portal.audit.models import AuditEvent
from portal.content.permissions import editor_is_asked
from portal.content.services.news import ensure_workflow
from tests.disclosure.test_admin import NS, browser, form_data

__all__ = ["browser"]
RULES = "duties:rules"


def test_entry_waits_for_ppid_utama_when_a_rule_is_set_and_not_when_it_ended(world, catalogue, browser):
    utama, publisher = browser("utama"), browser("publisher")
    utama.post(reverse(RULES), {"agency": world.dinsos.pk, "category": ""})
    publisher.post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish"))
    assert not ListEntry.objects.filter(live=True).exists()
    utama.post(reverse("duties:rule_end", args=[CityReviewRule.objects.get().pk]))
    ListEntry.objects.all().delete()
    publisher.post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish"))
    assert ListEntry.objects.filter(live=True).count() == 1
    assert list(AuditEvent.objects.filter(action__startswith="review.").values_list("action", flat=True)) == [
        "review.ended", "review.asked",
    ]  # fmt: skip


def test_rule_that_names_nothing_or_stands_already_is_refused_with_the_reason(world, catalogue, browser):
    utama = browser("utama")
    assert "Pilih perangkat daerah" in utama.post(reverse(RULES), {}).content.decode()
    utama.post(reverse(RULES), {"category": "periodic"})
    assert "sudah ada" in utama.post(reverse(RULES), {"category": "periodic"}).content.decode()
    assert CityReviewRule.objects.count() == 1


def test_rules_are_shut_for_officers_of_one_unit(world, catalogue, browser):
    publisher = browser("publisher")
    publisher.post(reverse(RULES), {"category": "periodic"})
    assert not CityReviewRule.objects.exists()
    assert "Tambah aturan" not in publisher.get(reverse(RULES)).content.decode()


def test_editor_of_news_is_switched_on_and_off_by_ppid_utama_alone(world, browser):
    ensure_workflow()
    utama, publisher = browser("utama"), browser("publisher")
    publisher.post(reverse(RULES), {"news": "ask"})
    assert not editor_is_asked()
    utama.post(reverse(RULES), {"news": "ask"})
    assert editor_is_asked()
    assert "Hentikan pemeriksaan berita" in utama.get(reverse(RULES)).content.decode()
    utama.post(reverse(RULES), {"news": "end"})
    assert not editor_is_asked()
