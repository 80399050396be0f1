"""Handing an office over, in one transaction: work, rights, decree, account, message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from disclosure.handover.messages import tell_successor
from disclosure.handover.models import Handover
from disclosure.handover.work import WorkGroup, entry_drafts, news_drafts, submissions, work_with
from portal.agencies import policy
from portal.agencies import services as offices
from portal.agencies.models import Agency, Membership
from portal.agencies.rights import Action, Scope, scope_of
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.moments import wib_date
from requests_app.services.succeeding import hand_over_cases


@dataclass(frozen=True, slots=True)
class Decree:
    """The paper that moves the office."""

    number: str
    on: date
    file: StoredFile | None = None


@transaction.atomic
def hand_over_office(
    *, membership: Membership, to: Any, decree: Decree, closes_account: bool, by: Any, now: datetime
) -> Handover:
    """Move everything open of an office to ``to``, end the office, and close the account if asked.

    Raises NotAllowed, InputError (successor, decree) and RuleViolation (the office is over, or another unit of
    the leaving person would be left alone). Either all of it happens or nothing.
    """
    today = wib_date(now)
    held = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "agency")
        .get(pk=membership.pk)
    )
    agency, giver = held.agency, held.user
    acting_as = offices.require(by, Action.MEMBERS_MANAGE, agency, today)
    if agency is None or not held.is_current_on(today):
        raise RuleViolation(_("Penugasan ini sudah berakhir atau bukan penugasan sebuah unit."))
    _check(to, giver, decree)
    work = work_with(giver, agency, now)
    _give_rights(held, to, decree, by, today)
    _move(giver, to, agency, by, now)
    handover = Handover.objects.create(
        agency=agency, role=held.role, giver=giver, taker=to, decree_number=decree.number.strip(),
        decree_date=decree.on, decree_file=decree.file, moved={group.key: group.count for group in work},
        is_account_closed=closes_account, by=by, at=now,
    )  # fmt: skip
    record(
        action="office.handed_over", actor=by, acting_as=acting_as, target=handover, agency=agency, at=now,
        data={"giver": giver.pk, "taker": to.pk, "role": held.role, "decree": decree.number, "moved": handover.moved},
    )  # fmt: skip
    _end(held, closes_account, decree, by, today)
    policy.forget(to)
    tell_successor(handover=handover, office=policy.title_of(held, today), moved=_told(work), now=now)
    return handover


def _check(to: Any, giver: Any, decree: Decree) -> None:
    if to.pk == giver.pk:
        raise InputError(_("Pilih orang lain sebagai penerus."), field="to")
    if not to.is_active:
        raise InputError(_("Akun penerus sudah ditutup. Pilih petugas yang aktif."), field="to")
    if not decree.number.strip():
        raise InputError(_("Tulis nomor keputusannya."), field="decree_number")


def _give_rights(held: Membership, to: Any, decree: Decree, by: Any, today: date) -> None:
    """The successor gets the same role in the unit, unless it is held already or reaches the whole city."""
    has_it = to.memberships.active_on(today).filter(role=held.role, agency=held.agency).exists()
    needed = Action.CASE_WORK if scope_of(held.role, Action.CASE_WORK) else Action.ENTRY_DRAFT
    if has_it or policy.scope(to, needed, today) is Scope.CITY:
        return
    offices.assign(
        user=to, role=held.role, agency=held.agency, valid_from=today, capacity=held.capacity,
        valid_until=held.valid_until, decree_number=decree.number, decree_date=decree.on, actor=by, today=today,
    )  # fmt: skip


def _move(giver: Any, to: Any, agency: Agency, by: Any, now: datetime) -> None:
    hand_over_cases(user=giver, to=to, agency=agency, by=by, now=now)
    unlock = {"locked": False, "locked_by": None, "locked_at": None}
    submissions(agency, giver).update(requested_by=to)
    entry_drafts(agency).filter(created_by=giver).update(created_by=to)
    news_drafts(agency).filter(owner=giver).update(owner=to)
    for rows in (entry_drafts(agency), news_drafts(agency)):
        rows.filter(Q(locked_by=giver)).update(**unlock)


def _end(held: Membership, closes_account: bool, decree: Decree, by: Any, today: date) -> None:
    reason = _("Serah terima, Keputusan %(number)s") % {"number": decree.number}
    if closes_account:
        offices.close_account(user=held.user, actor=by, today=today, reason=reason, handed_over=held.agency)
    else:
        offices.end(
            membership=held, last_day=today, actor=by, today=today, reason=reason, is_handed_over=True
        )


def _told(work: list[WorkGroup]) -> str:
    lines = [f"- {group.count} {group.label}" for group in work if group.count]
    return "\n".join(lines) or _("- tidak ada yang tertunda")
