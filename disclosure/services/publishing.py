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

from disclosure.models import ListEntry, Withdrawal
from disclosure.models.workflow import needs_city_review
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
    if AgencyPolicy.scope(user, Action.ENTRY_PUBLISH) is Scope.CITY:
        return True
    return not is_withdrawn_by_city(entry) and not needs_city_review(entry)


def refusal_of(entry: ListEntry) -> str:
    """Why PPID Pelaksana cannot publish this entry, and what to do."""
    if is_withdrawn_by_city(entry):
        return _("Entri ini ditarik oleh PPID Utama. Minta PPID Utama menerbitkannya kembali.")
    return _("Entri ini diperiksa PPID Utama sebelum terbit. Ajukan lewat “Ajukan untuk diperiksa”.")


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
        raise NotAllowed(refusal_of(held))
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
