"""A snippet viewset whose every view knows the agency of its row.

Usage, in an upper app::

    class EntryViewSet(AgencySnippetViewSet):
        model = ListEntry
        agency_policy = AgencyModelPolicy(ListEntry, {"view": Action.ENTRY_VIEW, ...})

Forms limit the agency field by AgencyFormMixin (portal.agencies.form_guard).
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.models import TaskState
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    CopyView,
    SnippetViewSet,
    WorkflowActionView,
    WorkflowPreviewView,
)

from .wagtail_policy import AgencyModelPolicy, RowPolicy

_WITHOUT_CHECK = (
    WorkflowActionView,
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    WorkflowPreviewView,
)


class RowGuardMixin:
    """Stands before every view of the viewset: a foreign row is not found, an own one is judged as
    itself.
    """

    agency_policy: AgencyModelPolicy
    agency_row: Model | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        key = kwargs.get("pk", args[0] if args else None)
        if key is not None:
            self.agency_row = self._find_row(request, key)
            self._check_workflow(request, kwargs)
            if not isinstance(self, CopyView):
                self.permission_policy = RowPolicy(self.agency_policy, self.agency_row)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def _find_row(self, request: HttpRequest, key: Any) -> Model:
        try:
            row = self.agency_policy.rows(request.user).filter(pk=unquote(str(key))).first()
        except (ValueError, TypeError, ValidationError):
            row = None
        if row is None:
            raise Http404
        return row

    def _check_workflow(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        """Wagtail loads the task state by its id alone, and lets anyone confirm a cancellation."""
        state_id = kwargs.get("task_state_id")
        states = TaskState.objects.for_instance(self.agency_row)
        if state_id is not None and not states.filter(pk=state_id).exists():
            raise Http404
        if isinstance(self, _WITHOUT_CHECK) and not self.agency_policy.user_has_permission_for_instance(
            request.user, "change", self.agency_row
        ):
            raise PermissionDenied


class FormGuardMixin(RowGuardMixin):
    """For views that save: the agency chosen in the form must be within reach too."""

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        user = self.request.user  # type: ignore[attr-defined]
        word = "change" if self.agency_row is not None and not isinstance(self, CopyView) else "add"
        words = {word, "publish"} if getattr(self, "action", "") == "publish" else {word}
        if all(
            self.agency_policy.user_has_permission_for_instance(user, word, form.instance) for word in words
        ):
            return True
        form.add_error(None, _("Anda tidak berwenang melakukannya untuk perangkat daerah ini."))
        # Wagtail's form_invalid() reads both.
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return False


class _RowsOnly:
    """Chooser views offer, and hand over, only rows of the policy."""

    permission_policy: AgencyModelPolicy

    def _rows(self) -> QuerySet[Any]:
        return self.permission_policy.rows(self.request.user)  # type: ignore[attr-defined]

    def get_object_list(self) -> QuerySet[Any]:
        return self._rows()

    def get_object(self, pk: Any) -> Model:
        return self._rows().get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[Any]:
        found = self._rows().filter(pk__in=[pk for pk in pks if str(pk).isdigit()])
        if len(found) != len(set(pks)):
            raise Http404
        return found


class _NothingCreated(SnippetCreateView):
    """Stock Wagtail answers here although there is no form: a row is made on its own page only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise Http404


class AgencyChooserViewSet(SnippetChooserViewSet):
    """The chooser of an agency's rows; it creates nothing."""

    choose_view_class = type("AgencyChooseView", (_RowsOnly, ChooseView), {"permission_policy": None})
    choose_results_view_class = type(
        "AgencyChooseResultsView", (_RowsOnly, ChooseResultsView), {"permission_policy": None}
    )
    chosen_view_class = type("AgencyChosenView", (_RowsOnly, SnippetChosenView), {"permission_policy": None})
    create_view_class = _NothingCreated
    chosen_multiple_view_class = type(
        "AgencyChosenMultipleView", (_RowsOnly, SnippetChosenMultipleView), {"permission_policy": None}
    )


class AgencySnippetViewSet(SnippetViewSet):
    """Set ``agency_policy`` (and ``model``); the rest of SnippetViewSet works as usual."""

    agency_policy: AgencyModelPolicy
    chooser_viewset_class = AgencyChooserViewSet

    @property
    def permission_policy(self) -> AgencyModelPolicy:
        return self.agency_policy

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        guard = FormGuardMixin if hasattr(view_class, "is_valid") else RowGuardMixin
        guarded = type(view_class.__name__, (guard, view_class), {"agency_policy": self.agency_policy})
        return super().construct_view(guarded, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.agency_policy.rows(request.user)

    @property
    def url_finder_class(self) -> type:
        return type(
            "_AgencyURLFinder",
            (ModelAdminURLFinder,),
            {"permission_policy": self.agency_policy, "edit_url_name": self.get_url_name("edit")},
        )

    @cached_property
    def chooser_viewset(self) -> Any:
        return self.chooser_viewset_class(
            self.get_chooser_admin_url_namespace(),
            model=self.model,
            url_prefix=self.get_chooser_admin_base_path(),
            icon=self.icon,
            per_page=self.chooser_per_page,
            permission_policy=self.agency_policy,
        )


class AgencyBulkDelete(DeleteBulkAction):
    """Bulk delete over the policy's rows only; subclass with ``models`` and ``agency_policy``, and
    register it with ``register_bulk_action`` at order=100.
    """

    agency_policy: AgencyModelPolicy

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        return model._default_manager.filter(pk__in=object_ids)

    def get_actionable_objects(self) -> Any:
        # Rows out of reach are left out silently: the stock page would list their titles.
        objects, _without = self._actionable_objects
        return objects, {"items_with_no_access": []}

    def check_perm(self, snippet: Model) -> bool:
        return self.agency_policy.user_has_permission_for_instance(self.request.user, "delete", snippet)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return self.agency_policy.rows(self.request.user).values_list("pk", flat=True)
