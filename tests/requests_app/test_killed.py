"""The process dies (-9) after each SQL statement of each transition, on PostgreSQL: nothing half done, no lost mail.

Each point is a child that does the act on a connection of its own and kills itself after its n-th statement; the last
point of an act is right after it returned. Whatever the point, the books show the act not at all or as a whole.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.audit.services import check_chain
from portal.notifications.delivery import deliver_waiting
from portal.notifications.models import DeliveryState, Notification
from requests_app import decrees
from requests_app.law.states import TRANSITIONS, Action, Actor, Outcome, State, Transition
from requests_app.models import (
    CaseEvent,
    CaseMessage,
    ContactTask,
    CostSheet,
    EventKind,
    InformationRequest,
    Letter,
    NumberSequence,
    Refusal,
    Viewing,
)
from requests_app.services import (
    answering,
    closing,
    completing,
    delegating,
    delivering,
    extending,
    forwarding,
    refusing,
    splitting,
    starting,
    withdrawing,
)
from requests_app.services.filing import FilingData, file_request
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib
from tests.requests_app.refusals import PATIENTS, FakeRegister

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.django_db(transaction=True),
]
DAY = wib(2026, 3, 16, 9)
LATER = wib(2026, 3, 30, 9)
GRANTED = answering.AnswerData(
    outcome=Outcome.GRANTED, text="Ambil di loket.", hand_over_on=date(2026, 4, 10)
)
NOT_HELD = answering.AnswerData(outcome=Outcome.NOT_HELD, text="Tidak kami kuasai.", held_by="BPS")
DRAFT = refusing.RefusalData(
    kind="exemption",
    ground="h",
    decree_id="7",
    matter="Rekam medis",
    consequence="Terungkap.",
    reason="Rahasia.",
)
#: Lines of the table that no service walks yet; the day one does, this test asks for its scenario.
NO_SERVICE_YET = {Action.PUBLISH, Action.HIDE}


@dataclass
class World:
    dinsos: Agency
    dpupr: Agency
    petugas: User
    utama: User
    atasan: User
    count: int = 0

    def file(self) -> InformationRequest:
        """A fresh case with a confirmed address, so that the citizen's mail is part of every act."""
        self.count += 1
        data = FilingData(
            agency=self.dinsos, details=f"Data {self.count}", name="Ani", email="ani@example.com"
        )
        case = file_request(data=data, now=DAY).case
        InformationRequest.objects.filter(pk=case.pk).update(email_confirmed_at=DAY)
        case.refresh_from_db()
        return case


Act = Callable[[], Any]
Step = Callable[["World", InformationRequest], Any]
#: From a world to the act on a fresh case that stands where the line of the table begins.
Prepare = Callable[[World], tuple[InformationRequest | None, Act]]


def _file(by: bool) -> Prepare:
    def prepare(world: World) -> tuple[None, Act]:
        world.count += 1
        data = FilingData(
            agency=world.dinsos, details=f"Baru {world.count}", name="Ani", email="ani@example.com",
            form_token=f"kill-{world.count}", channel="oral" if by else "web",
        )  # fmt: skip
        return None, lambda: file_request(data=data, now=DAY, by=world.petugas if by else None)

    return prepare


def _plain(
    act: Callable[[World, InformationRequest], Any], *before: Callable[[World, InformationRequest], Any]
) -> Prepare:
    def prepare(world: World) -> tuple[InformationRequest, Act]:
        case = world.file()
        for step in before:
            step(world, case)
            case.refresh_from_db()
        return case, lambda: act(world, case)

    return prepare


def _ask(w: World, c: InformationRequest) -> Any:
    return completing.request_completion(case=c, by=w.petugas, items=["address"], now=DAY)


def _receive(w: World, c: InformationRequest) -> Any:
    letter = c.letters.get(kind="incomplete")
    return delivering.record_delivery(
        letter=letter, received_on=date(2026, 3, 16), evidence="loket", by=w.petugas, now=DAY
    )


