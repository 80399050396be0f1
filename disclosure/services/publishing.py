"""Making entries public and taking them down. The admin, the workflow, imports and commands all come
through here or through Wagtail's own actions, which end in services.history.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import LogContext
from wagtail.models import Revision

from disclosure.models import ListEntry, Withdrawal
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.kernel.errors import InputError, NotAllowed, RuleViolation

#: Set on the instance while Wagtail unpublishes it, and read by the receiver of its signal.
STUB = "_withdrawal_stub"


def may_publish(user: Any, entry: ListEntry) -> bool:
    """PPID Pelaksana of the entry's agency, or PPID Utama. What PPID Utama has withdrawn, only PPID Utama
    returns.
    """
    if not AgencyPolicy.allows(user, Action.ENTRY_PUBLISH, entry):
        return False
    return AgencyPolicy.scope(user, Action.ENTRY_PUBLISH) is Scope.CITY or not is_withdrawn_by_city(entry)


def is_withdrawn_by_city(entry: ListEntry) -> bool:
    if entry.pk is None or entry.live:
        return False
    last = entry.withdrawals.order_by("-at", "-pk").first()
    return last is not None and last.kind == Withdrawal.Kind.WITHDRAWN


@transaction.atomic
def publish_entry(*, entry: ListEntry, by: Any, now: datetime) -> ListEntry:
    """Make the latest revision public, live at once or on its go-live date.

    Raises NotAllowed, and InputError when the entry lacks a column of Lampiran I.
    """
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    if not AgencyPolicy.allows(by, Action.ENTRY_PUBLISH, held):
        raise NotAllowed(_("Hanya PPID Pelaksana unit ini atau PPID Utama yang dapat menerbitkan."))
    if not may_publish(by, held):
        raise NotAllowed(_("Entri ini ditarik oleh PPID Utama. Minta PPID Utama menerbitkannya kembali."))
    latest = held.get_latest_revision()
    check_columns(latest.as_object() if latest else held)
    revision = latest or held.save_revision(user=by)
    with LogContext(user=by):
        revision.publish(user=by, skip_permission_checks=True)
    return ListEntry.objects.get(pk=held.pk)


def check_columns(entry: ListEntry) -> None:
    """The seven columns of Lampiran I must be filled before the public sees the line (PERKI 1/2021 Art
    21(2)).
    """
    for name in ("title", "summary", "holder", "responsible", "made_when", "forms_available", "retention"):
        if not str(getattr(entry, name) or "").strip():
            label = ListEntry._meta.get_field(name).verbose_name
            raise InputError(_("Isi kolom “%(column)s” sebelum menerbitkan.") % {"column": label}, field=name)


@transaction.atomic
def unpublish_entry(*, entry: ListEntry, by: Any, reason: str, now: datetime) -> ListEntry:
    """The agency takes its entry down; title, dates and reason stay public as a stub."""
    return _take_down(entry, by, reason, Withdrawal.Kind.UNPUBLISHED, Action.ENTRY_WITHDRAW)


@transaction.atomic
def withdraw_entry(*, entry: ListEntry, by: Any, reason: str, now: datetime) -> ListEntry:
    """PPID Utama withdraws an agency's entry; the agency cannot publish it again by itself."""
    if AgencyPolicy.scope(by, Action.ENTRY_WITHDRAW) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang dapat menarik entri."))
    return _take_down(entry, by, reason, Withdrawal.Kind.WITHDRAWN, Action.ENTRY_WITHDRAW)


def _take_down(entry: ListEntry, by: Any, reason: str, kind: str, action: Action) -> ListEntry:
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    if not AgencyPolicy.allows(by, action, held):
        raise NotAllowed(_("Anda tidak bertugas menurunkan entri unit ini."))
    if not reason.strip():
        raise InputError(_("Tulis alasannya; alasan ini tampil kepada umum."), field="reason")
    if not held.live:
        raise RuleViolation(_("Entri ini tidak sedang terbit."))
    setattr(held, STUB, (kind, reason.strip()[:300]))
    with LogContext(user=by):
        UnpublishAction(held, user=by).execute(skip_permission_checks=True)
    return held


def settle_schedule(*, now: datetime) -> int:
    """Carry out what was scheduled and is due: go-lives first, then expiries. Needs no worker: any
    request may call it, it costs two indexed look-ups when nothing is due. Returns how many entries
    changed.
    """
    changed = 0
    due = Revision.objects.filter(
        base_content_type__app_label="disclosure",
        base_content_type__model="listentry",
        approved_go_live_at__lte=now,
    ).order_by("approved_go_live_at")
    for revision in due:
        with transaction.atomic():
            locked = (
                Revision.objects.select_for_update()
                .filter(pk=revision.pk, approved_go_live_at__isnull=False)
                .first()
            )
            if locked is not None:
                locked.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
                changed += 1
    for entry in ListEntry.objects.filter(live=True, expire_at__lte=now):
        with transaction.atomic():
            held = ListEntry.objects.select_for_update().get(pk=entry.pk)
            if held.live:
                UnpublishAction(held, set_expired=True, log_action="wagtail.unpublish.scheduled").execute(
                    skip_permission_checks=True
                )
                changed += 1
    return changed
