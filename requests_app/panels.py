"""What public pages of the portal show of requests: figures only, never a case."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.content.panels import Figure
from portal.kernel.formats import angka

from .calendars import current_calendar
from .selectors import promptness


def home_figures(request: HttpRequest | None) -> list[Figure]:
    """How fast the city answers, over twelve months; nothing while nothing could be judged."""
    found = promptness(today=timezone.localdate(), calendar=current_calendar())
    if not found.judged:
        return []
    lang = get_language() or "id"
    figures = [
        Figure(
            label=_("Dijawab tepat waktu"),
            value=_("%(part)s dari %(total)s")
            % {"part": angka(found.on_time, 0, lang), "total": angka(found.judged, 0, lang)},
            note=_("permohonan yang jatuh tempo dalam 12 bulan terakhir"),
        )
    ]
    if found.median_workdays is not None:
        decimals = 0 if found.median_workdays % 1 == 0 else 1
        figures.append(
            Figure(
                label=_("Waktu menjawab"),
                value=_("%(days)s hari kerja") % {"days": angka(found.median_workdays, decimals, lang)},
                note=_("nilai tengah; undang-undang memberi 10"),
            )
        )
    figures.append(
        Figure(
            label=_("Lewat waktu sekarang"),
            value=angka(found.late_open, 0, lang),
            note=_("permohonan belum dijawab"),
            tone="late" if found.late_open else "",
        )
    )
    return figures
