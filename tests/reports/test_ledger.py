"""Figures of requests against worlds counted by an independent hand: a plain walk over a plain log."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from disclosure.reports.figures import request_figures
from disclosure.reports.ledger import CaseFacts, Event, Judgement, period_of, tell
from portal.kernel.moments import WIB

A, B, C = 1, 2, 3
NOW = datetime(2026, 11, 25, 9, tzinfo=WIB)
HALF = period_of(date(2026, 1, 1), date(2026, 6, 30), NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def case(number: int, received: str, due: str, **more) -> CaseFacts:
    due_on = date.fromisoformat(due)
    facts = {"subject": "", "parent_id": None, "due_on": due_on, "original_due_on": due_on, "agency_id": A}
    return CaseFacts(id=number, number=f"{number:04}", received_at=at(received), **{**facts, **more})


def story(facts: CaseFacts, *events: Event, period=HALF):
    return tell(facts, events, period.cutoff)


def filed(moment: str, agency: int = A) -> Event:
    return Event(at(moment), "file", agency, "received")


def answered(moment: str, agency: int = A) -> Event:
    return Event(at(moment), "answer", agency, "answered", "granted")


def test_answer_is_on_time_when_given_at_2359_on_the_due_day():
    facts = case(1, "2026-03-12T10:00", "2026-04-02", noticed_at=at("2026-04-02T23:59"))
    told = story(facts, filed("2026-03-12T10:00"), answered("2026-04-02T23:59"))
    assert told.judgement(HALF) is Judgement.ON_TIME


def test_answer_is_late_when_given_the_minute_after_the_due_day():
    facts = case(1, "2026-03-12T10:00", "2026-04-02", noticed_at=at("2026-04-03T00:00"))
    told = story(facts, filed("2026-03-12T10:00"), answered("2026-04-03T00:00"))
    assert told.judgement(HALF) is Judgement.LATE


def test_case_is_judged_by_the_extended_date_when_extended_in_time():
    facts = case(
        6, "2026-03-12T10:00", "2026-04-14", original_due_on=date(2026, 4, 2),
        extended_at=at("2026-04-01T09:00"), noticed_at=at("2026-04-10T09:00"),
    )  # fmt: skip
    extended = Event(at("2026-04-01T09:00"), "extend", A, "in_progress")
    told = story(facts, filed("2026-03-12T10:00"), extended, answered("2026-04-10T09:00"))
    assert told.judgement(HALF) is Judgement.ON_TIME
    assert request_figures([told], A, HALF).extended == 1
    # Seen before the extension, the first date holds.
    march = period_of(date(2026, 3, 1), date(2026, 3, 31), NOW)
    assert story(facts, filed("2026-03-12T10:00"), period=march).due_on == date(2026, 4, 2)


def test_case_is_late_and_open_when_never_answered():
    told = story(case(1, "2026-03-12T10:00", "2026-04-02"), filed("2026-03-12T10:00"))
    figures = request_figures([told], A, HALF)
    assert (figures.late, figures.on_time, figures.open_at_end, figures.overdue_open) == (1, 0, 1, 1)


def test_case_due_on_the_last_day_is_late_when_the_period_is_over_and_not_yet_when_it_runs():
    told = case(1, "2026-06-10T10:00", "2026-06-30")
    assert story(told, filed("2026-06-10T10:00")).judgement(HALF) is Judgement.LATE
    running = period_of(date(2026, 1, 1), date(2026, 6, 30), at("2026-06-30T12:00"))
    assert story(told, filed("2026-06-10T10:00"), period=running).judgement(running) is Judgement.NOT_YET


@pytest.mark.parametrize("outcome", ["withdrawn", "spam", "not_completed"])
def test_case_is_not_judged_when_it_ends_in_time_without_need_of_an_answer(outcome):
    end = Event(at("2026-03-20T09:00"), "withdraw", A, "closed", outcome)
    told = story(case(1, "2026-03-12T10:00", "2026-04-02", outcome=outcome), filed("2026-03-12T10:00"), end)
    figures = request_figures([told], A, HALF)
    assert (figures.received, figures.closed, figures.not_judged) == (1, 1, 1)
    assert (figures.on_time, figures.late) == (0, 0)


def test_case_is_late_when_marked_spam_after_the_due_day():
    end = Event(at("2026-04-20T09:00"), "confirm_spam", A, "closed", "spam")
    told = story(case(1, "2026-03-12T10:00", "2026-04-02", outcome="spam"), filed("2026-03-12T10:00"), end)
    assert told.judgement(HALF) is Judgement.LATE


def test_case_is_not_judged_when_its_calendar_is_unknown():
    told = story(case(1, "2026-03-12T10:00", "2026-04-02", calendar_known=False), filed("2026-03-12T10:00"))
    assert told.judgement(HALF) is Judgement.NOT_JUDGED


@pytest.mark.parametrize("writes", ["source", "target", "data"])
def test_forwarded_case_is_counted_once_for_the_city_and_noted_at_both_units(writes):
    move = {
        "source": Event(at("2026-03-16T09:00"), "forward", A, "received"),
        "target": Event(at("2026-03-16T09:00"), "forward", B, "received"),
        "data": Event(at("2026-03-16T09:00"), "forward", A, "received", to_agency_id=B),
    }[writes]
    told = story(case(1, "2026-03-12T10:00", "2026-04-02", agency_id=B), filed("2026-03-12T10:00"), move)
    mine, theirs, city = (request_figures([told], unit, HALF) for unit in (A, B, None))
    assert (mine.received, mine.forwarded_out, mine.open_at_end, mine.late) == (1, 1, 0, 0)
    assert (theirs.received, theirs.forwarded_in, theirs.open_at_end, theirs.late) == (0, 1, 1, 1)
    assert (city.received, city.forwarded_in, city.forwarded_out, city.open_at_end, city.late) == (
        1,
        0,
        0,
        1,
        1,
    )


def test_split_case_is_one_case_for_the_city_when_its_parts_lie_elsewhere():
    split = Event(at("2026-03-16T09:00"), "split", A, "in_progress")
    whole = story(case(1, "2026-03-12T10:00", "2026-04-02"), filed("2026-03-12T10:00"), split)
    parts = [
        story(
            case(number, "2026-03-12T10:00", "2026-04-02", parent_id=1, agency_id=unit),
            Event(at("2026-03-16T09:00"), "file", unit, "in_progress"),
        )
        for number, unit in ((2, B), (3, C))
    ]
    stories = [whole, *parts]
    city = request_figures(stories, None, HALF)
    assert (city.received, city.open_at_end, city.late) == (1, 1, 1)
    assert request_figures(stories, A, HALF).late == 0
    theirs = request_figures(stories, B, HALF)
    assert (theirs.received, theirs.forwarded_in, theirs.open_at_end, theirs.late) == (0, 1, 1, 1)
    assert all(request_figures(stories, unit, HALF).reconciles for unit in (A, B, C, None))


def test_reopened_case_counts_as_open_throughout():
    reopened = Event(at("2026-02-10T09:00"), "reopen", A, "in_progress")
    facts = case(1, "2025-12-01T10:00", "2025-12-15")
    told = story(facts, filed("2025-12-01T10:00"), answered("2025-12-10T10:00"), reopened)
    figures = request_figures([told], A, HALF)
    assert (figures.open_at_start, figures.closed, figures.open_at_end) == (1, 0, 1)


def test_period_is_refused_when_it_runs_backwards_or_has_not_begun():
    with pytest.raises(ValueError, match="mendahului"):
        period_of(date(2026, 6, 30), date(2026, 1, 1), NOW)
    with pytest.raises(ValueError, match="belum dimulai"):
        period_of(date(2026, 11, 26), date(2026, 12, 31), NOW)


# Random worlds -------------------------------------------------------------------------------------------


def world(seed: int) -> list[tuple[CaseFacts, list[Event]]]:
    dice = random.Random(seed)
    units = (A, B, C)
    cases: list[tuple[CaseFacts, list[Event]]] = []
    number = 0
    for _ in range(dice.randint(5, 40)):
        number += 1
        moment = at("2025-11-01T00:00") + timedelta(minutes=dice.randint(0, 400 * 24 * 60))
        place = dice.choice(units)
        log = [Event(moment, "file", place, "received")]
        facts = CaseFacts(
            number, f"{number:04}", "", None, moment, (moment + timedelta(days=14)).date(),
            (moment + timedelta(days=14)).date(), agency_id=place,
        )  # fmt: skip
        state, noticed, outcome = "received", None, ""
        for _step in range(dice.randint(0, 8)):
            moment += timedelta(minutes=dice.randint(1, 20 * 24 * 60))
            act = dice.choice(["forward", "answer", "withdraw", "reopen", "start"])
            if act == "forward" and state in ("received", "in_progress"):
                to = dice.choice([unit for unit in units if unit != place])
                log.append(Event(moment, "forward", place, state, to_agency_id=to))
                place = to
            elif act in ("answer", "withdraw") and state in ("received", "in_progress"):
                state = "answered" if act == "answer" else "closed"
                outcome = "granted" if act == "answer" else "withdrawn"
                noticed = moment if act == "answer" else None
                log.append(Event(moment, act, place, state, outcome))
            elif act == "reopen" and state in ("answered", "closed"):
                state, noticed, outcome = "in_progress", None, ""
                log.append(Event(moment, act, place, state))
            elif act == "start" and state == "received":
                state = "in_progress"
                log.append(Event(moment, act, place, state))
        cases.append((replace(facts, noticed_at=noticed, outcome=outcome, agency_id=place), log))
        if dice.random() < 0.2:
            number += 1
            part = replace(facts, id=number, number=f"{number:04}", parent_id=number - 1, agency_id=B)
            born = log[0].at + timedelta(days=3)
            cases.append((part, [Event(born, "file", B, "in_progress")]))
    return cases


def count_by_hand(cases, unit, start: datetime, end: datetime) -> tuple[int, ...]:
    """Walks one sorted list of lines with two dictionaries; knows nothing of stories."""
    lines = []
    for facts, log in cases:
        seen = [event for event in log if event.at < end]
        # An ending before the last reopening never happened.
        last = max((n for n, event in enumerate(seen) if event.kind == "reopen"), default=-1)
        for n, event in enumerate(seen):
            if n <= last and event.kind in ("answer", "withdraw", "reopen"):
                continue
            lines.append((event.at, facts, event))
    lines.sort(key=lambda line: line[0])
    where: dict[int, int] = {}
    open_at_start = received = came = closed = left = 0
    for moment, facts, event in lines:
        inside = moment >= start
        if event.kind == "file":
            where[facts.id] = event.agency_id
            received += inside and facts.parent_id is None and event.agency_id == unit
            came += inside and facts.parent_id is not None and event.agency_id == unit
        elif event.kind == "forward":
            left += inside and where[facts.id] == unit
            came += inside and event.to_agency_id == unit
            where[facts.id] = event.to_agency_id
        elif event.kind in ("answer", "withdraw"):
            closed += inside and where[facts.id] == unit
            del where[facts.id]
    at_end = sum(place == unit for place in where.values())
    before: dict[int, int] = {}
    for moment, facts, event in lines:
        if moment >= start:
            break
        if event.kind == "file":
            before[facts.id] = event.agency_id
        elif event.kind == "forward":
            before[facts.id] = event.to_agency_id
        elif event.kind in ("answer", "withdraw"):
            del before[facts.id]
    open_at_start = sum(place == unit for place in before.values())
    return open_at_start, received, came, closed, left, at_end


@pytest.mark.parametrize("seed", range(200))
def test_figures_equal_an_independent_count_and_reconcile_in_a_random_world(seed):
    cases = world(seed)
    stories = [told for facts, log in cases if (told := tell(facts, log, HALF.cutoff))]
    for unit in (A, B, C):
        figures = request_figures(stories, unit, HALF)
        counted = (
            figures.open_at_start, figures.received, figures.forwarded_in,
            figures.closed, figures.forwarded_out, figures.open_at_end,
        )  # fmt: skip
        assert counted == count_by_hand(cases, unit, HALF.starts_at, HALF.cutoff)
        assert figures.reconciles
    city = request_figures(stories, None, HALF)
    assert city.reconciles
    units = [request_figures(stories, unit, HALF) for unit in (A, B, C)]
    assert city.received == sum(figures.received for figures in units)
