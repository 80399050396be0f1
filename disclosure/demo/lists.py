"""List entries: some units nearly complete, most half way, the six of the story stale or empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from disclosure.law.obligations import is_charged
from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem, PublicationPeriod
from disclosure.selectors import rulebook_on, traits_of
from disclosure.services.history import refresh_current_until
from disclosure.services.publishing import publish_entry, withdraw_entry
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.services import store_bytes
from portal.kernel.formats import tanggal

# How many entries a unit has, and how many days ago the oldest and the newest of them went live.
COMPLETE, USUAL, STALE = (24, 150, 3), (9, 160, 10), (4, 420, 230)
DILIGENT = frozenset({"DINKES", "DKISS", "DISDUKCAPIL", "BAPPERIDA"})
IDLE = frozenset({"BPKPAD", "DISNAKER", "DINSOS", "BPPBJ", "KESBANGPOL", "DP3AP2KB"})
EMPTY = frozenset({"BPPBJ", "KESBANGPOL"})


@dataclass(frozen=True)
class Plan:
    agency: Agency
    officer: User
    entries: int
    oldest: int
    newest: int


def seed_lists(officers: Mapping[str, User], *, now: datetime, random: Random) -> int:
    """Publish each unit's entries with a file or a deep link; returns how many."""
    made = 0
    for agency in Agency.objects.order_by("code"):
        officer = officers.get(agency.code) or officers[""]
        if agency.code in EMPTY:
            continue
        size = COMPLETE if agency.code in DILIGENT else STALE if agency.code in IDLE else USUAL
        plan = Plan(agency, officer, *size)
        for item, age in _chosen(plan, now.date(), random):
            _publish(plan, item, age, now)
            made += 1
    _leave_drafts(officers, now)
    _withdraw_one(officers[""], now)
    refresh_current_until(entries=None, today=now.date())
    return made


def _chosen(plan: Plan, today: date, random: Random) -> list[tuple[MandatedItem, int]]:
    """Items that bind this unit, the everyday ones first, each with the age of its entry in days."""
    traits = traits_of(plan.agency)
    book = rulebook_on(today)
    keys = [rule.key for rule in book.rules if is_charged(rule, traits)]
    items = list(
        MandatedItem.objects.filter(
            edition=book.edition, key__in=keys, is_leaf=True, duty="own", level="item"
        )
        .exclude(key__startswith="b_15_10")
        .order_by("position")
    )
    picked = sorted(random.sample(items, min(plan.entries, len(items))), key=lambda item: item.position)
    return [(item, random.randint(plan.newest, plan.oldest)) for item in picked]


def _publish(plan: Plan, item: MandatedItem, age: int, now: datetime) -> None:
    moment = now - timedelta(days=age, minutes=(item.position * 7) % 300)
    entry = _draft(plan.agency, item, moment, plan.officer)
    publish_entry(entry=entry, by=plan.officer, now=now)
    PublicationPeriod.objects.filter(entry=entry).update(live_from=moment, content_from=moment)
    ListEntry.objects.filter(pk=entry.pk).update(
        created_at=moment, first_published_at=moment, last_published_at=moment
    )


def _draft(agency: Agency, item: MandatedItem, moment: datetime, by: User) -> ListEntry:
    year = moment.year
    entry = ListEntry(
        agency=agency, live=False, created_by=by, category=item.category,
        title=f"{item.title_id} {agency.code} {year}"[:250],
        summary=f"{item.title_id} pada {agency.name}, keadaan {tanggal(moment.date())}.",
        holder=f"Sekretariat {agency.name}"[:200], responsible="Kepala Subbagian Program dan Pelaporan",
        made_when=tanggal(moment.date()), period_start=date(year, 1, 1), period_end=date(year, 12, 31),
    )  # fmt: skip
    entry.items = [item]
    if item.position % 3:
        stored = store_bytes(
            content=_table(agency, item, year), name=f"{item.key}-{agency.slug}-{year}.csv",
            content_type="text/csv", now=moment, uploaded_by=by,
        )  # fmt: skip
        entry.files = [EntryFile(stored=stored, sort_order=0)]
    else:
        url = f"https://{agency.slug}.cilegon.go.id/dokumen/{item.key}-{year}.pdf"
        entry.links = [EntryLink(url=url, label=item.title_id[:250])]
    entry.save()
    return entry


def _table(agency: Agency, item: MandatedItem, year: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["tahun", "perangkat_daerah", "uraian", "nilai"])
    for number, word in enumerate(("Rencana", "Realisasi", "Sisa"), 1):
        writer.writerow(
            [year, agency.name, f"{item.title_id}: {word.lower()}", number * item.position * 1000]
        )
    return text.getvalue().encode("utf-8-sig")


def _leave_drafts(officers: Mapping[str, User], now: datetime) -> None:
    """Two drafts wait on the shown unit, so that the first sign-in finds something to do."""
    agency = Agency.objects.get(code="DINKES")
    taken = ListEntry.objects.filter(agency=agency).values("items__key")
    for item in (
        MandatedItem.objects.filter(is_leaf=True, duty="own", level="item", category="periodic")
        .exclude(key__in=taken)
        .order_by("position")[:2]
    ):
        _draft(agency, item, now, officers["DINKES"]).save_revision(user=officers["DINKES"])


def _withdraw_one(utama: User, now: datetime) -> None:
    """One entry that PPID Utama took down: its address answers 410 with title, dates and reason."""
    entry = ListEntry.objects.filter(live=True, agency__code="DISHUB").order_by("pk").first()
    if entry is not None:
        withdraw_entry(entry=entry, by=utama, now=now, reason="Berkasnya memuat nomor telepon pribadi warga.")