def _propose(w: World, c: InformationRequest) -> Any:
    return refusing.propose(case=c, data=DRAFT, by=w.petugas, now=DAY)


def _sign(w: World, c: InformationRequest) -> Any:
    return refusing.sign(case=c, by=w.utama, now=DAY)


def _spam(w: World, c: InformationRequest) -> Any:
    return closing.mark_spam(case=c, reason="Iklan.", by=w.petugas, now=DAY)


def _answer(data: answering.AnswerData) -> Callable[[World, InformationRequest], Any]:
    return lambda w, c: answering.answer(case=c, data=data, by=w.petugas, now=DAY)


def _split(w: World, c: InformationRequest) -> Any:
    parts = [splitting.PartData(w.dinsos), splitting.PartData(w.dpupr)]
    return splitting.split(case=c, parts=parts, by=w.petugas, now=DAY)


def _answer_part(place: int) -> Callable[[World, InformationRequest], Any]:
    def act(w: World, c: InformationRequest) -> Any:
        part = c.parts.order_by("pk")[place]
        return answering.answer(case=part, data=NOT_HELD, by=w.utama, now=DAY)

    return act


def _reopen_part(w: World, c: InformationRequest) -> Any:
    part = c.parts.order_by("pk").first()
    assert part is not None
    return closing.reopen(case=part, reason="Keliru.", by=w.utama, now=DAY)


def _delegated(w: World, c: InformationRequest) -> Any:
    return delegating.record_delegation(
        agency=w.dinsos, decree_number=f"{w.count}/2026", decree_date=date(2026, 1, 5), valid_from=date(2026, 1, 5),
        valid_until=date(2026, 12, 31), by=w.utama, now=DAY,
    )  # fmt: skip


