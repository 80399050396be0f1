"""Loading addresses of an older site from a CSV: judged row by row, written in one transaction, safe to repeat."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.content.models import OldAddress
from portal.kernel.errors import InputError, NotAllowed

MAX_ROWS = 20_000
NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
#: Field -> spellings of its column, without case, spaces and punctuation.
COLUMNS = {
    "path": ("alamatlama", "lama", "old", "oldurl", "from", "dari", "sumber", "path", "url"),
    "target": ("alamatbaru", "baru", "new", "newurl", "to", "ke", "tujuan", "target"),
    "status": ("status", "kode", "code"),
    "note": ("catatan", "keterangan", "note"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file, cleaned; ``problem`` is empty for a good one."""

    number: int
    path: str
    target: str
    note: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    line: Line
    verdict: str


def normal_path(text: str) -> str:
    """ "https://lama.go.id/a.php?id=1#x" and "/a.php?id=1" are one address; empty for what is none."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    path = unquote(parts.path) or "/"
    if not path.startswith("/"):
        path = "/" + path
    return (f"{path}?{parts.query}" if parts.query else path)[:501]


def read_lines(content: bytes) -> list[Line]:
    """Raises InputError that says what to change when the file cannot be used at all."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = list(csv.reader(io.StringIO(text), dialect))
    columns = _columns(rows[0] if rows else [])
    if "path" not in columns:
        raise InputError(
            _(
                "Kolom “alamat lama” tidak ditemukan. Tulis judul kolom: alamat lama, alamat baru, status, catatan."
            ),
            field="file",
        )
    if len(rows) > MAX_ROWS + 1:
        raise InputError(
            _("Berkas memuat lebih dari %(n)s baris. Bagi menjadi beberapa berkas.") % {"n": MAX_ROWS},
            field="file",
        )
    seen: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        values = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if any(values.values()):
            lines.append(_line(number, values, seen))
    return lines


def _columns(head: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(head):
        plain = re.sub(r"[^a-z]", "", title.lower())
        for name, spellings in COLUMNS.items():
            if plain in spellings and name not in found:
                found[name] = at
    return found


def _line(number: int, values: dict[str, str], seen: dict[str, int]) -> Line:
    path, target = normal_path(values["path"]), values.get("target", "")
    problem = _problem(path, target, values.get("status", ""), values["path"])
    if not problem and path in seen:
        problem = _("Alamat lama ini sudah ada di baris %(n)s.") % {"n": seen[path]}
    if not problem:
        seen[path] = number
    if target.startswith("/"):
        target = normal_path(target)
    if values.get("status") == "410":
        target = ""
    return Line(number, path, target, values.get("note", "")[:300], problem)


def _problem(path: str, target: str, status: str, written: str) -> str:
    if not written or not path or len(path) > 500:
        return _("Alamat lama kosong, tidak sah, atau lebih dari 500 huruf.")
    if path == "/":
        return _("Halaman depan tidak dapat dialihkan.")
    if status not in ("", "301", "410"):
        return _("Status harus 301 (pindah) atau 410 (sudah tidak ada).")
    if status == "410" or (not target and status == ""):
        return ""
    if not target:
        return _("Isi alamat barunya, atau tulis status 410.")
    if len(target) > 1000 or not target.startswith(("/", "https://", "http://")) or target.startswith("//"):
        return _("Alamat baru harus diawali / atau https://")
    return (
        _("Alamat baru sama dengan alamat lama.")
        if normal_path(target) == path and target.startswith("/")
        else ""
    )


def judge(lines: Iterable[Line]) -> list[Judged]:
    """What each row would do; chains of old addresses are refused, so that one step leads to the end."""
    lines = list(lines)
    held = {row.path: row for row in OldAddress.objects.filter(path__in=[line.path for line in lines])}
    paths = {line.path for line in lines if not line.problem}
    judged = []
    for line in lines:
        if not line.problem and line.target in paths:
            line = Line(
                line.number, line.path, line.target, line.note, _("Alamat baru ini sendiri alamat lama.")
            )
        known = held.get(line.path)
        if line.problem:
            verdict = ERROR
        elif known is None:
            verdict = NEW
        else:
            verdict = SAME if (known.target, known.note) == (line.target, line.note) else CHANGED
        judged.append(Judged(line, verdict))
    return judged


def counts_of(judged: Iterable[Judged]) -> dict[str, int]:
    found = dict.fromkeys((NEW, CHANGED, SAME, ERROR), 0)
    for one in judged:
        found[one.verdict] += 1
    return found


@transaction.atomic
def load_addresses(*, lines: Iterable[Line], by: Any, now: datetime) -> list[Judged]:
    """Write the good rows; a second run of the same file changes nothing. ``by`` None is a command of the server.

    Raises NotAllowed.
    """
    if by is not None and not AgencyPolicy.allows(by, Action.SITE_MANAGE):
        raise NotAllowed(_("Hanya DKISS dan administrator yang mengalihkan alamat lama."))
    judged = judge(lines)
    fresh = [one.line for one in judged if one.verdict == NEW]
    OldAddress.objects.bulk_create(
        [OldAddress(path=one.path, target=one.target, note=one.note, loaded_at=now) for one in fresh],
        batch_size=500,
    )
    for one in judged:
        if one.verdict == CHANGED:
            OldAddress.objects.filter(path=one.line.path).update(
                target=one.line.target, note=one.line.note, loaded_at=now
            )
    counts = counts_of(judged)
    if counts[NEW] or counts[CHANGED]:
        record(action="addresses.loaded", actor=by, data=counts, at=now)
    return judged
