"""What waits for DKISS turns its pages: the twenty-sixth is not out of reach."""

from __future__ import annotations

from datetime import timedelta

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from disclosure.models import MandatedItem, NotApplicable
from disclosure.services.catalogue import propose_not_applicable
from tests.disclosure.test_admin import browser

__all__ = ["browser"]


def propose(world, count: int) -> None:
    now = timezone.now()
    items = MandatedItem.objects.filter(is_leaf=True, edition__is_checklist=True).order_by("pk")[:count]
    assert len(items) == count
    for place, item in enumerate(items):
        propose_not_applicable(
            agency=world.dinsos, item_key=item.key, reason=f"Alasan {place}.", by=world.publisher,
            now=now + timedelta(seconds=place),
        )  # fmt: skip


def test_the_last_proposal_is_reached_by_links(world, catalogue, browser):
    propose(world, 27)
    utama = browser("utama")
    seen: list[str] = []
    address: str | None = reverse("duties:proposals")
    while address:
        page = BeautifulSoup(utama.get(address).content, "html.parser")
        seen += [line.text for line in page.select("table.listing td:nth-of-type(2)")]
        following = page.select_one(".list-pages a[rel=next]")
        address = reverse("duties:proposals") + following["href"] if following else None
    assert [text.strip() for text in seen] == [f"Alasan {place}." for place in range(27)]


def test_proposals_take_the_same_queries_whatever_their_number(
    world, catalogue, browser, django_assert_max_num_queries
):
    utama = browser("utama")
    propose(world, 2)
    utama.get(reverse("duties:proposals"))
    with django_assert_max_num_queries(40) as few:
        utama.get(reverse("duties:proposals"))
    NotApplicable.objects.all().delete()
    propose(world, 20)
    with django_assert_max_num_queries(len(few.captured_queries)):
        utama.get(reverse("duties:proposals"))
