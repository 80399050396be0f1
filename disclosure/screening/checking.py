"""Looking at an entry: its words and its files. A file is looked at once per content and version of the patterns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.models import EntryFile, ListEntry
from disclosure.screening.models import FileCheck, Release
from portal.crypto.fields import blind_index
from portal.files.inspection.running import inspect_file
from portal.files.models import StoredFile
from portal.kernel.personal import ASKED_FOR_IN_CONTRACTS, BLOCKING, Kind, find, masked, without_numbers

#: Grows when patterns or readers change: what was looked at before is then looked at again.
VERSION = 1
#: Contract and its summary (PERKI 1/2021 Art 15(9)c.1, c.2): tax number and owner are part of what must be told.
CONTRACT_ITEMS = frozenset({"b_15_9_c1", "b_15_9_c2"})
_TEXTS = (
    "title",
    "summary",
    "holder",
    "responsible",
    "made_when",
    "made_where",
    "forms_available",
    "retention",
)
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """Something personal. ``place`` is the field or file, ``shown`` never holds a whole number."""

    kind: Kind
    place: str
    where: str
    shown: str
    mark: str
    blocks: bool
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class FileResult:
    """A file of the draft with what was found out about it."""

    file: EntryFile
    check: FileCheck

    @property
    def is_hard_to_read(self) -> bool:
        return is_hard_to_read(self.check) and not self.file.text_version.strip()


@dataclass(frozen=True, slots=True)
class Screening:
    findings: tuple[Finding, ...]
    files: tuple[FileResult, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.blocks and not one.is_released)

    @property
    def released(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.blocks and one.is_released)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.blocks)


def is_hard_to_read(check: FileCheck) -> bool:
    """A screen reader gets nothing, or nothing in order, from this file."""
    return bool({"no_text", "some_no_text", "no_tags", "no_reader"} & set(check.flaws)) or (
        check.unreadable in ("picture", "locked", "broken")
    )


def mark_of(kind: str, value: str) -> str:
    """A keyed digest: the same number in another file is known again, and nobody reads it here."""
    digits = "".join(letter for letter in value if letter.isdigit())
    is_number = kind in (Kind.NIK, Kind.TAX_NIK, Kind.FAMILY_CARD, Kind.ACCOUNT)
    return blind_index(f"personal:{digits if is_number else value}")


def check_file(stored: StoredFile, now: datetime | None = None) -> FileCheck:
    """The result for this content; looks now when nobody has."""
    held = FileCheck.objects.filter(sha256=stored.sha256, version=VERSION).first()
    if held is not None:
        return held
    seen = inspect_file(stored)
    found = [
        {"kind": one.kind, "where": one.where, "shown": one.shown, "mark": mark_of(one.kind, one.value)}
        for one in seen.findings
    ]
    values = {
        "version": VERSION,
        "checked_at": now or timezone.now(),
        "pages": seen.pages,
        "pictures": list(seen.pictures),
        "flaws": list(seen.flaws),
        "unreadable": seen.unreadable,
        "findings": json.dumps(found, ensure_ascii=False) if found else "",
    }
    return FileCheck.objects.update_or_create(sha256=stored.sha256, defaults=values)[0]


def checks_of(files: Iterable[StoredFile]) -> dict[str, FileCheck]:
    """What is known already of these files, by content; one query."""
    wanted = {file.sha256 for file in files}
    return {row.sha256: row for row in FileCheck.objects.filter(sha256__in=wanted)} if wanted else {}


def screen(entry: ListEntry, *, look: bool = True) -> Screening:
    """Everything found in an entry as it stands in memory (a draft, or what would become public).

    With ``look`` false a file that nobody has looked at is left out, so that a page is drawn at once.
    """
    files = [file for file in entry.files.all() if file.stored_id]
    known = checks_of(file.stored for file in files)
    results = []
    for file in files:
        check = known.get(file.stored.sha256)
        if look and (check is None or check.version != VERSION):
            check = check_file(file.stored)
        if check is not None:
            results.append(FileResult(file, check))
    released = _released(entry)
    in_contract = any(item.key in CONTRACT_ITEMS for item in entry.items.all())
    found = [*_in_texts(entry, files), *_in_files(results)]
    return Screening(tuple(_judged(one, released, in_contract) for one in found), tuple(results))


def _released(entry: ListEntry) -> frozenset[str]:
    if entry.pk is None:
        return frozenset()
    rows = Release.objects.filter(entry_id=entry.pk).values_list("marks", flat=True)
    return frozenset(mark for marks in rows for mark in marks)


def _judged(one: Finding, released: frozenset[str], in_contract: bool) -> Finding:
    blocks = one.kind in BLOCKING and not (in_contract and one.kind in ASKED_FOR_IN_CONTRACTS)
    return Finding(one.kind, one.place, one.where, one.shown, one.mark, blocks, one.mark in released)


def _in_texts(entry: ListEntry, files: list[EntryFile]) -> Iterator[Finding]:
    texts = [
        (str(ListEntry._meta.get_field(name).verbose_name), str(getattr(entry, name))) for name in _TEXTS
    ]
    for file in files:
        texts.append((_("nama berkas"), f"{file.label} {file.stored.name}"))
        texts.append((_("versi teks %(file)s") % {"file": file}, file.text_version))
    texts += [(_("tautan"), f"{link.label} {link.url}") for link in entry.links.all()]
    for place, text in texts:
        for one in find(text):
            before = without_numbers(text[max(0, one.start - _AROUND) : one.start])
            value = text[one.start : one.end]
            yield Finding(
                one.kind, place, "", f"{before}{masked(text, one)}", mark_of(one.kind.value, value), False
            )


def _in_files(results: list[FileResult]) -> Iterator[Finding]:
    for result in results:
        for one in result.check.found:
            yield Finding(Kind(one["kind"]), str(result.file), one["where"], one["shown"], one["mark"], False)
