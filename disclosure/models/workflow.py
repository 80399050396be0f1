"""The steps between a draft and the public: PPID Pelaksana, and PPID Utama where the city asks for it.

One workflow serves all agencies; who may act is decided per entry, by the agency that its row names.
Wagtail loads a task state by its id alone, so every act asks about the real object, never about the
address.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from disclosure.law.editions import ReviewMode
from disclosure.messages import tell_approved, tell_author, tell_reviewers
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope

from .catalogue import CATEGORY_CHOICES

AGENCY_WORKFLOW = "Penerbitan daftar informasi"
CITY_WORKFLOW = "Penerbitan daftar informasi dengan pemeriksaan PPID Utama"


class CityReviewRule(models.Model):
    """PPID Utama wants to read before the public does: all of an agency, all of a category, or their meeting.
    Or it lets an agency publish first and reads one entry in ten afterwards.
    """

    class Mode(models.TextChoices):
        BEFORE = ReviewMode.BEFORE.value, _("Diperiksa sebelum terbit")
        SAMPLE = ReviewMode.SAMPLE.value, _("Terbit dulu, satu dari sepuluh diperiksa sesudahnya")

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("perangkat daerah")
    )
    category = models.CharField(_("kategori"), max_length=12, choices=CATEGORY_CHOICES, blank=True)
    mode = models.CharField(_("cara"), max_length=6, choices=Mode, default=Mode.BEFORE)
    # Of publish-first only: where the sample falls, and how many publications were counted since the switch.
    seed = models.CharField(max_length=32, blank=True, editable=False)
    counted = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("pemeriksaan PPID Utama")
        verbose_name_plural = _("pemeriksaan PPID Utama")
        constraints = [
            models.UniqueConstraint(fields=["agency", "category"], name="city_review_once"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(category=""), name="city_review_names_something"
            ),
            models.CheckConstraint(
                condition=~Q(mode="sample") | (Q(agency__isnull=False) & Q(category="")),
                name="city_sample_is_of_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or 'semua'} · {self.get_category_display() or 'semua'}"


class _EntryTask(Task):
    class Meta:
        abstract = True

    def may_act(self, entry: Any, user: Any) -> bool:
        raise NotImplementedError

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        task_state: TaskState = super().start(workflow_state, user=user)
        tell_reviewers(
            task_state=task_state, is_city=isinstance(self, CityReviewTask), by=user, now=timezone.now()
        )
        return task_state

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        entry = task_state.workflow_state.content_object
        if not self.may_act(entry, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)
        tell = {"reject": tell_author, "approve": tell_approved}.get(action_name)
        if tell is not None:
            tell(task_state=task_state, by=user, comment=kwargs.get("comment", ""), now=timezone.now())

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.may_act(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_act(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_act(obj, user):
            return []
        return [
            ("reject", _("Kembalikan untuk diperbaiki"), True),
            ("approve", _("Setujui"), False),
            ("approve", _("Setujui dengan catatan"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        states: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if AgencyPolicy.scope(user, Action.ENTRY_PUBLISH) is Scope.CITY:
            return states
        if isinstance(self, CityReviewTask):
            return states.none()
        own = AgencyPolicy.rows(
            apps.get_model("disclosure", "ListEntry").objects.all(), user, Action.ENTRY_PUBLISH
        )
        return states.filter(workflow_state__object_id__in=own.values(key=Cast("pk", CharField())))


class EntryReviewTask(_EntryTask):
    """PPID Pelaksana of the entry's own agency, or PPID Utama in its place."""

    class Meta:
        verbose_name = _("pemeriksaan entri oleh PPID Pelaksana")
        verbose_name_plural = _("pemeriksaan entri oleh PPID Pelaksana")

    def may_act(self, entry: Any, user: Any) -> bool:
        return entry is not None and AgencyPolicy.allows(user, Action.ENTRY_PUBLISH, entry)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # Wagtail picks the workflow before it knows the entry's agency; the rule is asked when it matters.
        entry = task_state.workflow_state.content_object
        if action_name == "approve" and entry is not None and needs_city_review(entry):
            _add_city_step(task_state.workflow_state)
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("PPID Pelaksana unit yang menulisnya memeriksa; setelah disetujui, entri langsung terbit.")


class CityReviewTask(_EntryTask):
    """PPID Utama, for the agencies and categories named in CityReviewRule."""

    class Meta:
        verbose_name = _("pemeriksaan entri oleh PPID Utama")
        verbose_name_plural = _("pemeriksaan entri oleh PPID Utama")

    def may_act(self, entry: Any, user: Any) -> bool:
        return AgencyPolicy.scope(user, Action.ENTRY_PUBLISH) is Scope.CITY

    @classmethod
    def get_description(cls) -> Any:
        return _("PPID Utama memeriksa sebelum terbit, untuk unit dan kategori yang dipilihnya.")


def _add_city_step(workflow_state: WorkflowState) -> None:
    longer = Workflow.objects.filter(name=CITY_WORKFLOW, active=True).first()
    if longer is not None and workflow_state.workflow_id != longer.pk:
        workflow_state.workflow = longer
        workflow_state.save(update_fields=["workflow"])


def rule_for(entry: Any) -> CityReviewRule | None:
    """The rule that speaks most closely of the entry (law.editions.review_mode)."""
    matching = CityReviewRule.objects.filter(
        Q(agency__isnull=True) | Q(agency_id=entry.agency_id), Q(category="") | Q(category=entry.category)
    )
    return max(matching, key=lambda rule: (rule.agency_id is not None, rule.category != ""), default=None)


def needs_city_review(entry: Any) -> bool:
    """Whether PPID Utama reads the entry before the public does."""
    rule = rule_for(entry)
    return rule is not None and rule.mode == CityReviewRule.Mode.BEFORE
