"""Random lawful and unlawful acts upon an objection: whatever is tried, the register stays true to the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.kernel.errors import PortalError
from portal.kernel.moments import wib_date
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import Letter, Objection
from requests_app.services.objections import chasing, deciding, ordering
from requests_app.services.objections.objecting import Objected
from tests.objections.conftest import upheld, wib
from tests.objections.test_deciding import rejected, settlement

pytestmark = pytest.mark.django_db
START = wib(2026, 4, 7)
ACTS = (
    "rebut",
    "return",
    "uphold",
    "partly",
    "reject",
    "too_late",
    "settle",
    "withdraw",
    "silence",
    "do",
    "undo",
)
PEOPLE = ("citizen", "petugas", "utama", "atasan")


class _Undo(Exception):
    """Takes the example back, so that each one starts from the same objection."""


def act(name: str, objection: Objection, by: User | None, now: datetime) -> Any:
    words: dict[str, Any] = {"objection": objection, "by": by, "now": now}
    order = objection.orders.first()
    if name == "rebut":
        return deciding.rebut(text="Tanggapan.", **words)
    if name == "return":
        return deciding.return_rebuttal(reason="Perbaiki.", **words)
    if name in {"uphold", "partly"}:
        outcome = ObjectionOutcome.UPHELD if name == "uphold" else ObjectionOutcome.PARTLY
        promise = ordering.OrderText("Serahkan.", wib_date(now) + timedelta(days=10))
        return deciding.decide(decision=upheld(promise, outcome=outcome), **words)
    if name in {"reject", "too_late"}:
        outcome = ObjectionOutcome.REJECTED if name == "reject" else ObjectionOutcome.TOO_LATE
        return deciding.decide(decision=rejected(outcome), **words)
    if name == "settle":
        return deciding.settle(settlement=settlement(agreed_on=wib_date(now)), **words)
    if name == "withdraw":
        return deciding.withdraw_objection(statement="Lewat telepon.", **words)
    if name == "silence":
        return chasing.note_silence(objection_id=objection.pk, now=now)
    if order is None:
        return None
    if name == "do":
        return ordering.do_order(order=order, how="Sudah.", on=wib_date(now), by=by, now=now)
    return ordering.return_order(order=order, reason="Belum.", by=by, now=now)


def check(objection: Objection) -> None:
    """What must hold after every try, lawful or not."""
    objection.refresh_from_db()
    events = list(objection.events.order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert events[-1].state_after == objection.state
    for before, after in pairwise(events):
        assert after.state_before == before.state_after
    assert objection.due_on > date(2026, 4, 6)
    ended = [event for event in events if event.kind in {"decided", "settled", "withdrawn"}]
    assert len(ended) == (0 if objection.is_open else 1)
    assert (objection.closed_at is None) == objection.is_open
    assert bool(objection.outcome) == (objection.state == "decided")
    letters = Letter.objects.filter(kind__in=["objection_answer", "settlement"])
    assert letters.count() == (1 if objection.state in {"decided", "settled"} else 0)
    granted = objection.outcome in {"upheld", "partly"}
    assert objection.orders.exists() == (
        granted or (objection.state == "settled" and objection.orders.exists())
    )
    assert sum(event.kind == "silence_noted" for event in events) <= 1


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.integers(0, 25)), max_size=8))
def test_random_acts_leave_register_log_and_letters_in_agreement(
    object_to: Callable[..., Objected],
    petugas: User,
    utama: User,
    atasan: User,
    tries: list[tuple[str, str, int]],
) -> None:
    people = {"citizen": None, "petugas": petugas, "utama": utama, "atasan": atasan}
    with pytest.raises(_Undo), transaction.atomic():
        objection, now = object_to(position=f"{len(tries)}").objection, START
        for name, who, days in tries:
            now += timedelta(days=days)
            objection.refresh_from_db()
            try:
                with transaction.atomic():
                    act(name, objection, people[who], now)
            except (PortalError, AttributeError):
                # AttributeError: nobody signed in does what only officers' services take.
                pass
            check(objection)
        raise _Undo
