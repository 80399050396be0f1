"""Random lawful and unlawful acts, one after another: whatever the order, the books of a request agree.

After each act: it was a line of the law's table, or nothing at all was written; every change of state has its
event; no clock of one kind runs twice; no date lies before its beginning; the register says what the events say.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.reports.figures import request_figures
from disclosure.reports.ledger import Period
from disclosure.reports.selectors import stories_of
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.audit.services import check_chain
from portal.kernel.errors import InputError, PortalError
from portal.kernel.moments import wib_date
from portal.notifications.models import Notification
from requests_app.calendars import current_calendar
from requests_app.law.states import TRANSITIONS, Action, Outcome, State
from requests_app.models import (
    CaseEvent,
    ContactTask,
    EventKind,
    InformationRequest,
    Letter,
    NumberSequence,
    Refusal,
    Viewing,
)
from requests_app.register import columns, line
from requests_app.services import (
    answering,
    closing,
    completing,
    delivering,
    extending,
    forwarding,
    refusing,
    splitting,
    starting,
    viewing,
    withdrawing,
)
from requests_app.services.filing import FilingData, file_request
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
ACT_OF = {EventKind.of(action): action for action in Action}


@dataclass
class World:
    """One request and its parts, the people who may or may not act, and a clock that only goes on."""

    units: list[Agency]
    people: dict[str, User]
    now: datetime
    cases: list[InformationRequest] = field(default_factory=list)


@pytest.fixture
def city(dinsos: Agency, petugas: User, dkiss: Agency, utama: User) -> World:
    dpupr = AgencyFactory(code="DPUPR", name="Dinas PUPR", slug="dpupr")
    people = {
        "petugas": petugas,
        "other": officer(Role.PPID_PELAKSANA, dpupr, email="petugas@dpupr.example"),
        "utama": utama,
        "atasan": officer(Role.ATASAN_PPID, email="sekda@cilegon.example"),
        "operator": officer(Role.OPERATOR, dinsos, email="operator@dinsos.example"),
    }
    return World([dinsos, dpupr], people, wib(2026, 3, 12, 9))


def _answer(world: World, case: InformationRequest, by: Any, dice: random.Random) -> Any:
    today = wib_date(world.now)
    data = answering.AnswerData(
        outcome=dice.choice([*answering.ANSWER_OUTCOMES, Outcome.REFUSED]),
        text=dice.choice(["Jawaban.", "Jawaban.", ""]),
        handed_over=dice.random() < 0.4,
        hand_over_on=dice.choice([None, today + timedelta(days=4), today - timedelta(days=3)]),
        held_by="BPS", redaction="Nama", redaction_reason=dice.choice(["Pasal 17 huruf h", ""]),
        links=("https://cilegon.example/a",), forms=dice.choice([(), ("view",)]),
        view_at=world.now + timedelta(days=dice.choice([2, -1])), view_place="Ruang PPID",
    )  # fmt: skip
    return answering.answer(case=case, data=data, by=by, now=world.now)


def _letter(case: InformationRequest, dice: random.Random) -> Letter:
    letters = list(case.letters.all())
    if not letters:
        # A fresh part has none: there is nothing to press.
        raise InputError("tidak ada surat", code="no_letter")
    return dice.choice(letters)


def _receive(world: World, case: InformationRequest, by: Any, dice: random.Random) -> Any:
    day = wib_date(world.now) - timedelta(days=dice.choice([0, 0, 1, 30, -2]))
    return delivering.record_delivery(
        letter=_letter(case, dice), received_on=day, evidence="loket", by=by, now=world.now
    )


def _view(world: World, case: InformationRequest, by: Any, dice: random.Random) -> Any:
    known = case.viewings.last()
    if known is None or dice.random() < 0.3:
        at = world.now + timedelta(days=dice.choice([1, 3, -1]))
        return viewing.move_viewing(case=case, at=at, place="Ruang PPID", by=by, now=world.now)
    seen = viewing.Seen(wib_date(world.now), time(9), time(10), ("Kontrak",))
    return viewing.record_viewing(viewing=known, seen=seen, by=by, now=world.now)


def _split(world: World, case: InformationRequest, by: Any, dice: random.Random) -> Any:
    parts = [splitting.PartData(unit) for unit in world.units[: dice.choice([1, 2, 2])]]
    made = splitting.split(case=case, parts=parts, by=by, now=world.now)
    world.cases += made.parts
    return made


_DRAFT = refusing.RefusalData(
    kind="other", matter="Surat", reason="Bukan milik kami.", statute="Pasal 6 ayat (3)"
)
_EXEMPT = refusing.RefusalData(
    kind="exemption",
    ground="h",
    decree_id="7",
    matter="Rekam medis",
    reason="Rahasia.",
    consequence="Terungkap.",
)
Perform = Callable[[World, InformationRequest, Any, random.Random], Any]
#: Each act as a page would ask for it; some with what the law does not accept.
ACTS: dict[str, Perform] = {
    "complete": lambda w, c, by, d: completing.declare_complete(case=c, by=by, now=w.now),
    "ask": lambda w, c, by, d: completing.request_completion(
        case=c, by=by, items=d.choice([["address"], ["tahun"], []]), now=w.now
    ),
    "supply": lambda w, c, by, d: completing.supply_missing(
        case=c, values={"address": "Jl. Mawar"}, by=d.choice([None, by]), now=w.now
    ),
    "not_completed": lambda w, c, by, d: completing.close_not_completed(case=c, by=by, now=w.now),
    "receive": _receive,
    "bounce": lambda w, c, by, d: delivering.record_bounce(
        letter=_letter(c, d), on=wib_date(w.now), evidence="pindah", by=by, now=w.now
    ),
    "resend": lambda w, c, by, d: delivering.resend(letter=_letter(c, d), channel="post", by=by, now=w.now),
    "opened": lambda w, c, by, d: delivering.mark_opened_by_citizen(case=c, now=w.now),
    "start": lambda w, c, by, d: starting.start(case=c, by=by, now=w.now),
    "extend": lambda w, c, by, d: extending.extend(
        case=c, ground=d.choice("abx"), reason="Masih dicari.", by=by, now=w.now
    ),
    "forward": lambda w, c, by, d: forwarding.forward(
        case=c, to=d.choice(w.units), reason="Dikuasai unit itu.", by=by, now=w.now
    ),
    "split": _split,
    "propose": lambda w, c, by, d: refusing.propose(case=c, data=d.choice([_DRAFT, _EXEMPT]), by=by, now=w.now),
    "sign": lambda w, c, by, d: refusing.sign(case=c, by=by, now=w.now),
    "approve": lambda w, c, by, d: refusing.approve(case=c, by=by, now=w.now),
    "return": lambda w, c, by, d: refusing.return_draft(case=c, reason=d.choice(["Kurang.", ""]), by=by, now=w.now),
    "answer": _answer,
    "hand_over": lambda w, c, by, d: answering.hand_over(case=c, by=by, now=w.now, how="pick_up"),
    "view": _view,
    "withdraw": lambda w, c, by, d: withdrawing.withdraw(case=c, by=d.choice([None, by]), now=w.now),
    "reopen": lambda w, c, by, d: closing.reopen(case=c, reason=d.choice(["Keliru.", ""]), by=by, now=w.now),
    "no_request": lambda w, c, by, d: answering.mark_not_a_request(
        case=c, text="Ini pengaduan.", right_door="LAPOR", by=by, now=w.now
    ),
    "spam": lambda w, c, by, d: closing.mark_spam(case=c, reason="Iklan.", by=by, now=w.now),
    "confirm_spam": lambda w, c, by, d: closing.confirm_spam(case=c, reason="Iklan.", by=by, now=w.now),
    "reject_spam": lambda w, c, by, d: closing.reject_spam(case=c, by=by, now=w.now),
}  # fmt: skip
#: The act of the law behind a name; the others are no transitions.
ACTION_OF = {
    "complete": Action.DECLARE_COMPLETE, "ask": Action.REQUEST_COMPLETION, "supply": Action.COMPLETE,
    "not_completed": Action.CLOSE_NOT_COMPLETED, "start": Action.START, "extend": Action.EXTEND,
    "forward": Action.FORWARD, "split": Action.SPLIT, "propose": Action.PROPOSE_REFUSAL, "sign": Action.SIGN_REFUSAL,
    "approve": Action.APPROVE_REFUSAL, "return": Action.RETURN_REFUSAL, "answer": Action.ANSWER,
    "hand_over": Action.HAND_OVER, "withdraw": Action.WITHDRAW, "reopen": Action.REOPEN,
    "no_request": Action.MARK_NOT_A_REQUEST, "spam": Action.MARK_SPAM, "confirm_spam": Action.CONFIRM_SPAM,
    "reject_spam": Action.REJECT_SPAM,
}  # fmt: skip
#: Who does it as a rule; others try as well.
USUAL = {"approve": "atasan", "sign": "utama", "confirm_spam": "utama", "reject_spam": "utama"}


def _choose(case: InformationRequest, dice: random.Random) -> tuple[str, str]:
    """An act and a person: mostly what the law's table knows in this state, by whom it names; else anything."""
    names = list(ACTS)
    if dice.random() < 0.75:
        state = State(case.state)
        fitting = {row.action for row in TRANSITIONS if state in row.sources}
        names = [
            name for name in names if ACTION_OF.get(name) in fitting or name in {"receive", "opened", "view"}
        ]
        if case.refusal_stage != "none" and dice.random() < 0.6:
            names = ["sign", "approve", "return"]
    name = dice.choice(names)
    if dice.random() < 0.75:
        return name, USUAL.get(name) or ("petugas" if case.agency.code == "DINSOS" else "other")
    return name, dice.choice(["petugas", "utama", "atasan", "other", "operator"])


