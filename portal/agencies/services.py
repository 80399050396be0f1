"""Binding people to units and roles, and letting them go: each step leaves a line in the audit trail.

Rights in Wagtail follow in the same transaction (portal.agencies.groups). ``today`` is the day in WIB
on which the step is taken; it decides which groups hold at once.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.models import Page, PageSubscription, WorkflowState

from portal.accounts.invitations import invite
from portal.accounts.models import User
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.formats import tanggal

from . import covering, homes, policy
from .groups import sync_user
from .models import AGENCY_ROLES, Agency, AgencyName, Capacity, Membership, Role
from .rights import Action


def require(actor: Any, action: Action, agency: Agency | None, today: date) -> str:
    """The capacity in which ``actor`` acts; raises NotAllowed. ``None`` as actor is a command of the
    server.
    """
    if actor is None:
        return ""
    if not policy.allows(actor, action, agency, on=today):
        raise NotAllowed("Anda tidak berwenang mengelola petugas. Hubungi DKISS.")
    return policy.acting_as(actor, action, agency, today)


@transaction.atomic
def assign(
    *,
    user: Any,
    role: Role | str,
    agency: Agency | None = None,
    valid_from: date,
    valid_until: date | None = None,
    capacity: Capacity | str = Capacity.FULL,
    decree_number: str = "",
    decree_date: date | None = None,
    actor: Any,
    today: date,
) -> Membership:
    """Give ``user`` a role, from a day to a day, by a decree.

    Raises InputError when role and unit do not fit or the days are in the wrong order, RuleViolation
    when the same role already holds on one of the days, and NotAllowed.
    """
    role = Role(role)
    capacity_of_actor = require(actor, Action.MEMBERS_MANAGE, agency, today)
    _check_scope(role, agency)
    _check_days(valid_from, valid_until, capacity)
    _check_overlap(user, role, agency, valid_from, valid_until)
    membership = Membership.objects.create(
        user=user,
        role=role,
        agency=agency,
        valid_from=valid_from,
        valid_until=valid_until,
        capacity=capacity,
        decree_number=decree_number,
        decree_date=decree_date,
    )
    record(
        action="membership.assigned", actor=actor, acting_as=capacity_of_actor, target=membership,
        agency=agency, data=_described(membership),
    )  # fmt: skip
    sync_user(user, today)
    return membership


@transaction.atomic
def enrol(
    *, email: str, name: str, nip: str, position: str, phone: str, actor: Any, now: datetime, today: date,
    **membership: Any,
) -> User:  # fmt: skip
    """Make an account without password, give it its first office, and send the invitation."""
    acting_as = require(actor, Action.MEMBERS_MANAGE, membership.get("agency"), today)
    user = User.objects.create_user(email, None, first_name=name, nip=nip, position=position, phone=phone)
    record(action="user.created", actor=actor, acting_as=acting_as, target=user)
    assign(user=user, actor=actor, today=today, **membership)
    invite(user=user, actor=actor, now=now, acting_as=acting_as)
    return user


def hand_over(
    *,
    membership: Membership,
    to: Any,
    capacity: Capacity | str,
    valid_from: date,
    valid_until: date,
    decree_number: str,
    decree_date: date | None = None,
    actor: Any,
    today: date,
) -> Membership:
    """Let ``to`` hold the office of ``membership`` as Plt. or Plh. for dated days; the holder keeps it too.

    Raises InputError for a full capacity: a new holder is assigned, not a stand-in.
    """
    if Capacity(capacity) is Capacity.FULL:
        raise InputError(
            "Pilih Plt. atau Plh. Pejabat definitif dicatat sebagai penugasan baru.", field="capacity"
        )
    return assign(
        user=to, role=membership.role, agency=membership.agency, valid_from=valid_from,
        valid_until=valid_until, capacity=capacity, decree_number=decree_number, decree_date=decree_date,
        actor=actor, today=today,
    )  # fmt: skip


@transaction.atomic
def end(
    *, membership: Membership, last_day: date, actor: Any, today: date, reason: str = "",
    is_handed_over: bool = False,
) -> Membership:  # fmt: skip
    """Close a membership after ``last_day`` and take its locks, subscriptions and running submissions away.

    A membership that has not begun may be closed on the day before it begins: it is then removed, with
    a trace. Raises RuleViolation for the last officer of a unit with open work, unless it was handed over.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "agency")
        .get(pk=membership.pk)
    )
    acting_as = require(actor, Action.MEMBERS_MANAGE, membership.agency, today)
    if membership.valid_until is not None and membership.valid_until < today:
        raise RuleViolation("Penugasan ini sudah berakhir.", code="already_ended")
    if last_day < membership.valid_from:
        if membership.valid_from <= today:
            raise InputError(
                f"Hari terakhir tidak boleh sebelum {tanggal(membership.valid_from)}.", field="last_day"
            )
        record(
            action="membership.cancelled", actor=actor, acting_as=acting_as, target=membership,
            agency=membership.agency, data=_described(membership) | {"reason": reason},
        )  # fmt: skip
        membership.delete()
        return membership
    if not is_handed_over:
        covering.require_cover(membership, on=max(last_day + timedelta(days=1), today))
    membership.valid_until = last_day
    membership.save(update_fields=["valid_until"])
    record(
        action="membership.ended", actor=actor, acting_as=acting_as, target=membership,
        agency=membership.agency, data=_described(membership) | {"reason": reason},
    )  # fmt: skip
    if last_day < today:
        let_go(membership.user, membership.agency)
    sync_user(membership.user, today)
    return membership


