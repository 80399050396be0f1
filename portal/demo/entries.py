"""Lists of public information: full for some units, thin for others, stale here and there."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.text import slugify

from disclosure.models import CatalogueEdition, EntryFile, EntryLink, ListEntry, MandatedItem
from disclosure.services.publishing import publish_entry, withdraw_entry
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on
from portal.demo.people import DOMAIN, officer_of
from portal.files.services import store_bytes

_KINDS = {"csv": "text/csv", "txt": "text/plain"}
#: How much of the list a unit keeps, by the place of its code; the six idle ones keep little.
_IDLE_SHARE = 0.6


def _templates() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "entries.yaml"
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _items(template: dict[str, Any], known: list[MandatedItem]) -> list[MandatedItem]:
    keys, prefixes = set(template.get("keys", [])), tuple(template.get("prefixes", []))
    if template.get("group"):
        prefixes = ("b_15_9_b", "b_15_9_c")
    return [
        item
        for item in known
        if item.is_leaf and (item.key in keys or any(_under(item.key, prefix) for prefix in prefixes))
    ]


def _under(key: str, prefix: str) -> bool:
    """``b_15_1`` holds b_15_1_a1 and not b_15_10_a; ``b_15_9_b`` holds b_15_9_b12."""
    rest = key.removeprefix(prefix)
    return key == prefix or (
        rest != key and (rest.startswith("_") or (prefix[-1].isalpha() and rest.isdigit()))
    )


def seed_entries(today: date, idle: frozenset[str]) -> int:
    """Publish each unit's list through the service, on a past working day; returns how many are live."""
    chance = random.Random(2026)  # noqa: S311 - the same world every time
    edition = CatalogueEdition.objects.checklist_on(today)
    known = list(MandatedItem.objects.filter(edition=edition))
    templates = [(template, _items(template, known)) for template in _templates()]
    for agency in Agency.objects.order_by("pk"):
        share = _IDLE_SHARE if agency.code in idle else 0.72 + 0.28 * chance.random()
        for template, items in templates:
            if chance.random() <= share:
                _publish(agency, template, items, today, chance, agency.code in idle)
    _withdrawn_example(today)
    _drafts(templates, today)
    return ListEntry.objects.filter(live=True).count()


def _publish(
    agency: Agency,
    template: dict[str, Any],
    items: list[MandatedItem],
    today: date,
    chance: random.Random,
    idle: bool,
) -> None:
    months = template["months"] + (5 if idle else 0) + (7 if chance.random() < 0.08 else 0)
    ended = today - timedelta(days=30 * months)
    words = {"name": agency.name, "year": today.year, "last": today.year - 1}
    officer = officer_of(agency)
    published = moment_on(
        min(ended + timedelta(days=chance.randint(3, 20)), today), 10, chance.randint(0, 59)
    )
    with at(published), transaction.atomic():
        entry = ListEntry(
            agency=agency, title=template["title"].format(**words), category=template["category"],
            summary=template["summary"].format(**words), holder=template["holder"],
            responsible=f"Kepala {agency.name}", made_when=str(ended.year), period_end=ended,
            period_start=ended - timedelta(days=181), retention="5 tahun", created_by=officer,
        )  # fmt: skip
        entry.items = items
        entry.live = False
        _evidence(entry, agency, template, officer, published)
        entry.save()
        publish_entry(entry=entry, by=officer, now=published)


def _evidence(entry: ListEntry, agency: Agency, template: dict[str, Any], officer: User, now: Any) -> None:
    kind = template.get("file", "csv")
    if kind == "link":
        entry.links.add(
            EntryLink(
                url=f"https://{agency.slug}.{DOMAIN}/dokumen/{slugify(entry.title)}.pdf", label="Dokumen"
            )
        )
        return
    content = f"{entry.title}\n\n{entry.summary}\n\nDokumen peraga, bukan dokumen resmi.\n"
    if kind == "csv":
        content = f"uraian,nilai\n{entry.title},1\nDokumen peraga,bukan dokumen resmi\n"
    stored = store_bytes(
        content=content.encode(), name=f"{slugify(entry.title)[:60]}.{kind}", content_type=_KINDS[kind], now=now,
        uploaded_by=officer,
    )  # fmt: skip
    entry.files = [EntryFile(stored=stored)]


def _drafts(templates: list[tuple[dict[str, Any], list[MandatedItem]]], today: date) -> None:
    """Two drafts wait at Dinas Sosial, so that the first sign-in finds something to do."""
    agency = Agency.objects.filter(code="DINSOS").first()
    if agency is None:
        return
    officer = officer_of(agency)
    for template, items in templates[:2]:
        words = {"name": agency.name, "year": today.year, "last": today.year - 1}
        entry = ListEntry(
            agency=agency, title=f"Pembaruan: {template['title'].format(**words)}", live=False,
            category=template["category"], summary=template["summary"].format(**words),
            holder=template["holder"], responsible=f"Kepala {agency.name}", made_when=str(today.year),
            created_by=officer,
        )  # fmt: skip
        entry.items = items
        entry.save()
        entry.save_revision(user=officer)


def _withdrawn_example(today: date) -> None:
    """One entry was taken back, so that the stub can be seen."""
    entry = ListEntry.objects.filter(live=True, agency__code="DISHUB").order_by("pk").first()
    if entry is not None:
        moment = moment_on(today - timedelta(days=3), 14)
        with at(moment):
            withdraw_entry(
                entry=entry, by=User.objects.get(email=f"dkiss@{DOMAIN}"), now=moment,
                reason="Memuat nomor telepon pribadi petugas; versi yang sudah diperbaiki segera menyusul.",
            )  # fmt: skip
