"""The one time zone of the city: a moment in UTC belongs to the calendar day it has in WIB."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def in_wib(moment: datetime) -> datetime:
    """The same moment on a clock in Cilegon. A naive datetime is refused (ValueError): its day is not
    known.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(WIB)


def wib_date(moment: datetime) -> date:
    """The calendar day in WIB; 00:30 WIB on 12 March is 12 March although UTC still says the 11th."""
    return in_wib(moment).date()
