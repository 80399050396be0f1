"""The story of an entry, newest first: what was published, confirmed, taken down, adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.models import ListEntry
from portal.kernel.formats import tanggal

Event = tuple[datetime, dict[str, Any]]


def _day(moment: datetime) -> str:
    return tanggal(moment, get_language() or "id")


def _publications(entry: ListEntry) -> Iterable[Event]:
    before: str | None = None
    for period in entry.periods.order_by("live_from", "pk"):
        title = _("Terbit") if before is None else _("Isi diperbarui")
        if before == period.fingerprint:
            title = _("Keterangan disunting, isi tetap")
        before = period.fingerprint
        yield period.live_from, {"title": title, "meta": _day(period.live_from)}


def _confirmations(entry: ListEntry) -> Iterable[Event]:
    for one in entry.confirmations.all():
        yield (
            one.at,
            {
                "title": _("Dinyatakan masih mutakhir"),
                "meta": _day(one.at),
                "text": one.get_reason_display(),
            },
        )


def _withdrawals(entry: ListEntry) -> Iterable[Event]:
    for stub in entry.withdrawals.all():
        yield stub.at, {"title": stub.get_kind_display(), "meta": _day(stub.at), "text": stub.reason}


#: Each source costs one query; what a list edition says of an entry joins here.
SOURCES: list[Callable[[ListEntry], Iterable[Event]]] = [_publications, _confirmations, _withdrawals]


def history_of(entry: ListEntry) -> list[dict[str, Any]]:
    """Events for components/_timeline.html."""
    events = [event for source in SOURCES for event in source(entry)]
    return [shown for _at, shown in sorted(events, key=lambda pair: pair[0], reverse=True)]
