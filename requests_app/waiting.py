"""What waits for the word of PPID Utama or Atasan PPID: drafts to sign, to approve, marks of abuse to confirm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from requests_app.law.states import OPEN_STATES, RefusalStage
from requests_app.models import InformationRequest, SigningDelegation

Cases = QuerySet[InformationRequest]


@dataclass(frozen=True)
class Wait:
    """One kind of waiting: the value of the worklist's filter, its name, and which cases are in it."""

    slug: str
    label: Any
    right: Right
    cases: Callable[[Cases], Cases]


WAITS = (
    Wait(
        "sign",
        _("Penolakan menunggu tanda tangan"),
        Right.REFUSAL_SIGN,
        lambda cases: cases.filter(refusal_stage=RefusalStage.PROPOSED.value),
    ),
    Wait(
        "approve",
        _("Penolakan menunggu persetujuan"),
        Right.REFUSAL_APPROVE,
        lambda cases: cases.filter(refusal_stage=RefusalStage.SIGNED.value),
    ),
    Wait(
        "spam",
        _("Tanda spam menunggu penetapan"),
        Right.CASE_ANSWER,
        lambda cases: cases.filter(spam_marked=True, state__in=sorted(OPEN_STATES)),
    ),
)


@dataclass(frozen=True)
class Waiting:
    """What waits for one person, most urgent first; ``more`` are those beyond the ones shown."""

    slug: str
    label: Any
    cases: list[InformationRequest]
    more: int


def reachable(wait: Wait, cases: Cases, user: Any, today: date) -> Cases:
    """The part of ``cases`` that waits for ``user``: the city's, or a unit's by a decree of delegation."""
    scope = policy.scope(user, wait.right)
    found = wait.cases(policy.rows(cases, user, wait.right))
    if scope is policy.Scope.CITY:
        return found
    if wait.right is not Right.REFUSAL_SIGN:
        return found.none()
    delegated = SigningDelegation.objects.active_on(today).values("agency")
    return found.filter(Q(agency__in=delegated))


def waiting_for(user: Any, today: date, *, shown: int = 5) -> list[Waiting]:
    """Two queries for each kind that the person's offices know; kinds with nothing are left out."""
    lists = []
    for wait in WAITS:
        if not policy.allows(user, wait.right):
            continue
        cases = reachable(wait, InformationRequest.objects.select_related("agency"), user, today)
        first = list(cases.order_by("due_on", "pk")[: shown + 1])
        if first:
            more = cases.count() - shown if len(first) > shown else 0
            lists.append(Waiting(wait.slug, wait.label, first[:shown], more))
    return lists


def waiting_counts(user: Any, today: date) -> list[tuple[Wait, int]]:
    """How many of each kind wait for the person; kinds with none are left out."""
    known = [wait for wait in WAITS if policy.allows(user, wait.right)]
    counts = [
        (wait, reachable(wait, InformationRequest.objects.all(), user, today).count()) for wait in known
    ]
    return [(wait, count) for wait, count in counts if count]