#: (act, first role of the line, state it leads to) -> how to get there. One for each line of the table.
SCENARIOS: dict[tuple[Action, Actor, State | None], Prepare] = {
    (Action.FILE, Actor.CITIZEN, State.RECEIVED): _file(by=False),
    (Action.DECLARE_COMPLETE, Actor.PPID_PELAKSANA, State.IN_PROGRESS): _plain(
        lambda w, c: completing.declare_complete(case=c, by=w.petugas, now=DAY)
    ),
    (Action.REQUEST_COMPLETION, Actor.PPID_PELAKSANA, State.INCOMPLETE): _plain(_ask),
    (Action.COMPLETE, Actor.CITIZEN, State.RECEIVED): _plain(
        lambda w, c: completing.supply_missing(
            case=c, values={"address": "Jl. Mawar"}, explanation="Ini.", now=DAY
        ),
        _ask,
    ),
    (Action.CLOSE_NOT_COMPLETED, Actor.PPID_PELAKSANA, State.CLOSED): _plain(
        lambda w, c: completing.close_not_completed(case=c, by=w.petugas, now=LATER), _ask, _receive
    ),
    (Action.FORWARD, Actor.PPID_PELAKSANA, None): _plain(
        lambda w, c: forwarding.forward(case=c, to=w.dpupr, reason="Dikuasai PUPR.", by=w.petugas, now=DAY)
    ),
    (Action.SPLIT, Actor.PPID_PELAKSANA, State.IN_PROGRESS): _plain(_split),
    (Action.CLOSE_SPLIT, Actor.SYSTEM, State.CLOSED): _plain(_answer_part(1), _split, _answer_part(0)),
    (Action.REOPEN_SPLIT, Actor.SYSTEM, State.IN_PROGRESS): _plain(
        _reopen_part, _split, _answer_part(0), _answer_part(1)
    ),
    (Action.START, Actor.PPID_PELAKSANA, None): _plain(
        lambda w, c: starting.start(case=c, by=w.petugas, now=DAY),
        lambda w, c: completing.declare_complete(case=c, by=w.petugas, now=DAY),
    ),
    (Action.EXTEND, Actor.PPID_PELAKSANA, None): _plain(
        lambda w, c: extending.extend(case=c, ground="a", reason="Masih dicari.", by=w.petugas, now=DAY)
    ),
    (Action.PROPOSE_REFUSAL, Actor.PPID_PELAKSANA, State.IN_PROGRESS): _plain(_propose),
    (Action.SIGN_REFUSAL, Actor.PPID_UTAMA, None): _plain(_sign, _propose),
    (Action.SIGN_REFUSAL, Actor.PPID_PELAKSANA, None): _plain(
        lambda w, c: refusing.sign(case=c, by=w.petugas, now=DAY), _delegated, _propose
    ),
    (Action.APPROVE_REFUSAL, Actor.ATASAN_PPID, State.CLOSED): _plain(
        lambda w, c: refusing.approve(case=c, by=w.atasan, now=DAY), _propose, _sign
    ),
    (Action.RETURN_REFUSAL, Actor.PPID_PELAKSANA, None): _plain(
        lambda w, c: refusing.return_draft(case=c, reason="Kurang.", by=w.utama, now=DAY), _propose
    ),
    (Action.ANSWER, Actor.PPID_PELAKSANA, State.ANSWERED): _plain(
        _answer(replace(GRANTED, forms=("view",), view_at=LATER, view_place="Ruang PPID"))
    ),
    (Action.ANSWER, Actor.PPID_PELAKSANA, State.CLOSED): _plain(_answer(NOT_HELD)),
    (Action.HAND_OVER, Actor.PPID_PELAKSANA, State.CLOSED): _plain(
        lambda w, c: answering.hand_over(case=c, by=w.petugas, now=LATER, how="pick_up"), _answer(GRANTED)
    ),
    (Action.WITHDRAW, Actor.CITIZEN, State.CLOSED): _plain(
        lambda w, c: withdrawing.withdraw(case=c, now=DAY)
    ),
    (Action.REOPEN, Actor.PPID_PELAKSANA, State.IN_PROGRESS): _plain(
        lambda w, c: closing.reopen(case=c, reason="Keliru.", by=w.petugas, now=DAY), _answer(NOT_HELD)
    ),
    (Action.MARK_NOT_A_REQUEST, Actor.PPID_PELAKSANA, State.CLOSED): _plain(
        lambda w, c: answering.mark_not_a_request(
            case=c, text="Ini pengaduan.", right_door="LAPOR", by=w.petugas, now=DAY
        )
    ),
    (Action.MARK_SPAM, Actor.PPID_PELAKSANA, None): _plain(_spam),
    (Action.CONFIRM_SPAM, Actor.PPID_UTAMA, State.CLOSED): _plain(
        lambda w, c: closing.confirm_spam(case=c, reason="Iklan.", by=w.utama, now=DAY), _spam
    ),
    (Action.REJECT_SPAM, Actor.PPID_UTAMA, None): _plain(
        lambda w, c: closing.reject_spam(case=c, by=w.utama, now=DAY), _spam
    ),
}


def line_of(row: Transition) -> tuple[Action, Actor, State | None]:
    return row.action, row.roles[0], row.target


WALKED = [row for row in TRANSITIONS if row.action not in NO_SERVICE_YET]


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> Iterator[World]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    known = list(decrees._registers)
    decrees.register(FakeRegister(PATIENTS))
    AgencyFactory(utama=True)
    dinsos = AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    yield World(
        dinsos,
        AgencyFactory(code="DPUPR", name="Dinas PUPR", slug="dpupr"),
        petugas=officer(Role.PPID_PELAKSANA, dinsos, email="petugas@dinsos.example"),
        utama=officer(Role.PPID_UTAMA, email="utama@dkiss.example"),
        atasan=officer(Role.ATASAN_PPID, email="sekda@cilegon.example"),
    )
    decrees._registers[:] = known


COUNTED = (
    InformationRequest, CaseEvent, Letter, Refusal, Viewing, CostSheet, CaseMessage, AuditEvent, Notification,
    ContactTask,
)  # fmt: skip


@dataclass(frozen=True)
class Books:
    """How many rows of each kind there are, how the case and its parts stand, and the numbers drawn."""

    counts: tuple[int, ...]
    rows: tuple[tuple[Any, ...], ...]
    drawn: tuple[tuple[str, int], ...]


