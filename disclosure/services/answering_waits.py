"""Answering several things that wait for PPID Utama at once; each stands for itself, none stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from disclosure.models import EditionSection, ListEntry, NotApplicable, SampledPublication, WaitKind
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.kernel.errors import InputError, NotAllowed, PortalError
from portal.kernel.moments import wib_date

from .catalogue import decide_not_applicable
from .editions import return_section, verify_section
from .sampling import read_sample
from .spreading import approve_spread, refuse_spread


@dataclass
class Answered:
    """How many were settled, and why the others were not: (key, sentence)."""

    done: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)


def answer_waits(*, keys: Iterable[str], agree: bool, note: str, by: Any, now: datetime) -> Answered:
    """Agree to, or send back with the same reason, what the keys name ("spread:12"). Raises InputError for a
    return without a reason, NotAllowed for anyone but PPID Utama.
    """
    if AgencyPolicy.scope(by, Action.ITEM_APPROVE) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang memutus."))
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise InputError(_("Centang dulu barisnya."), code="nothing_chosen")
    if not agree and not note.strip():
        raise InputError(_("Tulis alasannya; unit membacanya untuk memperbaiki."), field="note")
    result = Answered()
    for key in wanted:
        kind, _colon, number = key.partition(":")
        try:
            with transaction.atomic():
                _answer_one(kind, number, agree, note.strip(), by, now)
            result.done += 1
        except PortalError as error:
            result.problems.append((key, error.message))
    return result


def _answer_one(kind: str, number: str, agree: bool, note: str, by: Any, now: datetime) -> None:
    answer = _ANSWERS.get(kind)
    if answer is None or not number.isdigit():
        raise InputError(_("Baris ini diperiksa di halamannya sendiri."))
    answer(int(number), agree, note, by, now)


def _find(queryset: Any, pk: int) -> Any:
    found = queryset.filter(pk=pk).first()
    if found is None:
        raise InputError(_("Baris ini tidak ada lagi."))
    return found


def _excuse(pk: int, agree: bool, note: str, by: Any, now: datetime) -> None:
    decision = _find(NotApplicable.objects, pk)
    decide_not_applicable(
        decision=decision, approve=agree, by=by, now=now, valid_from=wib_date(now), note=note[:300]
    )


def _spread(pk: int, agree: bool, note: str, by: Any, now: datetime) -> None:
    entry = _find(ListEntry.objects, pk)
    if agree:
        approve_spread(entry=entry, by=by, now=now)
    else:
        refuse_spread(entry=entry, by=by, reason=note, now=now)


def _sample(pk: int, agree: bool, note: str, by: Any, now: datetime) -> None:
    read_sample(sample=_find(SampledPublication.objects, pk), fine=agree, note=note, by=by, now=now)


def _section(pk: int, agree: bool, note: str, by: Any, now: datetime) -> None:
    section = _find(EditionSection.objects.select_related("edition"), pk)
    if agree:
        verify_section(section=section, by=by, now=now)
    else:
        return_section(section=section, reason=note, by=by, now=now)


def _entry(pk: int, agree: bool, note: str, by: Any, now: datetime) -> None:
    """A step of Wagtail's workflow, taken as its editor takes it."""
    state = _find(TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS), pk)
    step = state.specific
    task = state.task.specific
    task.on_action(step, by, "approve" if agree else "reject", comment=note)


_ANSWERS: dict[str, Callable[[int, bool, str, Any, datetime], None]] = {
    WaitKind.SECTION: _section,
    WaitKind.EXCUSE: _excuse,
    WaitKind.SPREAD: _spread,
    WaitKind.SAMPLE: _sample,
    WaitKind.ENTRY: _entry,
}
