"""When a site counts as active, sluggish or idle. DKISS's own rule: no law sets a frequency of news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.text import gettext_noop as _


class Status(StrEnum):
    ACTIVE = "active"
    SLUGGISH = "sluggish"
    IDLE = "idle"

    @property
    def label(self) -> str:
        return {"active": _("aktif"), "sluggish": _("lesu"), "idle": _("vakum")}[self.value]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`active_news`: news a month for "aktif"; `idle_days`: days of silence from which a site is "vakum"."""

    valid_from: date
    active_news: int
    idle_days: int


#: Holds until DKISS enters a rule of its own.
DEFAULT = Thresholds(date(2019, 1, 1), active_news=2, idle_days=30)


def status_of(news: int, silent_days: int | None, rule: Thresholds) -> Status:
    """Idle after a long silence, whatever the month brought before it; `silent_days` None: never any news."""
    if silent_days is None or silent_days >= rule.idle_days:
        return Status.IDLE
    return Status.ACTIVE if news >= rule.active_news else Status.SLUGGISH
