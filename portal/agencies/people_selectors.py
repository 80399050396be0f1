"""Staff as DKISS looks at them: who has never signed in, whose invitation has run out, who holds what."""

from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Invitation, User

from . import policy
from .models import Membership
from .rights import Action, Scope

STATES = {
    "never": _("Belum pernah masuk"),
    "expired": _("Undangan habis"),
    "uninvited": _("Belum diundang"),
    "active": _("Aktif"),
    "closed": _("Ditutup"),
}


def people_for(viewer: Any, *, now: datetime, today: date) -> QuerySet[User]:
    """Staff within the viewer's reach, with ``state`` and their memberships (two queries whatever the
    number).
    """
    people = User.objects.filter(is_superuser=False)
    if policy.scope(viewer, Action.MEMBERS_VIEW) is not Scope.CITY:
        own = policy.agency_ids(viewer, Action.MEMBERS_VIEW)
        bound = Membership.objects.active_on(today).filter(agency__in=own)
        people = people.filter(pk__in=bound.values("user"))
    open_invitation = Invitation.objects.filter(
        user=OuterRef("pk"), accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    any_invitation = Invitation.objects.filter(user=OuterRef("pk"))
    memberships = Membership.objects.select_related("agency").order_by("-valid_from")
    return people.annotate(
        is_invited=Exists(open_invitation),
        was_invited=Exists(any_invitation),
        state=Case(
            When(is_active=False, then=Value("closed")),
            When(last_login__isnull=False, then=Value("active")),
            When(Q(is_invited=True), then=Value("never")),
            When(Q(was_invited=True) & Q(password__startswith="!"), then=Value("expired")),  # noqa: S106
            When(Q(password__startswith="!"), then=Value("uninvited")),  # noqa: S106
            default=Value("never"),
            output_field=CharField(),
        ),
    ).prefetch_related(Prefetch("memberships", memberships, to_attr="held"))
