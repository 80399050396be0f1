"""The two steps that news may pass: the agency's PPID, and DKISS's editor when that task is switched on.

One workflow serves all agencies: who may act is decided per item, by the agency it belongs to.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState

from portal.content.messages import tell_approved, tell_returned, tell_reviewers


class _AgencyTask(Task):
    class Meta:
        abstract = True

    #: Decided by DKISS rather than by the item's own agency.
    is_city = False

    def _may_act(self, obj: Any, user: Any) -> bool:
        raise NotImplementedError

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        task_state: TaskState = super().start(workflow_state, user=user)
        tell_reviewers(task_state=task_state, is_city=self.is_city, by=user, now=timezone.now())
        return task_state

    def _agencies(self, user: Any) -> set[int] | None:
        """Ids of the agencies whose items this user decides; None means all."""
        raise NotImplementedError

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._may_act(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._may_act(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self._may_act(obj, user):
            return []
        return [
            ("reject", _("Kembalikan untuk diperbaiki"), True),
            ("approve", _("Setujui"), False),
            ("approve", _("Setujui dengan catatan"), True),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # Wagtail loads the task state by its id alone: the real object decides, not the one in the address.
        if not self._may_act(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)
        tell = {"reject": tell_returned, "approve": tell_approved}.get(action_name)
        if tell is not None:
            tell(task_state=task_state, by=user, comment=kwargs.get("comment", ""), now=timezone.now())

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        from portal.content.models import NewsPage

        states: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        agencies = self._agencies(user)
        if agencies is None:
            return states
        if not agencies:
            return states.none()
        own = NewsPage.objects.filter(agency__in=agencies).values(key=Cast("pk", CharField()))
        return states.filter(workflow_state__object_id__in=own)


class AgencyReviewTask(_AgencyTask):
    """PPID Pelaksana of the item's own agency, or DKISS in its place."""

    class Meta:
        verbose_name = _("pemeriksaan PPID Pelaksana")
        verbose_name_plural = _("pemeriksaan PPID Pelaksana")

    def _may_act(self, obj: Any, user: Any) -> bool:
        from portal.content.permissions import may_review

        # A workflow state knows its object as a plain Page.
        agency_id = getattr(obj.specific if isinstance(obj, Page) else obj, "agency_id", None)
        return agency_id is not None and may_review(user, agency_id, timezone.localdate())

    def _agencies(self, user: Any) -> set[int] | None:
        from portal.content.permissions import reviewed_agencies

        return reviewed_agencies(user, timezone.localdate())

    @classmethod
    def get_description(cls) -> Any:
        return _("PPID Pelaksana perangkat daerah yang menulisnya memeriksa dan menerbitkan.")


class EditorTask(_AgencyTask):
    """An editor of DKISS; switched off unless DKISS wants to read news before it goes out."""

    is_city = True

    class Meta:
        verbose_name = _("penyuntingan DKISS")
        verbose_name_plural = _("penyuntingan DKISS")

    def _may_act(self, obj: Any, user: Any) -> bool:
        from portal.content.permissions import is_city_officer

        return is_city_officer(user, timezone.localdate())

    def _agencies(self, user: Any) -> set[int] | None:
        from portal.content.permissions import is_city_officer

        return None if is_city_officer(user, timezone.localdate()) else set()

    @classmethod
    def get_description(cls) -> Any:
        return _("Penyunting DKISS membaca berita sebelum terbit.")
