"""The power of attorney for a dispute: Atasan PPID represents the body and may appoint PPID (PERKI 1/2021 Art 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.models import Role
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from requests_app.models import Dispute, Letter
from requests_app.permissions import require
from requests_app.services._letters import number_for, write_letter

from ._transition import lock_dispute


@dataclass(frozen=True)
class Receiver:
    """Who goes to Komisi Informasi for the city."""

    name: str
    title: str
    nip: str = ""


def may_appoint(user: Any, dispute: Dispute) -> bool:
    """Only Atasan PPID, also as Plt. or Plh."""
    return Role.ATASAN_PPID in policy.roles_of(user) and policy.allows(
        user, Right.DISPUTE_WORK, dispute.agency
    )


def proxies_of(dispute: Dispute) -> QuerySet[Letter]:
    """The powers of attorney in force, oldest first."""
    found = Letter.objects.filter(kind=Letter.Kind.DISPUTE_PROXY, voided_at__isnull=True)
    return found.filter(data__dispute=dispute.pk).select_related("pdf", "signed").order_by("id")


@transaction.atomic
def appoint(*, dispute: Dispute, receivers: Sequence[Receiver], by: Any, now: datetime) -> Letter:
    """Write the power of attorney. Raises InputError (receivers), NotAllowed, RuleViolation once it has ended."""
    require(by, Right.DISPUTE_WORK, dispute.agency)
    if not may_appoint(by, dispute):
        raise NotAllowed(_("Hanya Atasan PPID yang memberi kuasa."), code="wrong_role")
    kept = [one for one in receivers if one.name.strip() or one.title.strip()]
    if not kept:
        raise InputError(_("Isi sedikitnya satu penerima kuasa."), field="name_1", code="no_receiver")
    for place, one in enumerate(kept, 1):
        if not (one.name.strip() and one.title.strip()):
            raise InputError(
                _("Isi nama dan jabatan penerima kuasa ke-%(n)s.") % {"n": place}, field=f"name_{place}",
                code="half_receiver",
            )  # fmt: skip
    kind, right = Letter.Kind.DISPUTE_PROXY, Right.DISPUTE_WORK
    number = number_for(dispute.agency, now, kind=kind, by=by, right=right)
    locked = lock_dispute(dispute.pk)
    if not locked.is_open:
        raise RuleViolation(_("Sengketa ini sudah selesai."), code="closed")
    case = locked.case
    letter = write_letter(
        case=case, agency=locked.agency, kind=kind, number=number, by=by, right=right, now=now,
        private={"opponent": locked.objection.name},
        data={
            "dispute": locked.pk, "dispute_number": locked.ki_number, "forum": settings.INFORMATION_COMMISSION,
            "request_number": case.number if case is not None else "",
            "matter": locked.objection.public_subject,
            "receivers": [{"name": o.name.strip(), "title": o.title.strip(), "nip": o.nip.strip()} for o in kept],
        },
    )  # fmt: skip
    record(action="dispute.proxy_written", actor=by, target=locked, agency=locked.agency, at=now,
           data={"letter": letter.pk})  # fmt: skip
    return letter
