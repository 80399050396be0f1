"""The story of an entry, newest first: what was published, confirmed, taken down, adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.models import EditionRow, ListEdition, ListEntry
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


def _editions(entry: ListEntry) -> Iterable[Event]:
    """In which adopted lists the entry stands, and as which line."""
    rows = EditionRow.objects.filter(
        entry=entry,
        number__gt=0,
        edition__state=ListEdition.State.APPROVED,
        edition__approved_at__isnull=False,
    ).select_related("edition")
    for row in rows:
        words = {"edition": row.edition, "n": row.number}
        at = row.edition.approved_at
        assert at is not None  # noqa: S101 - filtered above
        yield (
            at,
            {
                "title": _("Masuk %(edition)s, nomor %(n)s") % words,
                "meta": _day(at),
                "url": reverse("lists:edition", args=[row.edition.number]),
                "link": _("Lihat daftarnya"),
            },
        )


#: Each source costs one query; what an adopted list says of the entry is one of them.
SOURCES: list[Callable[[ListEntry], Iterable[Event]]] = [
    _publications,
    _confirmations,
    _withdrawals,
    _editions,
]


def history_of(entry: ListEntry) -> list[dict[str, Any]]:
    """Events for components/_timeline.html."""
    events = [event for source in SOURCES for event in source(entry)]
    return [shown for _at, shown in sorted(events, key=lambda pair: pair[0], reverse=True)]