@transaction.atomic
def close_account(
    *, user: Any, actor: Any, today: date, reason: str = "", handed_over: Agency | None = None
) -> None:
    """Shut a person out: every membership ends yesterday, the password dies, the row stays for the
    trail. Raises RuleViolation for the last officer of a unit with open work other than ``handed_over``.
    """
    acting_as = require(actor, Action.MEMBERS_MANAGE, None, today)
    covering.require_cover_of(user, on=today, except_for=handed_over)
    yesterday = today - timedelta(days=1)
    for membership in user.memberships.active_on(today):
        day = max(yesterday, membership.valid_from)
        Membership.objects.filter(pk=membership.pk).update(valid_until=day)
        let_go(user, membership.agency)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    sync_user(user, today)
    record(action="user.closed", actor=actor, acting_as=acting_as, target=user, data={"reason": reason})


@transaction.atomic
def rename_agency(
    *, agency: Agency, code: str, name: str, valid_from: date, basis: str, actor: Any, today: date
) -> Agency:
    """Give a unit a new name and code from a day on; the old ones stay as a dated row and are still found.

    The unit's address (slug) and the numbers already drawn do not change.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    acting_as = require(actor, Action.AGENCIES_MANAGE, agency, today)
    taken = Agency.objects.filter(code__iexact=code).exclude(pk=agency.pk).first()
    if taken is not None:
        raise InputError(f"Singkatan {code} dipakai oleh {taken}. Pilih yang lain.", field="code")
    begins = agency.names.filter(valid_until__isnull=False).order_by("-valid_until").first()
    AgencyName.objects.create(
        agency=agency, code=agency.code, name=agency.name, basis=basis,
        valid_from=begins.valid_until + timedelta(days=1) if begins and begins.valid_until else None,
        valid_until=valid_from - timedelta(days=1),
    )  # fmt: skip
    before = {"code": agency.code, "name": agency.name}
    agency.code, agency.name = code, name
    agency.save(update_fields=["code", "name"])
    record(
        action="agency.renamed", actor=actor, acting_as=acting_as, target=agency, agency=agency,
        data={"before": before, "after": {"code": code, "name": name}, "from": valid_from, "basis": basis},
    )  # fmt: skip
    return agency


def let_go(user: Any, agency: Agency | None) -> None:
    """Take from ``user`` what Wagtail would leave: locks, mail about pages, the right to cancel a
    submission.
    """
    agency_id = agency.pk if agency is not None else None
    roots = [root.page_id for root in homes.page_roots() if agency_id in (None, root.agency_id)]
    for root in Page.objects.filter(pk__in=roots):
        pages = Page.objects.descendant_of(root, inclusive=True)
        PageSubscription.objects.filter(user=user, page__in=pages).delete()
        pages.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
        keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
        WorkflowState.objects.active().filter(
            requested_by=user, object_id__in=keys, base_content_type__model="page"
        ).update(requested_by=None)
    homes.leave(user, agency_id)


def _check_scope(role: Role, agency: Agency | None) -> None:
    if role in AGENCY_ROLES and agency is None:
        raise InputError(f"{role.label} terikat pada satu perangkat daerah. Pilih unitnya.", field="agency")
    if role not in AGENCY_ROLES and agency is not None:
        raise InputError(f"{role.label} berlaku untuk seluruh kota. Kosongkan unitnya.", field="agency")


def _check_days(valid_from: date, valid_until: date | None, capacity: Capacity | str) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise InputError("Tanggal akhir tidak boleh sebelum tanggal mulai.", field="valid_until")
    if Capacity(capacity) is not Capacity.FULL and valid_until is None:
        raise InputError("Penugasan Plt. atau Plh. harus punya tanggal akhir.", field="valid_until")


def _check_overlap(
    user: Any, role: Role, agency: Agency | None, valid_from: date, valid_until: date | None
) -> None:
    same = Membership.objects.filter(user=user, role=role, agency=agency).exclude(valid_until__lt=valid_from)
    if valid_until is not None:
        same = same.filter(valid_from__lte=valid_until)
    found = same.first()
    if found is not None:
        raise RuleViolation(
            f"{user} sudah memegang peran ini sejak {tanggal(found.valid_from)}. "
            "Akhiri dahulu penugasan itu.",
            code="overlap",
        )


def _described(membership: Membership) -> dict[str, Any]:
    return {
        "user": membership.user_id,
        "role": membership.role,
        "capacity": membership.capacity,
        "from": membership.valid_from,
        "until": membership.valid_until,
        "decree": membership.decree_number,
    }
