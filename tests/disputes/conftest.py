"""A decided objection, a dispute over it, and the people who record what Komisi Informasi does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.accounts.models import User
from requests_app.law.dispute_words import DisputeAction, DisputeOutcome
from requests_app.models import Dispute, Objection
from requests_app.services.disputes.recording import StepData, record_step, register_dispute
from tests.objections.conftest import (
    LATE,
    NOW,
    atasan,
    calendar,
    case,
    decided,
    dinsos,
    dkiss,
    file_case,
    filing_data,
    object_to,
    objection,
    petugas,
    setda,
    upheld,
    utama,
    wib,
)

__all__ = [
    "LATE", "NOW", "atasan", "calendar", "case", "decided", "dinsos", "dkiss", "file_case", "filing_data",
    "object_to", "objection", "petugas", "setda", "upheld", "utama", "wib",
]  # fmt: skip

APPLIED = date(2026, 4, 20)


@pytest.fixture
def dispute(decided: Objection, utama: User, petugas: User, atasan: User) -> Dispute:
    return register_dispute(objection=decided, applied_on=APPLIED, by=utama, now=wib(2026, 4, 22))


Step = Callable[..., Dispute]


@pytest.fixture
def step(utama: User) -> Step:
    """Record one step; ``on`` is also today unless ``now`` says otherwise."""

    def make(dispute: Dispute, action: DisputeAction, on: date | None, **fields: Any) -> Dispute:
        by, day = fields.pop("by", utama), fields.pop("now", None) or wib(on.year, on.month, on.day, 15)
        if isinstance(fields.get("outcome"), str):
            fields["outcome"] = DisputeOutcome(fields["outcome"])
        data = StepData(on=on, **fields)
        return record_step(dispute=dispute, action=action, data=data, by=by, now=day).dispute

    return make
