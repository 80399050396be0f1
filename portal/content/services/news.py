"""Withdrawing news with a reason, and asking DKISS's editor or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from portal.audit.services import record
from portal.content import permissions
from portal.content.models import AgencyIndexPage, AgencyReviewTask, EditorTask, NewsPage
from portal.kernel.errors import InputError, NotAllowed
from portal.kernel.moments import wib_date

REASON_LENGTH = 300


def note_reason(*, page: NewsPage, reason: str, actor: Any, now: datetime) -> None:
    """Keep why a news item leaves the public; it stands on the stub that answers 410.

    Raises InputError without a reason and NotAllowed without the right.
    """
    words = " ".join(reason.split())
    if not words:
        raise InputError(_("Tulis alasan penarikan. Alasan ini dibaca warga di halaman yang ditarik."))
    if len(words) > REASON_LENGTH:
        raise InputError(_("Ringkas alasannya menjadi paling banyak %s huruf.") % REASON_LENGTH)
    if not page.permissions_for_user(actor).can_unpublish():
        raise NotAllowed(_("Hanya PPID Pelaksana perangkat daerah ini dan DKISS yang dapat menarik berita."))
    page.withdrawn_reason, page.withdrawn_at = words, now
    NewsPage.objects.filter(pk=page.pk).update(withdrawn_reason=words, withdrawn_at=now)
    record(
        actor=actor, action="news.withdraw", target=page, agency=page.agency, data={"reason": words}, at=now
    )


@transaction.atomic
def withdraw_news(*, page: NewsPage, reason: str, actor: Any, now: datetime) -> None:
    """Take a live news item from the public: off the lists, out of search, a stub in its place."""
    note_reason(page=page, reason=reason, actor=actor, now=now)
    UnpublishPageAction(page, user=actor).execute(skip_permission_checks=True)


@transaction.atomic
def ensure_workflow() -> Workflow:
    """The one workflow of news, on all microsites: the agency's PPID, then DKISS's editor if switched on."""
    workflow, _made = Workflow.objects.get_or_create(name="Berita", defaults={"active": True})
    if not workflow.workflow_tasks.exists():
        review = AgencyReviewTask.objects.create(name="Pemeriksaan PPID Pelaksana", active=True)
        editing = EditorTask.objects.create(name="Penyuntingan DKISS", active=False)
        for order, task in enumerate((review, editing)):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    root = AgencyIndexPage.objects.first()
    if root is not None:
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    return workflow


@transaction.atomic
def ask_editor(*, required: bool, actor: Any, now: datetime) -> None:
    """Switch the editor of DKISS between agencies and the public on or off; items waiting for him go on."""
    if not permissions.is_city_officer(actor, wib_date(now)):
        raise NotAllowed(_("Hanya DKISS yang dapat mengatur langkah penyuntingan."))
    for task in EditorTask.objects.select_for_update():
        if required:
            task.active = True
            task.save(update_fields=["active"])
        elif task.active:
            task.deactivate(user=actor)
    record(actor=actor, action="news.editor_step", data={"required": required}, at=now)
