"""Who is told what on the way of a news item to the public.

The portal tells itself, through its outbox; Wagtail's own approval mails are off (``portal.wagtail_admin``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from portal.agencies.models import Role
from portal.agencies.rights import Action
from portal.agencies.selectors import holders_of, officers_of
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

_VARIABLES = ("title", "agency", "person", "note", "address")


def register_messages() -> None:
    registry.register(
        "news.submitted",
        subject=_("Berita menunggu pemeriksaan Anda: {title}"),
        body=_(
            "{person} mengajukan berita “{title}” ({agency}) untuk diterbitkan.\n\n"
            "Periksa di sini: {address}\n\n{note}"
        ),
        variables=_VARIABLES,
    )
    registry.register(
        "news.returned",
        subject=_("Berita perlu diperbaiki: {title}"),
        body=_(
            "{person} mengembalikan berita “{title}” ({agency}) untuk diperbaiki.\n\nCatatan: {note}\n\n"
            "Perbaiki lalu ajukan lagi: {address}"
        ),
        variables=_VARIABLES,
    )
    registry.register(
        "news.approved",
        subject=_("Berita Anda disetujui: {title}"),
        body=_(
            "{person} menyetujui berita “{title}” ({agency}). Berita tampil sekarang, atau pada waktu terbit yang "
            "Anda tulis.\n\nCatatan: {note}\n\n{address}"
        ),
        variables=_VARIABLES,
    )


def tell_reviewers(*, task_state: TaskState, is_city: bool, by: Any, now: datetime) -> int:
    """Everyone who can decide this step, but for who handed it in; once per step. Returns how many."""
    page = task_state.workflow_state.content_object.specific
    today = wib_date(now)
    if is_city:
        people = [held.user for held in holders_of(Role.NEWS_EDITOR, today).select_related("user")]
    else:
        people = list(officers_of(page.agency, Action.NEWS_PUBLISH, today))
    others = [person for person in people if person != by]
    for person in others:
        _tell("news.submitted", f"{task_state.pk}:{person.pk}", page, by, "", person, now)
    return len(others)


def tell_returned(*, task_state: TaskState, by: Any, comment: str, now: datetime) -> None:
    """Why the item came back, to whoever handed it in."""
    author = task_state.workflow_state.requested_by
    if author is not None and author != by:
        page = task_state.workflow_state.content_object.specific
        _tell("news.returned", str(task_state.pk), page, by, comment, author, now)


def tell_approved(*, task_state: TaskState, by: Any, comment: str, now: datetime) -> None:
    """Whoever handed the item in learns that the last step agreed to it."""
    state = task_state.workflow_state
    author = state.requested_by
    if state.status == WorkflowState.STATUS_APPROVED and author is not None and author != by:
        _tell("news.approved", str(state.pk), state.content_object.specific, by, comment, author, now)


def _tell(kind: str, key: str, page: Any, by: Any, note: str, to: Any, now: datetime) -> None:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_pages:edit", args=[page.pk])
    variables = {
        "title": page.title,
        "agency": page.agency.name if page.agency else "",
        "person": str(by or ""),
        "note": note or "–",
        "address": address,
    }
    notify(kind=kind, dedupe_key=f"{kind}:{key}", variables=variables, user=to, target=page, now=now)
