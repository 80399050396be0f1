"""What the public pages show, put together from selectors; no decision is taken here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure import citing
from disclosure.entry_history import history_of
from disclosure.filters import EntryFilterSet, FacetGroup
from disclosure.law.categories import Category
from disclosure.law.freshness import ItemState
from disclosure.models import CATEGORY_NAMES, ListEntry, PublishedFile, Withdrawal
from disclosure.reachability.rounds import open_outages
from disclosure.screening.checking import checks_of, is_hard_to_read
from disclosure.screening.models import FileCheck
from disclosure.selectors import AgencyChecklist, ChecklistGroup
from portal.content.templatetags.ui import address_of
from portal.files import previews
from portal.files.models import ScanState

STATE_TAGS: dict[str, tuple[str, Any]] = {
    ItemState.FULFILLED.value: ("ok", gettext_lazy("Terpenuhi")),
    ItemState.STALE.value: ("warn", gettext_lazy("Perlu diperbarui")),
    ItemState.MISSING.value: ("late", gettext_lazy("Belum ada")),
    ItemState.NOT_APPLICABLE.value: ("", gettext_lazy("Tidak berlaku")),
    ItemState.NO_EVENT.value: ("", gettext_lazy("Tidak ada kejadian")),
}
FRESHNESS_TAGS: dict[str, tuple[str, Any]] = {
    "current": ("ok", gettext_lazy("Masih mutakhir")),
    "stale": ("warn", gettext_lazy("Perlu diperbarui")),
}


def _address(request: HttpRequest, fixed: Mapping[str, str], **changes: str | None) -> str:
    """The list's address with some parameters changed; a filter that the path fixes moves into the query."""
    query = {k: v for k, v in request.GET.items() if k != "page" and v}
    query |= dict(fixed)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{reverse('disclosure:list')}?{urlencode(query)}" if query else reverse("disclosure:list")


#: Choices that stand in the form as a list to pick from; the others are links.
PICKED = ("agency", "item")


