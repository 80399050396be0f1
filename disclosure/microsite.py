"""What an agency's own page says about it: drawn from the entries that fulfil the duty to say it, typed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from disclosure import pages
from disclosure.law.obligations import obligations_for
from disclosure.models import ListEntry, MandatedItem, PublishedFile
from disclosure.selectors import live_entries, rulebook_on, traits_of
from portal.agencies.models import Agency, Role
from portal.agencies.policy import title_of
from portal.agencies.selectors import holders_of
from portal.content import panels
from portal.content.panels import Panel
from portal.files import previews

#: Groups of the catalogue (PERKI 1/2021 Art 14(2)a and i) and the chart (Art 15(1)c) that is shown as a picture.
PROFILE, PROCUREMENT, CHART = "b_14_2_a", "b_14_2_i", "b_15_1_c1"
MOST_LINKS = 6
#: What tells a citizen which services there are and what they take: permits (PERKI 1/2021 Art 21(1)f), work procedures
#: (UU 14/2008 Art 11(1)g), service standards (UU 25/2009 Art 23(4)c).
SERVICES = ("p_25_23_c", "u_11_1_g", "t_21_1_f")
MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class ServedDuty:
    """A duty of the agency and the live entries that speak to it, newest first."""

    item: MandatedItem
    entries: tuple[ListEntry, ...]


def served_duties(agency: Agency, group: str, now: datetime, today: date) -> list[ServedDuty]:
    """The duties of one group that bind this agency, in catalogue order. Seven queries, whatever the number."""
    book = rulebook_on(today)
    bound = [
        book.items[rule.key]
        for rule in obligations_for(traits_of(agency), book.rules)
        if group in _above(rule.key, book.parents)
    ]
    by_item = _entries_of(agency, bound, live_entries(now))
    return [ServedDuty(item, tuple(by_item.get(item.pk, ()))) for item in bound]


def _above(key: str, parents: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    while (parent := parents.get(key)) and parent not in found:
        found.add(parent)
        key = parent
    return found


def _entries_of(
    agency: Agency, items: list[MandatedItem], live: QuerySet[ListEntry]
) -> dict[int, list[ListEntry]]:
    ties = ListEntry.items.through.objects.filter(
        mandateditem__in=[item.pk for item in items], listentry__agency=agency
    ).values_list("mandateditem_id", "listentry_id")
    pairs = list(ties)
    entries = live.filter(agency=agency, pk__in={entry for _item, entry in pairs})
    known = {entry.pk: entry for entry in entries.order_by("-last_published_at", "-pk")}
    order = {pk: place for place, pk in enumerate(known)}
    found: dict[int, list[ListEntry]] = {}
    for item, entry in sorted(pairs, key=lambda pair: order.get(pair[1], 0)):
        if entry in known:
            found.setdefault(item, []).append(known[entry])
    return found


def profile_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel:
    """Each profile duty with what was published for it; what is missing can be asked for."""
    now = timezone.now()
    lines = [_line(duty, agency) for duty in served_duties(agency, PROFILE, now, timezone.localdate(now))]
    chart = next((duty for duty in lines if duty["key"] == CHART and duty["entries"]), None)
    context = {
        "agency": agency,
        "served": [line for line in lines if line["entries"]],
        "missing": [line for line in lines if not line["entries"]],
        "chart": _chart(chart["entries"]) if chart else None,
    }
    return Panel("disclosure/panels/profile.html", context)


def _line(duty: ServedDuty, agency: Agency) -> dict[str, Any]:
    return {
        "key": duty.item.key,
        "title": duty.item.title,
        "legal_ref": duty.item.legal_ref,
        "entries": duty.entries,
        "ask_url": pages.ask_url(None, agency.code, duty.item.title),
    }


def _chart(entries: Iterable[ListEntry]) -> dict[str, Any] | None:
    """The newest chart that can be shown: a picture, or the first page of a PDF."""
    ids = [entry.pk for entry in entries]
    held = PublishedFile.objects.filter(entry__in=ids, replaced_at__isnull=True).select_related(
        "stored", "entry"
    )
    for one in held.order_by("-published_at"):
        if previews.kind_of(one.stored):
            arguments = [one.entry_id, one.pk]
            return {
                "title": one.entry.title,
                "picture": reverse("disclosure:picture", args=[*arguments, 1]),
                "read_url": reverse("disclosure:read", args=arguments),
            }
    return None


def procurement_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel | None:
    """Where this agency's procurement stands: its documents in the list, and links to the systems outside."""
    now = timezone.now()
    duties = served_duties(agency, PROCUREMENT, now, timezone.localdate(now))
    entries = {entry.pk: entry for duty in duties for entry in duty.entries}
    if not duties:
        return None
    links = {link.url: link for entry in entries.values() for link in entry.links.all()}
    context = {
        "agency": agency,
        "served": sum(bool(duty.entries) for duty in duties),
        "total": len(duties),
        "documents": len(entries),
        "links": list(links.values())[:MOST_LINKS],
        "list_url": f"{reverse('disclosure:agency', args=[agency.slug])}?item={PROCUREMENT}",
        "ask_url": pages.ask_url(None, agency.code, "Dokumen pengadaan barang dan jasa"),
    }
    return Panel("disclosure/panels/procurement.html", context)


def services_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel | None:
    """The unit's services, drawn from the entries that serve the duties to tell them; None when there are none."""
    items = list(MandatedItem.objects.filter(key__in=SERVICES))
    found = _entries_of(agency, items, live_entries(timezone.now()))
    entries = {entry.pk: entry for rows in found.values() for entry in rows}
    if not entries:
        return None
    return Panel("disclosure/panels/services.html", {"entries": list(entries.values())[:MOST_SERVICES]})


def officers_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel | None:
    """Who answers for information here: name and office of today's PPID Pelaksana, nothing else of the person."""
    today = timezone.localdate()
    held = holders_of(Role.PPID_PELAKSANA, today, agency).order_by("valid_from")
    people = [
        {"name": one.user.get_full_name(), "office": title_of(one, today), "position": one.user.position}
        for one in held
        if one.user.get_full_name().strip()
    ]
    return Panel("disclosure/panels/officers.html", {"people": people}) if people else None


def register() -> None:
    panels.register("agency.profile", officers_panel, order=12)
    panels.register("agency.profile", services_panel, order=14)
    panels.register("agency.profile", profile_panel, order=10)
    panels.register("agency.profile", procurement_panel, order=20)
