"""What a citizen may do from the day a letter arrives, and until when (UU 14/2008 Pasal 36, 37; PERKI 1/2021 Art
33(3)). While the day is unknown nothing ends: that favours the citizen, and the page says so.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.kernel.formats import hari_tanggal
from portal.kernel.workdays import DueDate, WorkCalendar
from requests_app.law.deadlines import completion_until, objection_until
from requests_app.law.periods import period_end
from requests_app.law.rules import Stage
from requests_app.models import Letter

_COMPLETE = gettext_noop("melengkapi permohonan (3 hari kerja)")
_OBJECT = gettext_noop("mengajukan keberatan (30 hari kerja)")
_DISPUTE = gettext_noop("mengajukan sengketa ke Komisi Informasi (14 hari kerja)")

_Kind = Letter.Kind
_RIGHT_OF = {
    _Kind.INCOMPLETE: _COMPLETE,
    _Kind.NOT_COMPLETED: _OBJECT,
    _Kind.NOTICE: _OBJECT,
    _Kind.REFUSAL: _OBJECT,
    _Kind.OBJECTION_ANSWER: _DISPUTE,
}


@dataclass(frozen=True)
class Period:
    """A right of the citizen that runs from receipt; ``until`` None: it does not end while that is unknown."""

    what: str
    until: date | None
    provisional: bool = False

    def words(self, lang: str = "id") -> str:
        """`Pemohon dapat mengajukan keberatan (30 hari kerja) sampai Jumat, 27 November 2026`."""
        what = _(self.what)
        if self.until is None:
            return _(
                "Belum diketahui kapan surat ini diterima, jadi waktu pemohon untuk %(what)s tidak habis. Bila Anda "
                "tahu kapan ia diterima, catat di sini."
            ) % {"what": what}
        return _("Pemohon dapat %(what)s sampai %(day)s.") % {
            "what": what,
            "day": hari_tanggal(self.until, lang),
        }


def period_of(letter: Letter, calendar: WorkCalendar) -> Period | None:
    """The period that this letter opens; None for a paper that opens none, or that was voided or never sent."""
    what = _RIGHT_OF.get(_Kind(letter.kind))
    if what is None or letter.voided_at is not None or letter.sent_on is None:
        return None
    end = _end(what, letter.received_on, calendar)
    return Period(what, end.on, end.provisional) if end else Period(what, None)


def _end(what: str, received_on: date | None, calendar: WorkCalendar) -> DueDate | None:
    if received_on is None:
        return None
    if what == _COMPLETE:
        return completion_until(received_on, calendar)
    if what == _OBJECT:
        return objection_until(received_on, calendar)
    return period_end(Stage.DISPUTE_FILING, received_on, calendar)
