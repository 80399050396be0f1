"""The city's calendar as this app asks for it."""

from portal.kernel.workdays import WorkCalendar
from portal.workcalendar import selectors


def current_calendar() -> WorkCalendar:
    """The days off as they stand in the database now; the same in every process, without restart."""
    return selectors.current_calendar()
