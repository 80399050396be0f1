"""When an objection may be filed, by what it is late, and how long the way to Komisi Informasi stays open.

The thirty working days to file run from the day on which the reason was found (UU 14/2008 Pasal 36 ayat (1)).
Where that day is not known, nothing ends the right: only Atasan PPID says that an objection came too late, and
only by a date that can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.kernel.text import gettext_noop as _
from portal.kernel.workdays import DueDate, WorkCalendar
from requests_app.law.grounds import objection_ground
from requests_app.law.periods import (
    decision_due,
    dispute_until,
    lateness_found_on,
    lateness_objection_window,
    objection_until,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class RequestStanding:
    """What an objection looks back on; `told` are due dates told before the present one, `due_on` included.

    `letter_received_on` is the receipt of the last letter that answered, refused or ended the request;
    None while unknown. `promised_on` is the day by which the information was to be handed over.
    """

    due_on: date
    told: tuple[date, ...] = field(default=())
    answered: bool = False
    refused: bool = False
    refused_on_exemption: bool = False
    letter_received_on: date | None = None
    promised_on: date | None = None
    handed_over_on: date | None = None
    charged: bool = False


@dataclass(frozen=True)
class Window:
    """Days on which an objection could be filed in time; `until` None: nothing ends it that can be shown."""

    found_on: date | None
    until: DueDate | None


def late_from(standing: RequestStanding) -> date:
    """The calendar day on which lateness (c, g) is found; the earliest date ever told opens the right."""
    return lateness_found_on(min([standing.due_on, *standing.told]))


def is_late(standing: RequestStanding, today: date) -> bool:
    """Whether c and g may be chosen on the web: from the calendar day after the due date."""
    return today >= late_from(standing)


def ground_window(letter: str, standing: RequestStanding, calendar: WorkCalendar) -> Window:
    """The days for one ground of UU 14/2008 Pasal 35 ayat (1). Raises KeyError for a letter it has not."""
    ground = objection_ground(letter)
    if not ground.needs_request:
        # What should be published and is not stays missing each day anew.
        return Window(None, None)
    if ground.waits_for_due_date:
        opens, closes = lateness_objection_window(standing.due_on, calendar, told=standing.told)
        return Window(opens, closes)
    found = standing.letter_received_on
    if letter == "e" and standing.promised_on and not standing.handed_over_on:
        # A promise that was not kept is found the day after the promised one.
        found = standing.promised_on + ONE_DAY
    return Window(found, objection_until(found, calendar))


def filing_window(letters: Iterable[str], standing: RequestStanding | None, calendar: WorkCalendar) -> Window:
    """The days for an objection on several grounds: it is in time while one of them is.

    Without a request (ground b) nothing ends the right.
    """
    if standing is None:
        return Window(None, None)
    windows = [ground_window(letter, standing, calendar) for letter in letters]
    found = min((window.found_on for window in windows if window.found_on), default=None)
    ends = [window.until for window in windows]
    if not ends or any(end is None for end in ends):
        return Window(found, None)
    return Window(found, max((end for end in ends if end), key=lambda end: end.on))


def remark_on(letter: str, standing: RequestStanding, today: date) -> str:
    """Advice where a ground does not seem to fit the request; empty when it does. Never a reason to refuse."""
    if letter == "a" and not standing.refused:
        return _("Permohonan ini belum ditolak dengan surat. Anda tetap boleh memilihnya.")
    if letter == "d" and not standing.answered:
        return _("Permohonan ini belum dijawab. Anda tetap boleh memilihnya.")
    if letter == "e" and not (standing.answered or standing.refused or is_late(standing, today)):
        return _("Permohonan ini masih dikerjakan. Anda tetap boleh memilihnya.")
    if letter == "f" and not standing.charged:
        return _("Belum ada biaya yang tercatat pada permohonan ini. Anda tetap boleh memilihnya.")
    if letter == "c" and standing.answered:
        return _("Permohonan ini sudah dijawab. Bila jawabannya terlambat, pilih huruf g.")
    return ""


@dataclass(frozen=True)
class CommissionWindow:
    """The way to Komisi Informasi. `opens_on` None: not yet open; `until` None: open, its end not yet known."""

    opens_on: date | None
    until: DueDate | None
    by_silence: bool = False

    def is_open_on(self, day: date) -> bool:
        return (
            self.opens_on is not None
            and self.opens_on <= day
            and (self.until is None or day <= self.until.on)
        )


def commission_window(
    decision_due_on: date,
    calendar: WorkCalendar,
    *,
    decided_on: date | None = None,
    letter_received_on: date | None = None,
    today: date,
) -> CommissionWindow:
    """Fourteen working days to Komisi Informasi (UU 14/2008 Pasal 37 ayat (2)).

    From receipt of the written response; without one, from the day on which the thirty days ran out. A letter
    that came after that day opens the days anew. While the receipt of a letter is unknown they do not end.
    """
    if decided_on is None:
        if today <= decision_due_on:
            return CommissionWindow(None, None)
        until = dispute_until(None, decision_due_on, calendar, answered=False)
        return CommissionWindow(decision_due_on + ONE_DAY, until, by_silence=True)
    until = dispute_until(letter_received_on, decision_due_on, calendar, answered=True)
    return CommissionWindow(letter_received_on or decided_on, until)


def decision_date(received_on: date, calendar: WorkCalendar) -> DueDate:
    """Last day for Atasan PPID: thirty working days from receipt in writing, which is also that of the
    register (trap T4).
    """
    return decision_due(received_on, calendar)