def books(case: InformationRequest | None) -> Books:
    rows: list[tuple[Any, ...]] = []
    if case is not None:
        family = InformationRequest.objects.filter(pk=case.pk) | InformationRequest.objects.filter(
            parent=case.pk
        )
        rows = sorted(family.values_list())
    drawn = NumberSequence.objects.order_by("pk").values_list("series", "last")
    return Books(tuple(model.objects.count() for model in COUNTED), tuple(rows), tuple(drawn))


def grown(before: Books, after: Books) -> tuple[int, ...]:
    return tuple(new - old for old, new in zip(before.counts, after.counts, strict=True))


def die_after(act: Act, point: int) -> int | None:
    """Do the act in a child that kills itself after its ``point``-th statement; None when it did.

    Otherwise the act came to its end first: the number of its statements; the child died right after it.
    """
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _do_and_die(act, point, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, told.decode(errors="replace")
    return pickle.loads(told) if told else None


def _do_and_die(act: Act, point: int, writing: int) -> None:
    done = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        result = execute(sql, params, many, context)
        done += 1
        if done == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    try:
        with connection.execute_wrapper(count):
            act()
        os.write(writing, pickle.dumps(done))
        os.kill(os.getpid(), signal.SIGKILL)
    except BaseException:
        os.write(writing, traceback.format_exc().encode())
        sys.stderr.flush()
        os._exit(3)


def clean_run(world: World, prepare: Prepare) -> tuple[tuple[int, ...], State | None]:
    """What the act adds when nothing happens to it, and the state it leaves."""
    case, act = prepare(world)
    before = books(case)
    act()
    if case is not None:
        case.refresh_from_db()
    return grown(before, books(case)), State(case.state) if case else None


def test_every_line_of_the_table_has_its_scenario() -> None:
    assert {line_of(row) for row in WALKED} == set(SCENARIOS)
    services = Path(answering.__file__).parent
    words = "".join(path.read_text(encoding="utf-8") for path in services.glob("*.py"))
    assert not [action for action in NO_SERVICE_YET if f"Action.{action.name}" in words]


def test_nothing_is_half_done_and_no_mail_lost_when_killed_after_any_statement(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run, table = 0, 0
    for row in WALKED:
        points, statements = kill_everywhere(world, row)
        with capsys.disabled():
            print(f"  {row.action.value:<22} {row.roles[0].value:<15} {points:>4} titik")
        run += points
        # One point after each statement, and one right after the act.
        table += statements + 1
    assert check_chain().is_whole
    with capsys.disabled():
        print(f"  {run} titik dijalankan, {table} menurut tabel, {len(WALKED)} baris")
    assert run == table
    deliver_waiting(now=timezone.now() + timedelta(minutes=10), limit=100_000)
    owed = Notification.objects.exclude(address="").exclude(state=DeliveryState.CANCELLED)
    assert not owed.exclude(state=DeliveryState.SENT).exists()
    sent = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "mail").iterdir())
    assert all(
        f"X-Portal-Message: {key}" in sent.replace("\n ", "")
        for key in owed.values_list("dedupe_key", flat=True)
    )


def kill_everywhere(world: World, row: Transition) -> tuple[int, int]:
    """Every point of one line; returns how many were run and how many statements the act has."""
    prepare = SCENARIOS[line_of(row)]
    whole, state = clean_run(world, prepare)
    kind = EventKind.of(row.action)
    case, act = prepare(world)
    before, point = books(case), 0
    while True:
        point += 1
        statements = die_after(act, point)
        after = books(case)
        done = after != before
        if done:
            assert grown(before, after) == whole, f"{row.action}: half done after statement {point}"
            if case is not None:
                case.refresh_from_db()
                assert case.state == state
                assert case.events.filter(kind=kind).exists()
            # It is done: the next point begins on a fresh case.
            case, act = prepare(world)
            before = books(case)
        if statements is not None:
            assert done, f"{row.action}: came to its end and left nothing"
            return point, statements
