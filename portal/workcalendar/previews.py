"""What pasted days would do to the calendar, row by row, before a person ticks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from portal.kernel.errors import InputError

from .models import Change, Holiday, HolidayKind
from .parsing import ParsedDay
from .services import DayChange

_SALT = "workcalendar.preview"


@dataclass(frozen=True)
class PreviewRow:
    """One row of the preview. `status`: new, changed, same, remove or unreadable; only the first three and
    remove can be ticked, `same` starts unticked.
    """

    key: str
    status: str
    name: str
    kind: str
    note: str
    on: date | None = None
    change: str = Change.SET

    @property
    def can_be_ticked(self) -> bool:
        return self.on is not None

    @property
    def starts_ticked(self) -> bool:
        return self.status in {"new", "changed"}

    @property
    def kind_label(self) -> str:
        return str(HolidayKind(self.kind).label) if self.kind in HolidayKind.values else ""


def preview_rows(days: Sequence[ParsedDay]) -> list[PreviewRow]:
    """Compare parsed days with the calendar, and add what the calendar has and the decree does not as
    removals.

    Removals are offered only for years of which the list names at least half of the known days: a single
    pasted day must not offer to clear the year.
    """
    dates = [day.on for day in days if day.on]
    present = {row.date: row for row in Holiday.objects.filter(date__year__in={on.year for on in dates})}
    rows = [_row(f"d{index}", day, present, dates) for index, day in enumerate(days)]
    for year in sorted({on.year for on in dates}):
        known = [row for row in present.values() if row.date.year == year]
        missing = [row for row in known if row.date not in dates]
        if known and len(missing) * 2 <= len(known):
            rows += [removal_row(row) for row in missing]
    return sorted(rows, key=lambda row: (row.on is not None, row.on or date.min, row.key))


def removal_row(holiday: Holiday) -> PreviewRow:
    note = _("Tidak disebut. Centang bila hari ini bukan lagi hari libur.")
    return PreviewRow(
        f"r{holiday.pk}", "remove", holiday.name, holiday.kind, note, holiday.date, Change.REMOVE
    )


def _row(key: str, day: ParsedDay, present: dict[date, Holiday], dates: list[date]) -> PreviewRow:
    if day.on is None:
        note = _("Baris %(line)s: %(problem)s") % {"line": day.line, "problem": day.problem}
        return PreviewRow(key, "unreadable", day.name, "", note)
    known = present.get(day.on)
    notes = []
    if day.on.weekday() >= 5:
        notes.append(_("Jatuh pada akhir pekan, jadi hitungan tidak berubah."))
    if dates.count(day.on) > 1:
        notes.append(_("Tanggal ini ada dua kali. Centang satu saja."))
    status = "new"
    if known is not None:
        same = (known.name.casefold(), known.kind) == (day.name.casefold(), day.kind)
        status = "same" if same and known.confirmed else "changed"
        if not same:
            notes.append(_("Sekarang: %(name)s.") % {"name": known.name})
        elif not known.confirmed:
            notes.append(_("Sekarang masih perkiraan."))
    return PreviewRow(key, status, day.name, day.kind, " ".join(notes), day.on)


def sign_rows(rows: Iterable[PreviewRow]) -> str:
    """The rows as a signed text for the form, so that what is confirmed is what was shown; it does
    not expire.
    """
    return signing.dumps([_plain(row) for row in rows], salt=_SALT, compress=True)


def unsign_rows(text: str) -> list[PreviewRow]:
    """Raises InputError when the text is not one that this portal signed."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise InputError(
            _("Pratinjau tidak dapat dibaca lagi. Tempel daftar hari libur sekali lagi.")
        ) from error
    return [
        PreviewRow(**{**row, "on": date.fromisoformat(row["on"]) if row["on"] else None}) for row in found
    ]


def _plain(row: PreviewRow) -> dict[str, Any]:
    return {**asdict(row), "on": row.on.isoformat() if row.on else None}


def ticked_changes(rows: Iterable[PreviewRow], keys: Iterable[str]) -> list[DayChange]:
    """The rows that a person ticked, and no others."""
    wanted = set(keys)
    return [
        DayChange(row.on, row.name, row.kind, row.change)
        for row in rows
        if row.key in wanted and row.on is not None
    ]
