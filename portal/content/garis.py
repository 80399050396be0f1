"""From the days of the law to the cells of the garis hari: what is filled, ringed, written and read aloud.

Works on any object or mapping with on (or date), counted, number, reason, is_today, is_due, is_late and,
where known, is_past; the rules themselves stand in requests_app/law/dayline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.kernel import formats


@dataclass(frozen=True, slots=True)
class Cell:
    """One block or hatched mark; ``classes`` starts with a space so that a template can append it."""

    kind: str
    classes: str
    text: str
    short: str = ""
    strong: bool = False
    minor: bool = False


def _get(day: Any, name: str, default: Any = None) -> Any:
    return day.get(name, default) if isinstance(day, Mapping) else getattr(day, name, default)


def _on(day: Any) -> date:
    return _get(day, "date") or _get(day, "on")


def cells(days: Iterable[Any], *, today: date | None = None, lang: str = "id") -> list[Cell]:
    """Cells of the row. Days up to the one marked ``is_today`` (or up to ``today``) are filled."""
    row = list(days)
    now = today or next((_on(day) for day in row if _get(day, "is_today")), None)
    made: list[Cell] = []
    last_month = 0
    for index, day in enumerate(row):
        on = _on(day)
        known = _get(day, "is_past")
        passed = bool(known) if known is not None else now is not None and on <= now
        if _get(day, "counted"):
            due = bool(_get(day, "is_due"))
            show_month = on.month != last_month or due or bool(_get(day, "is_today"))
            first = last_month == 0
            last_month = on.month
            made.append(_block(day, passed, show_month, first, lang))
        else:
            made.append(_mark(row, index, lang))
    return made


def _block(day: Any, passed: bool, show_month: bool, first: bool, lang: str) -> Cell:
    on, today, due, late = _on(day), _get(day, "is_today"), _get(day, "is_due"), _get(day, "is_late")
    classes = "".join(
        f" garis__day--{name}"
        for name, holds in (("done", passed and not late), ("today", today), ("due", due), ("late", late))
        if holds
    )
    number = _get(day, "number")
    words = [
        _("lewat waktu") if late or number is None else _("hari ke-%(number)s") % {"number": number},
        formats.hari_tanggal(on, lang),
    ]
    if today:
        words.append(_("hari ini"))
    if due:
        words.append(_("jatuh tempo"))
    short = f"{on.day}/{on.month}" if show_month else str(on.day)
    strong = bool(today or due)
    return Cell("day", classes, ", ".join(words), short, strong, minor=not (first or strong))


def _mark(row: list[Any], index: int, lang: str) -> Cell:
    """A skipped day; only the first of a stretch is read aloud, for the whole stretch."""
    day = row[index]
    classes = " garis__off--today" if _get(day, "is_today") else ""
    if index and not _get(row[index - 1], "counted"):
        return Cell("off", classes, "")
    end = index
    while end + 1 < len(row) and not _get(row[end + 1], "counted"):
        end += 1
    reasons = list(dict.fromkeys(str(_get(d, "reason") or "") for d in row[index : end + 1]))
    span = formats.rentang_tanggal(_on(day), _on(row[end]), lang)
    text = _("%(span)s tidak dihitung") % {"span": span}
    named = ", ".join(filter(None, reasons))
    return Cell("off", classes, f"{text}: {named}" if named else text)


def label(days: Iterable[Any], lang: str = "id") -> str:
    """`hari ke-6 dari 10, jatuh tempo Kamis, 2 April 2026`."""
    row = list(days)
    due = next((day for day in row if _get(day, "is_due")), None)
    total = (
        _get(due, "number") if due else sum(1 for d in row if _get(d, "counted") and not _get(d, "is_late"))
    )
    counted = [d for d in row if _get(d, "counted")]
    late = sum(1 for d in counted if _get(d, "is_late"))
    parts: list[str] = []
    position = _position(row)
    if late:
        parts.append(_("lewat %(count)s hari kerja") % {"count": late})
    elif position is not None:
        parts.append(_("hari ke-%(number)s dari %(total)s") % {"number": position, "total": total})
    if due:
        parts.append(_("jatuh tempo %(date)s") % {"date": formats.hari_tanggal(_on(due), lang)})
    return ", ".join(parts)


def _position(row: list[Any]) -> int | None:
    """Number of the last counted day up to today; None when today is not in the row."""
    number: int | None = 0
    for day in row:
        if _get(day, "counted"):
            number = _get(day, "number") or number
        if _get(day, "is_today"):
            return number
    return None
