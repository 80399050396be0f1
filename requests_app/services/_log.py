"""Appending a line to a log without a gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max


def append(
    events: Any, *, now: datetime, by: Any, acting_as: str, data: Mapping[str, Any] | None, **line: Any
) -> Any:
    """One line more in ``events``, the log of one row. That row must be locked, or new: no number is skipped."""
    last = events.aggregate(last=Max("sequence"))["last"] or 0
    return events.create(
        sequence=last + 1, recorded_at=now, actor=by, acting_as=acting_as[:100], data=dict(data or {}), **line
    )