def linked_facets(
    request: HttpRequest, groups: tuple[FacetGroup, ...], fixed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each choice as a link; choosing what is chosen takes it away again."""
    shown = []
    for group in groups:
        if group.name in PICKED:
            continue
        links = [
            {
                "text": choice.label,
                "count": choice.count,
                "current": choice.is_chosen,
                "url": _address(request, fixed, **{group.name: None if choice.is_chosen else choice.value}),
            }
            for choice in group.choices
        ]
        shown.append({"name": group.name, "label": group.label, "chips": links})
    return shown


def picked_facets(groups: tuple[FacetGroup, ...]) -> list[dict[str, Any]]:
    """Agency and duty as lists with a count beside each choice, parted by category where there is one."""
    return [
        {
            "name": group.name,
            "label": group.label,
            "parts": [
                (name, list(choices))
                for name, choices in groupby(group.choices, key=lambda choice: choice.group)
            ],
        }
        for group in groups
        if group.name in PICKED
    ]


def chosen_filters(
    request: HttpRequest, filterset: EntryFilterSet, groups: tuple[FacetGroup, ...], fixed: Mapping[str, str]
) -> list[dict[str, str]]:
    """What is filtered now, each with the address without it."""
    labels = {(g.name, c.value): c.label for g in groups for c in g.choices}
    return [
        {"text": labels.get((name, value), value), "url": _address(request, fixed, **{name: None})}
        for name, value in filterset.chosen.items()
    ]


def filter_words(filterset: EntryFilterSet) -> list[str]:
    """The filters in force as words, for the head of a printed list."""
    found = []
    for name, value in filterset.chosen.items():
        field = filterset.form.fields[name]
        picked = filterset.form.cleaned_data.get(name)
        words = dict(getattr(field, "choices", ())).get(value) if not hasattr(field, "queryset") else None
        found.append(f"{field.label} {words or picked or value}")
    return found


def export_links(request: HttpRequest, fixed: Mapping[str, str]) -> list[dict[str, str]]:
    query = {k: v for k, v in request.GET.items() if k != "page" and v} | dict(fixed)
    tail = f"?{urlencode(query)}" if query else ""
    links = [
        {"text": kind.upper(), "url": reverse("disclosure:export", args=[kind]) + tail}
        for kind in ("csv", "xlsx", "json", "pdf")
    ]
    return [*links, {"text": _("Cetak"), "url": reverse("disclosure:print") + tail}]


def ask_url(entry: ListEntry | None, agency_code: str = "", subject: str = "") -> str:
    """The request form with agency and subject filled in."""
    if entry is not None:
        agency_code, subject = entry.agency.code, entry.title
    address = address_of("requests:file", "/permohonan/ajukan/")
    return f"{address}?{urlencode({'agency': agency_code, 'subject': subject})}"


def entry_context(request: HttpRequest, entry: ListEntry, today: date) -> dict[str, Any]:
    """All columns, files with every version, the story of the entry, its citation and its JSON-LD."""
    versions = list(entry.published_files.select_related("stored"))
    current = [held for held in versions if held.replaced_at is None]
    known = checks_of(held.stored for held in current)
    freshness = ""
    if entry.fresh_until is not None:
        freshness = "current" if entry.fresh_until >= today else "stale"
    return {
        "entry": entry,
        "files": [_file_line(entry, held, known.get(held.stored.sha256)) for held in current],
        "older": [_file_line(entry, held) for held in versions if held.replaced_at is not None],
        "links": _link_lines(entry),
        "met_duties": list(entry.items.all()),
        "tag": FRESHNESS_TAGS.get(freshness),
        "history": history_of(entry),
        "ask_url": ask_url(entry),
        "citations": citing.citations(request, entry, current),
        "json_ld": citing.json_ld(request, entry, current),
        "crumbs": entry_crumbs(entry),
    }


def _link_lines(entry: ListEntry) -> list[dict[str, Any]]:
    """Links, each with the run of failures that still lasts: a reader is told before the click."""
    outages = {one.address: one for one in open_outages([entry.pk]).get(entry.pk, ())}
    return [
        {"url": link.url, "label": link.label, "outage": outages.get(link.url)} for link in entry.links.all()
    ]


def entry_crumbs(entry: ListEntry, last: str = "") -> list[tuple[str, str]]:
    own = [(entry.title, entry.get_absolute_url()), (last, "")] if last else [(entry.title, "")]
    return [
        (_("Daftar informasi"), reverse("disclosure:list")),
        (entry.agency.name, reverse("disclosure:agency", args=[entry.agency.slug])),
        *own,
    ]


def _file_line(entry: ListEntry, held: PublishedFile, check: FileCheck | None = None) -> dict[str, Any]:
    url = reverse("disclosure:file", args=[entry.pk, held.pk])
    return {
        "label": held.label or held.stored.name,
        "kind": citing.extension_of(held).upper(),
        "size": held.stored.size,
        "url": url,
        "pinned": f"{url}?versi={held.version}",
        "version": held.version,
        "published_at": held.published_at,
        "replaced_at": held.replaced_at,
        **_for_readers(entry, held, check),
        "is_unchecked": held.stored.scan_state != ScanState.CLEAN,
        **_preview(entry, held),
    }


def _for_readers(entry: ListEntry, held: PublishedFile, check: FileCheck | None) -> dict[str, Any]:
    """The text version where there is one; else, for what a screen reader cannot read, the way to ask for one."""
    if held.text_version.strip():
        return {"text_url": reverse("disclosure:text", args=[entry.pk, held.pk])}
    if check is None or not is_hard_to_read(check):
        return {}
    return {
        "wish_url": reverse("disclosure:wish", args=[entry.pk, held.pk]),
        "is_picture": "no_text" in check.flaws or check.unreadable == "picture",
        "is_locked": check.unreadable in ("locked", "broken"),
    }


def _preview(entry: ListEntry, held: PublishedFile) -> dict[str, Any]:
    """The first page or the picture itself, and where to read on; nothing for what cannot be opened."""
    kind = previews.kind_of(held.stored)
    pages = previews.count_pages(held.stored) if kind == "pages" else 0
    if not kind or (kind == "pages" and not pages):
        return {"preview": ""}
    return {
        "preview": kind,
        "pages": pages,
        "picture": reverse("disclosure:picture", args=[entry.pk, held.pk, 1]),
        "read_url": reverse("disclosure:read", args=[entry.pk, held.pk]),
    }


def reading_context(entry: ListEntry, held: PublishedFile, number: int) -> dict[str, Any]:
    """One page of a file as a picture with its words. Raises PageMissing and NotAllowed."""
    line = _file_line(entry, held)
    words = previews.page_text(held.stored, number) if line["preview"] != "picture" else ""
    return {
        "entry": entry,
        "file": line,
        "number": number,
        "words": words,
        "picture": reverse("disclosure:picture", args=[entry.pk, held.pk, number]),
        "ask_url": ask_url(entry),
        "crumbs": entry_crumbs(entry, line["label"]),
    }


def stub_context(entry: ListEntry) -> dict[str, Any]:
    """The words of a withdrawn entry's page. One past its expiry has no stub row until somebody writes it."""
    stub = entry.withdrawals.order_by("-at", "-pk").first()
    last = entry.periods.order_by("-live_from", "-pk").first()
    expired = stub is None or (entry.expire_at is not None and entry.live)
    return {
        "title": stub.title if stub else last.title if last else entry.title,
        "kind": _("Informasi"),
        "agency": entry.agency.name,
        "published_on": entry.first_published_at,
        "withdrawn_on": entry.expire_at if expired else stub.at if stub else None,
        "reason": Withdrawal.Kind.EXPIRED.label if expired else stub.reason if stub else "",
        "url": ask_url(entry),
        "link": _("Ajukan permohonan informasi"),
    }


def replaced_context(entry: ListEntry, held: PublishedFile) -> dict[str, Any]:
    newest = (
        entry.published_files.filter(line=held.line, replaced_at__isnull=True)
        .select_related("stored")
        .first()
    )
    return {
        "entry": entry,
        "old": _file_line(entry, held),
        "new": _file_line(entry, newest) if newest else None,
    }


def bar_parts(counts: Mapping[str, int]) -> list[tuple[str, int, str]]:
    return [
        ("ok", counts["fulfilled"], _("terpenuhi")),
        ("warn", counts["stale"], _("perlu diperbarui")),
        ("late", counts["missing"], _("belum ada")),
        ("none", counts["not_applicable"], _("tidak berlaku")),
    ]


def duty_summary(found: AgencyChecklist) -> dict[str, Any]:
    """Figures and bars of an agency: rates are of applicable items only, and say so."""
    bars = []
    for category in (Category.PERIODIC, Category.ANYTIME):
        counts = found.by_category[category.value]
        applicable = counts["fulfilled"] + counts["stale"] + counts["missing"]
        figure = _("%(done)s dari %(all)s") % {"done": counts["fulfilled"], "all": applicable}
        bars.append({"label": CATEGORY_NAMES[category], "figure": figure, "parts": bar_parts(counts)})
    return {
        "fulfilled": found.fulfilled,
        "applicable": found.applicable,
        "as_of": found.as_of,
        "edition": found.edition,
        "bars": bars,
        "legend": bar_parts(found.counts),
        "soon": found.soon,
        "events": _events(found),
    }


def _events(found: AgencyChecklist) -> str:
    counts = found.by_category[Category.IMMEDIATE.value]
    if any(row.state is ItemState.FULFILLED and row.item.duty == "event" for row in found.rows):
        return _("ada kejadian, sudah diumumkan")
    return _("tidak ada kejadian") if counts["no_event"] else ""


def duty_sections(found: AgencyChecklist) -> list[dict[str, Any]]:
    """The three categories with their groups; a group folds together with a count of its own."""
    return [
        {
            "label": CATEGORY_NAMES[category],
            "key": category.value,
            "groups": [_duty_group(g) for g in found.groups(category.value)],
        }
        for category in (Category.PERIODIC, Category.ANYTIME, Category.IMMEDIATE)
    ]


def _duty_group(group: ChecklistGroup) -> dict[str, Any]:
    return {
        "title": group.item.title if group.item else "",
        "figure": _("%(done)s dari %(all)s") % {"done": group.fulfilled, "all": group.applicable},
        "rows": [
            {
                "title": row.item.title,
                "code": row.item.code,
                "legal_ref": row.item.legal_ref,
                "tone": STATE_TAGS[row.state.value][0],
                "word": STATE_TAGS[row.state.value][1],
                "since": row.status.since,
                "due_on": row.status.due_on,
                "soon": row.status.soon,
                "entries": row.status.entry_ids,
                "is_city_duty": row.is_city_duty and not row.status.charged,
                "ask_subject": row.item.title,
                "wanted": row.state in (ItemState.MISSING, ItemState.STALE),
            }
            for row in group.rows
        ],
    }
