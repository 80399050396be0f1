"""An upload from its first look to its undoing. Every step asks the policy and locks the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.freshness import SPREAD_LIMIT, is_spread_thin
from disclosure.selectors import rulebook_on
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.background import enqueue_after_commit
from portal.files.names import readable_name
from portal.files.services import store_checked
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date

from .bulk import collector_off
from .comparing import CHANGED, FILL_INS, NEW, Judge, Options, count
from .models import ImportRun
from .parsing.parser import ParsedFile, parse_file
from .parsing.vocabulary import FIELD_NAMES
from .reading_runs import parse_run
from .tasks import publish_import, write_import
from .writing import publish_run, write_run

#: From so many lines to write on, a worker does it.
LARGE = 500
#: So many to publish, and a worker does it: each is checked, numbered and indexed by itself.
MANY_TO_PUBLISH = 50
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "json": "application/json",
}


def require_import(by: Any, agency: Agency) -> None:
    if not AgencyPolicy.allows(by, Action.ENTRY_IMPORT, agency):
        raise NotAllowed(_("Anda tidak bertugas mengimpor daftar unit ini."))


@transaction.atomic
def start_run(
    *, agency: Agency, name: str, content: bytes, by: Any, now: datetime, looked: Looked | None = None
) -> ImportRun:
    """Keep a file and show what it would do; nothing enters the list. ``looked``: what look() made of the same
    content, so that it is read once. Raises NotAllowed and UnreadableFile.
    """
    require_import(by, agency)
    clean_name = readable_name(name)
    looked = looked or look(agency=agency, name=clean_name, content=content, options=Options(), now=now)
    stored = store_checked(
        content=content, name=clean_name, content_type=_TYPES[looked.parsed.kind], now=now, uploaded_by=by
    )
    run = ImportRun(agency=agency, stored=stored, uploaded_by=by, uploaded_at=now)
    run.options = {"category": looked.options.category} if looked.options != Options() else {}
    _keep(run, looked)
    run.save()
    record(action="entry.import_previewed", actor=by, target=run, agency=agency, at=now)
    return run


@dataclass(frozen=True, slots=True)
class Looked:
    """A file, the lines in it and the verdict on each; nothing is kept."""

    parsed: ParsedFile
    lines: list[dict[str, Any]]
    options: Options


def look(*, agency: Agency, name: str, content: bytes, options: Options, now: datetime) -> Looked:
    """Read and judge a file without keeping anything. Raises UnreadableFile."""
    with collector_off():
        parsed = parse_file(name, content)
        return Looked(parsed, Judge(agency, options, wib_date(now)).judge(parsed.rows), options)


def _judge(run: ImportRun, parsed: ParsedFile, now: datetime) -> None:
    options = Options.of(run)
    _keep(run, Looked(parsed, Judge(run.agency, options, wib_date(now)).judge(parsed.rows), options))


def _keep(run: ImportRun, looked: Looked) -> None:
    run.keep(looked.lines)
    run.counts = count(looked.lines)
    run.notices = _notices(looked.parsed, looked.lines, run.agency)
    run.layouts = [asdict(layout) for layout in looked.parsed.layouts]


def _notices(parsed: ParsedFile, lines: list[dict[str, Any]], agency: Agency) -> list[str]:
    found = list(parsed.notices)
    unnamed = sum(1 for line in lines if line["verdict"] == NEW and not line["values"].get("category"))
    if unnamed:
        found.append(
            _("%(count)s baris tidak menyebut kategori. Pilih kategorinya di bawah; baris itu mengikutinya.")
            % {"count": unnamed}
        )
    units = {row.values["agency"] for row in parsed.rows if row.values.get("agency")}
    if len(units) > 1:
        found.append(
            _("Berkas ini menyebut %(count)s unit. Semua baris dimasukkan ke daftar %(agency)s.")
            % {"count": len(units), "agency": agency.name}
        )
    return found


def _held(run: ImportRun, by: Any) -> ImportRun:
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    require_import(by, held.agency)
    return held


@transaction.atomic
def correct_run(
    *,
    run: ImportRun,
    columns: Mapping[str, Mapping[str, str]],
    headers: Mapping[str, list[int]],
    skipped: list[str],
    category: str,
    fill: Mapping[str, str],
    by: Any,
    now: datetime,
) -> ImportRun:
    """Look again with columns, header rows and fill-ins that a person chose. Raises RuleViolation once written."""
    held = _held(run, by)
    if held.state != ImportRun.State.PREVIEW:
        raise RuleViolation(_("Impor ini sudah disimpan. Unggah berkasnya lagi untuk mengubah kolomnya."))
    said: dict[str, dict[str, Any]] = {}
    for sheet, chosen in columns.items():
        known = {index: name for index, name in chosen.items() if name == "" or _is_field(name)}
        said.setdefault(sheet, {})["columns"] = known
    for sheet, rows in headers.items():
        said.setdefault(sheet, {})["header"] = rows
    for sheet in skipped:
        said[sheet] = {"skip": True}
    held.corrections = said
    held.options = {
        "category": category,
        "fill": {n: fill[n].strip() for n in FILL_INS if fill.get(n, "").strip()},
    }
    _judge(held, parse_run(held), now)
    held.save()
    return held


def _is_field(name: str) -> bool:
    return name.partition(":")[0] in FIELD_NAMES


@transaction.atomic
def choose_items(
    *, run: ImportRun, chosen: Mapping[str, Mapping[str, Any]], by: Any, now: datetime
) -> ImportRun:
    """Keep which items and lines a person ticked. Raises InputError above ten items outside a group."""
    held = _held(run, by)
    if held.state != ImportRun.State.PREVIEW:
        raise RuleViolation(_("Impor ini sudah disimpan."))
    book = rulebook_on(wib_date(now))
    for key, choice in chosen.items():
        items = [item for item in choice.get("items", []) if item in book.items]
        if is_spread_thin(items, book.parents):
            raise InputError(
                _("Baris %(row)s: paling banyak %(limit)s kewajiban, kecuali semuanya satu kelompok.")
                % {"row": key.partition("!")[2], "limit": SPREAD_LIMIT},
                field="items",
            )
        held.choices[key] = {"items": items, "skip": bool(choice.get("skip"))}
    held.save(update_fields=["choices"])
    return held


@transaction.atomic
def confirm_run(*, run: ImportRun, aim: str, by: Any, now: datetime, accept_items: bool = False) -> ImportRun:
    """Write the preview. Raises NotAllowed for publishing without the right, RuleViolation when nothing is new."""
    held = _held(run, by)
    if held.state != ImportRun.State.PREVIEW:
        raise RuleViolation(_("Impor ini sudah pernah disimpan."))
    if aim not in ImportRun.Aim.values:
        raise InputError(_("Pilih apa yang dilakukan dengan entri baru."), field="aim")
    if aim == ImportRun.Aim.PUBLISH and not AgencyPolicy.allows(by, Action.ENTRY_PUBLISH, held.agency):
        raise NotAllowed(_("Hanya PPID Pelaksana unit ini yang dapat menerbitkan. Pilih “ajukan”."))
    if not held.counts.get(NEW, 0) + held.counts.get(CHANGED, 0):
        raise RuleViolation(_("Tidak ada baris baru atau berubah yang dapat disimpan."))
    held.options = {**held.options, "accept_items": accept_items}
    held.state, held.aim, held.confirmed_at, held.confirmed_by = ImportRun.State.WAITING, aim, now, by
    held.save(update_fields=["state", "aim", "options", "confirmed_at", "confirmed_by"])
    entries = held.counts[NEW] + held.counts[CHANGED]
    if entries >= LARGE or (aim == ImportRun.Aim.PUBLISH and entries >= MANY_TO_PUBLISH):
        enqueue_after_commit(write_import, held.pk)
        return held
    transaction.on_commit(lambda: write_run(run_id=held.pk, now=now))
    return held


def run_waiting(*, run: ImportRun, by: Any, now: datetime) -> ImportRun:
    """Write a waiting run now, in the caller, when no worker has taken it."""
    require_import(by, run.agency)
    return write_run(run_id=run.pk, now=now)


def publish_rest(*, run: ImportRun, by: Any, now: datetime) -> ImportRun:
    """PPID Pelaksana publishes what an operator's file brought; many are published by a worker. Raises NotAllowed
    and RuleViolation. Called again, it goes on where an earlier call was broken off.
    """
    if not AgencyPolicy.allows(by, Action.ENTRY_PUBLISH, run.agency):
        raise NotAllowed(_("Hanya PPID Pelaksana unit ini atau PPID Utama yang dapat menerbitkan."))
    with transaction.atomic():
        held = ImportRun.objects.select_for_update().get(pk=run.pk)
        if held.state != ImportRun.State.DONE:
            raise RuleViolation(_("Hanya impor yang tersimpan yang dapat diterbitkan."))
        waiting = held.rows.filter(published=False).count()
        is_handed_over = waiting >= MANY_TO_PUBLISH and not held.report.get("publishing")
        if is_handed_over:
            held.report = {**held.report, "publishing": {"done": 0, "total": waiting}}
            held.save(update_fields=["report"])
            enqueue_after_commit(publish_import, held.pk, by.pk)
        record(
            action="entry.import_published", actor=by, target=held, agency=held.agency, at=now,
            data={"entries": waiting},
        )  # fmt: skip
    if not is_handed_over:
        publish_run(run=held, by=by, now=now)
    return held
