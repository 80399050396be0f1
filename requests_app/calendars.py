"""The city's calendar as this app asks for it, and the dates of a case computed on it."""

from portal.kernel.workdays import WorkCalendar


def current_calendar() -> WorkCalendar:
    """The days off as they stand in the database now; the same in every process."""
    from portal.workcalendar.selectors import current_calendar as stored

    return stored()
