"""What a head of agency should know and do: at most three of each, every one with its figure.

Pure; the texts state facts of the report and ask for acts that the agency can do by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.reports.data import CaseLine, ItemLine, ReportData
from disclosure.reports.figures import LEAST_FOR_SHARES
from portal.kernel.formats import tanggal
from portal.kernel.text import gettext_noop as _

MOST = 3
SILENT_DAYS = 30
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence and the act that answers it; `fields` fill both (gettext first, then format)."""

    found: str
    to_do: str
    fields: dict[str, object]


def _first(items: list[ItemLine]) -> ItemLine:
    return min(items, key=lambda item: (item.since is None, item.since, item.code))


def _late(data: ReportData) -> list[Finding]:
    late = data.late_cases
    if not late:
        return []
    waiting = [case for case in late if case.answered_on is None and not case.outcome]
    fields: dict[str, object] = {
        "late": len(late), "due": data.requests.judged, "days": late[0].workdays_late,
        "waiting": len(waiting), "numbers": _numbers(waiting or late),
    }  # fmt: skip
    found = _("{late} dari {due} permohonan yang jatuh tempo lewat waktu, paling lama {days} hari kerja.")
    if data.requests.judged < LEAST_FOR_SHARES:
        found = _("{late} permohonan lewat waktu, paling lama {days} hari kerja: {numbers}.")
    to_do = _("Jawab {waiting} permohonan yang masih terbuka dan lewat waktu: {numbers}.")
    if not waiting:
        to_do = _("Periksa sebab keterlambatan: {numbers}.")
    return [Finding(found, to_do, fields)]


def _numbers(cases: list[CaseLine] | tuple[CaseLine, ...]) -> str:
    named = ", ".join(case.number for case in cases[:3])
    return f"{named}, …" if len(cases) > 3 else named


def _missing(data: ReportData) -> list[Finding]:
    missing = [item for item in data.items if item.state == "missing"]
    if not missing:
        return []
    fields = {
        "missing": len(missing),
        "total": data.mandated_total,
        "title": missing[0].title,
        "rest": len(missing) - 1,
    }
    if len(missing) == 1:
        return [
            Finding(_("Satu informasi wajib belum ada: {title}."), _("Umumkan {title}."), fields),
        ]
    return [
        Finding(
            _("{missing} dari {total} informasi wajib belum ada, antara lain {title}."),
            _("Umumkan {title} dan {rest} informasi lain yang belum ada (Lampiran A)."),
            fields,
        )
    ]


def _stale(data: ReportData) -> list[Finding]:
    stale = [item for item in data.items if item.state == "stale"]
    if not stale:
        return []
    oldest = _first(stale)
    since = tanggal(oldest.since) if oldest.since else "-"
    fields = {"stale": len(stale), "title": oldest.title, "since": since}
    return [
        Finding(
            _("{stale} informasi lewat selang pembaruannya, yang terlama sejak {since}."),
            _("Perbarui atau nyatakan masih mutakhir, mulai dari {title}."),
            fields,
        )
    ]


def _silent(data: ReportData) -> list[Finding]:
    if data.agency.code == "KOTA":
        return []
    if data.last_news_on is None:
        return [Finding(_("Belum ada berita yang terbit."), _("Terbitkan kabar kegiatan unit di situs."), {})]
    days = (data.end - data.last_news_on).days
    if days < SILENT_DAYS:
        return []
    return [
        Finding(
            _("Tidak ada berita selama {days} hari, sejak {since}."),
            _("Terbitkan kabar kegiatan unit di situs."),
            {"days": days, "since": tanggal(data.last_news_on)},
        )
    ]


def _soon(data: ReportData) -> list[Finding]:
    soon = [
        item
        for item in data.items
        if item.state == "fulfilled" and item.due_on and (item.due_on - data.end).days <= SOON_DAYS
    ]
    if not soon:
        return []
    first = min(soon, key=lambda item: (item.due_on is None, item.due_on, item.code))
    return [
        Finding(
            _("{soon} informasi sampai pada selang pembaruannya dalam 30 hari."),
            _("Perbarui {title} sebelum {due}."),
            {"soon": len(soon), "title": first.title, "due": tanggal(first.due_on) if first.due_on else "-"},
        )
    ]


def findings(data: ReportData) -> tuple[Finding, ...]:
    """The weightiest first: rights of citizens, then what is owed to the public, then upkeep."""
    rules = (_late, _missing, _stale, _silent, _soon)
    return tuple(finding for rule in rules for finding in rule(data))[:MOST]
