"""The life of the city's list (DIP): its interval, its steps, and what differs between two editions
(PERKI 1/2021 Art 10, 12, 21(1)a, 45; UU 14/2008 Art 9(3)).

Entries never wait for an edition: an edition only photographs what is live.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.errors import RuleViolation
from portal.kernel.text import gettext_noop as _
from portal.kernel.workdays import WorkCalendar, add_workdays, subtract_workdays

#: PERKI 1/2021 Art 45(7): the list is renewed at least once in six months, counted from its Keputusan.
INTERVAL_MONTHS = 6
#: The city's own targets, in working days: units propose their sections, PPID Utama reads what waits for it.
PROPOSE_WORKDAYS = 10
REVIEW_WORKDAYS = 5
#: PPID is reminded this many working days before the six months are over: time to gather, read and adopt.
REMIND_WORKDAYS = 30


class EditionState(StrEnum):
    GATHERING = "gathering"
    ADOPTED = "adopted"
    APPROVED = "approved"


class SectionState(StrEnum):
    OPEN = "open"
    PROPOSED = "proposed"
    RETURNED = "returned"
    VERIFIED = "verified"


def next_due(adopted_on: date) -> date:
    """The last day on which the next edition is in time: the same day six months later."""
    index = adopted_on.year * 12 + adopted_on.month - 1 + INTERVAL_MONTHS
    year, month = divmod(index, 12)
    return date(year, month + 1, min(adopted_on.day, calendar.monthrange(year, month + 1)[1]))


def remind_from(due_on: date, days_off: WorkCalendar) -> date:
    return subtract_workdays(due_on, REMIND_WORKDAYS, days_off)


def propose_by(opened_on: date, due_on: date | None, days_off: WorkCalendar) -> date:
    """The day by which units propose: ten working days after the opening, but early enough for PPID Utama to
    read before the six months are over; never before the opening itself.
    """
    planned = add_workdays(opened_on, PROPOSE_WORKDAYS, days_off).on
    if due_on is None or due_on <= opened_on:
        return planned
    return max(min(planned, subtract_workdays(due_on, REVIEW_WORKDAYS, days_off)), opened_on)


def review_by(since: date, days_off: WorkCalendar) -> date:
    """The day by which PPID Utama answers what has waited since that day."""
    return add_workdays(since, REVIEW_WORKDAYS, days_off).on


class EditionRuleBroken(RuleViolation):
    """The step is not possible now; the message says what comes first."""

    code = "edition_rule"


def check_adoption(states: Iterable[SectionState], *, without_missing: bool) -> None:
    """PPID adopts when each proposed section is read; units that proposed nothing are left out knowingly.

    Raises EditionRuleBroken.
    """
    found = list(states)
    if SectionState.PROPOSED in found:
        raise EditionRuleBroken(
            _("Masih ada bagian yang belum diperiksa. Verifikasi atau kembalikan dulu semuanya."),
            article="PERKI 1/2021 Pasal 45",
        )
    if SectionState.VERIFIED not in found:
        raise EditionRuleBroken(
            _("Belum ada bagian yang terverifikasi; tidak ada yang dapat ditetapkan."),
            article="PERKI 1/2021 Pasal 45",
        )
    if not without_missing and any(state is not SectionState.VERIFIED for state in found):
        raise EditionRuleBroken(
            _(
                "Ada unit yang belum mengusulkan bagiannya. Tunggu, usulkan atas namanya, atau centang bahwa daftar "
                "ditetapkan tanpa unit itu."
            ),
            article="PERKI 1/2021 Pasal 45", code="missing_sections",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an edition. ``key`` names the entry for good; ``columns`` are compared one by one."""

    key: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that stands in both editions with other words; ``columns`` names those that differ, in order."""

    before: Line
    after: Line
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    added: tuple[Line, ...]
    changed: tuple[Change, ...]
    dropped: tuple[Line, ...]
    same: int


def compare(before: Iterable[Line], after: Iterable[Line]) -> Comparison:
    """What the later edition adds, changes and drops; each row of both is counted exactly once."""
    old = {line.key: line for line in before}
    added, changed, same = [], [], 0
    for line in after:
        was = old.pop(line.key, None)
        if was is None:
            added.append(line)
            continue
        names = dict.fromkeys([*was.columns, *line.columns])
        differing = tuple(n for n in names if was.columns.get(n, "") != line.columns.get(n, ""))
        if differing:
            changed.append(Change(was, line, differing))
        else:
            same += 1
    return Comparison(tuple(added), tuple(changed), tuple(old.values()), same)


class ReviewMode(StrEnum):
    """Whether PPID Utama reads an agency's entries: not at all, before publication, or a sample afterwards."""

    NONE = "none"
    BEFORE = "before"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """``agency`` None: all agencies; ``category`` empty: all categories."""

    mode: ReviewMode
    agency: int | None = None
    category: str = ""


def review_mode(rules: Iterable[ReviewRule], agency: int, category: str) -> ReviewMode:
    """The rule that speaks most closely of the entry: agency and category, then agency, then category."""
    matching = [r for r in rules if r.agency in (None, agency) and r.category in ("", category)]
    if not matching:
        return ReviewMode.NONE
    return max(matching, key=lambda r: (r.agency is not None, r.category != "")).mode


SAMPLE_OF = 10


def is_sampled(seed: str, ordinal: int) -> bool:
    """Whether the ``ordinal``-th publication (from 1) of an agency is read afterwards: exactly one in each ten,
    at a place that follows from the seed, so that asking again names the same ones and no one can time it.
    """
    if ordinal < 1:
        raise ValueError("publications are counted from 1")
    block, place = divmod(ordinal - 1, SAMPLE_OF)
    digest = hashlib.sha256(f"{seed}:{block}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % SAMPLE_OF == place
