"""The papers of the register: Lampiran II (sheet), III (decree), IV and V (the same for a change), and the decree
as a refused requester gets it, with every other line blacked out (PERKI 1/2021 Art 34(2), 49-53).

Trap T10: the printed forms cite a revoked regulation and Jakarta; here stand PERKI 1/2021 and the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.timezone import get_default_timezone, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.exemptions.words import ground_words
from disclosure.models import ConsequenceTest, Exemption, ExemptionDecree, TestedItem
from portal.agencies.selectors import ppid_utama
from portal.kernel.formats import hari_tanggal, tanggal
from portal.pdf.engine import RenderedPdf, render_pdf

#: Of one length whatever stood there: the bar tells nothing about the words under it.
BAR = "█" * 12


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line as the papers show it; ``hidden``: only a bar of fixed length, the words never enter the file."""

    number: int
    title: str = BAR
    information: str = BAR
    basis: str = BAR
    former_basis: str = ""
    if_opened: str = BAR
    if_closed: str = BAR
    former_if_opened: str = ""
    former_if_closed: str = ""
    period: str = BAR
    opened: bool = False
    hidden: bool = False


def period_words(starts_on: date, ends_on: date | None, review_on: date | None) -> str:
    if ends_on is not None:
        return _("%(start)s s.d. %(end)s") % {"start": tanggal(starts_on), "end": tanggal(ends_on)}
    if review_on is not None:
        return _("sejak %(start)s selama diperlukan, ditinjau %(review)s") % {
            "start": tanggal(starts_on), "review": tanggal(review_on)
        }  # fmt: skip
    return _("sejak %(start)s") % {"start": tanggal(starts_on)}


def _line(item: TestedItem, number: int) -> SheetLine:
    former = ground_words(item.former_ground, item.former_statute) if item.former_ground else ""
    return SheetLine(
        number, item.title, item.information, ground_words(item.ground, item.statute), former, item.if_opened,
        item.if_closed, item.former_if_opened, item.former_if_closed,
        period_words(item.starts_on, item.ends_on, item.review_on), item.result == TestedItem.Result.OPEN,
    )  # fmt: skip


def _lines(test: ConsequenceTest, only: Exemption | None = None) -> list[SheetLine]:
    return [
        _line(item, place) if only is None or item.exemption_id == only.pk else SheetLine(place, hidden=True)
        for place, item in enumerate(test.items.order_by("position", "pk"), start=1)
    ]


def _moment(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)), get_default_timezone())


def _decree_of(test: ConsequenceTest) -> ExemptionDecree | None:
    return ExemptionDecree.objects.filter(test=test).first()


def _common(test: ConsequenceTest) -> dict[str, Any]:
    decree, office = _decree_of(test), ppid_utama()
    return {
        "test": test, "decree": decree, "city": settings.CITY_NAME, "government": settings.CITY_GOVERNMENT,
        "place": settings.LETTER_PLACE, "office": office.name if office else "",
        "is_change": test.kind == ConsequenceTest.Kind.CHANGE, "sheet_number": str(test),
    }  # fmt: skip


def sheet_pdf(test: ConsequenceTest) -> RenderedPdf:
    """Lampiran II, or IV for a change: landscape, with the table of testers and the leader's approval."""
    with override("id"):
        is_change = test.kind == ConsequenceTest.Kind.CHANGE
        title = _("Lembar Pengujian Konsekuensi Nomor %(number)s") % {"number": test}
        if is_change:
            title = _("Lembar Pengujian Konsekuensi Pengubahan Nomor %(number)s") % {"number": test}
        context = {
            **_common(test), "lines": _lines(test), "testers": list(test.testers.all()),
            "day": hari_tanggal(test.held_on),
        }  # fmt: skip
        return render_pdf(
            template="disclosure/paper/sheet.html", context=context, identifier=f"consequence-test:{test.pk}",
            created=_moment(test.held_on), title=title, author=settings.CITY_GOVERNMENT,
        )  # fmt: skip


def decree_pdf(test: ConsequenceTest, *, only: Exemption | None = None) -> RenderedPdf:
    """Lampiran III, or V for a change. ``only``: the requester's copy, with every other line blacked out and
    without the testers' names.
    """
    with override("id"):
        decree = _decree_of(test)
        day = decree.dated_on if decree is not None and decree.dated_on else test.held_on
        title = _("Penetapan PPID tentang Klasifikasi Informasi yang Dikecualikan")
        if test.kind == ConsequenceTest.Kind.CHANGE:
            title = _("Penetapan PPID tentang Pengubahan Klasifikasi Informasi yang Dikecualikan")
        context = {**_common(test), "lines": _lines(test, only), "copy": only is not None, "year": day.year}
        identifier = f"exemption-decree:{test.pk}:{only.pk if only else 'whole'}"
        return render_pdf(
            template="disclosure/paper/decree.html", context=context, identifier=identifier, created=_moment(day),
            title=title, author=settings.CITY_GOVERNMENT,
        )  # fmt: skip