def books(world: World) -> tuple[Any, ...]:
    """Everything that an act may write, as values."""
    return (
        list(InformationRequest.objects.order_by("pk").values()),
        CaseEvent.objects.count(),
        list(Letter.objects.order_by("pk").values()),
        list(Refusal.objects.order_by("pk").values()),
        list(Viewing.objects.order_by("pk").values()),
        AuditEvent.objects.count(),
        Notification.objects.count(),
        ContactTask.objects.count(),
        list(NumberSequence.objects.order_by("pk").values()),
    )


def check_events(case: InformationRequest) -> None:
    """Sequence without gap, each state handed from one event to the next, each change a line of the table."""
    events = list(case.events.order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    for before, after in pairwise(events):
        assert after.state_before == before.state_after, (before, after)
    assert events[-1].state_after == case.state
    for event in events:
        action = ACT_OF.get(EventKind(event.kind))
        if action is None:
            assert event.state_before == event.state_after, event
            continue
        if action is Action.FILE:
            continue
        came, went = State(event.state_before), State(event.state_after)
        rows = [row for row in TRANSITIONS if row.action is action and came in row.sources]
        assert any(row.leads_to(came) is went for row in rows), event


def check_clocks(case: InformationRequest, now: datetime) -> None:
    """One clock of a kind at most, and none that runs against the state."""
    kinds = list(case.events.values_list("kind", flat=True))
    assert case.refusals.filter(approved_at__isnull=True, returned_at__isnull=True).count() <= 1
    assert (case.refusal_stage != "none") == case.refusals.filter(
        approved_at__isnull=True, returned_at__isnull=True
    ).exists()
    assert case.viewings.filter(letter__isnull=True, replaced_at__isnull=True).count() <= 1
    assert kinds.count(EventKind.EXTENDED) <= 1
    if not case.parent_id:
        assert (case.extended_at is not None) == (EventKind.EXTENDED in kinds)
    # The ten days run exactly while the notice is owed; the promise only between notice and hand-over.
    assert case.is_open == (case.clock_stopped_at is None)
    if case.is_open:
        assert case.promised_on is None and case.outcome == "" and case.judged_due_on is None
    else:
        assert case.outcome and case.judged_due_on is not None
    if case.state == State.ANSWERED:
        assert case.promised_on is not None and case.handed_over_at is None and case.closed_at is None
    if case.state == State.INCOMPLETE:
        assert case.missing_items


def check_dates(case: InformationRequest) -> None:
    received = wib_date(case.received_at)
    assert received < case.original_due_on <= case.due_on
    # What was split carries the date of its slowest part, which may have been extended by itself.
    if not case.parts.exists():
        assert (case.original_due_on < case.due_on) == (case.extended_at is not None)
    for moment in (case.noticed_at, case.closed_at, case.extended_at, case.complete_at, case.handed_over_at):
        assert moment is None or moment >= case.received_at
    if case.target_on:
        assert case.complete_at is not None and case.target_on > wib_date(case.complete_at)
    if case.promised_on:
        assert case.noticed_at is not None and case.promised_on >= wib_date(case.noticed_at)
    for letter in case.letters.all():
        assert letter.received_on is None or (
            letter.sent_on is not None and letter.received_on >= letter.sent_on
        )
        assert letter.received_on is None or letter.bounced_on is None


def check_register(case: InformationRequest) -> None:
    """The line of Lampiran VIII, column by column, against what the events alone say."""
    said = dict(zip(columns(), line(InformationRequest.objects.get(pk=case.pk)), strict=True))
    events = list(case.events.order_by("sequence"))
    outcome, noticed, handed, unit = "", "", "", events[0].agency.name
    for event in events:
        if event.state_after in {State.RECEIVED, State.INCOMPLETE, State.IN_PROGRESS}:
            outcome, noticed, handed = "", "", ""
        if event.data.get("outcome") and event.state_before in {
            State.RECEIVED,
            State.INCOMPLETE,
            State.IN_PROGRESS,
        }:
            outcome = str(Outcome(event.data["outcome"]).label)
        if event.kind in {EventKind.ANSWERED, EventKind.REFUSAL_APPROVED, EventKind.MARKED_NOT_A_REQUEST}:
            noticed = wib_date(event.at).isoformat()
        if event.kind == EventKind.HANDED_OVER:
            handed = wib_date(event.at).isoformat()
        if event.kind == EventKind.FORWARDED:
            unit = event.data["to_agency"]
    assert said["Keputusan"] == outcome
    assert said["Perangkat daerah"] == unit
    if not any(event.kind == EventKind.SPLIT_CLOSED for event in events):
        assert said["Tanggal pemberitahuan"] == noticed
    assert said["Tanggal pemberian informasi"] == handed


def check_figures(world: World) -> None:
    """Opening + received + forwarded in = closed + forwarded out + open, for the city and for each unit."""
    end = world.now + timedelta(minutes=1)
    period = Period(date(2026, 3, 1), wib_date(end), end)
    stories = list(stories_of(period, current_calendar(), None))
    for unit in [None, *world.units]:
        figures = request_figures(stories, unit.pk if unit else None, period)
        assert figures.inflow == figures.outflow, unit


def check_all(world: World) -> None:
    for case in world.cases:
        case.refresh_from_db()
        check_events(case)
        check_clocks(case, world.now)
        check_dates(case)
        check_register(case)


def walk(world: World, dice: random.Random, steps: int) -> list[str]:
    """A walk of ``steps`` acts; returns which succeeded."""
    data = FilingData(
        agency=world.units[0], details=f"Data {dice.random()}", name="Ani", address="Jl. Melati"
    )
    world.cases = [file_request(data=data, now=world.now).case]
    done = []
    for _step in range(steps):
        world.now += dice.choice(
            [timedelta(minutes=7), timedelta(hours=5), timedelta(days=1), timedelta(days=4)]
        )
        case = dice.choice(world.cases)
        case.refresh_from_db()
        name, person = _choose(case, dice)
        by = world.people[person]
        before, known = books(world), len(world.cases)
        try:
            with transaction.atomic():
                ACTS[name](world, case, by, dice)
        except PortalError:
            del world.cases[known:]
            assert books(world) == before, f"{name} was refused and yet wrote something"
        else:
            done.append(name)
        check_all(world)
    return done


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_books_agree_after_any_walk(city: World, seed: int) -> None:
    _run(city, seed, steps=16)


def test_books_agree_after_some_walks(city: World) -> None:
    done = [name for seed in range(3) for name in _run(city, seed, steps=12)]
    # Walks that never get anywhere would prove nothing.
    assert len(done) > 10 and len(set(done)) > 5, done


def _run(city: World, seed: int, *, steps: int) -> list[str]:
    start = city.now
    with transaction.atomic():
        done = walk(city, random.Random(seed), steps)
        check_figures(city)
        assert check_chain().is_whole
        transaction.set_rollback(True)
    city.now = start
    return done
