"""What every desk view shares: the right to be here, and the one case it is about."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action, allows, rows
from requests_app.models import InformationRequest


class DeskColumn(Column):
    """A cell drawn from the row's facts (``instance.desk``); each desk has its cells in a folder of its own."""

    folder = "requests_app/desk/cells"

    def __init__(self, name: str, label: Any, sort_key: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, label=label, sort_key=sort_key, accessor="pk", **kwargs)
        self.cell_template_name = f"{self.folder}/{name}.html"


class DeskAccess:
    """Refuses everyone without the right: not found, so that nothing tells what exists."""

    action: Action
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not allows(request.user, self.action):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ActOfTable(DeskAccess):
    """A form for one act of the law: right, words and form stand in the row that the address names."""

    acts: Mapping[str, Any]
    kwargs: dict[str, Any]

    @property
    def act(self) -> Any:
        try:
            return self.acts[self.kwargs["act"]]
        except KeyError:
            raise Http404 from None

    @property
    def action(self) -> Action:  # type: ignore[override]
        return cast(Action, self.act.right)

    @property
    def intro(self) -> Any:
        return self.act.intro

    def get_page_title(self) -> str:
        return _t(self.act.action.label)

    def get_form_class(self) -> Any:
        return self.act.form

    def get_done(self) -> Any:
        return self.act.done


class CaseMixin(DeskAccess, WagtailAdminTemplateMixin):
    """A view about one case of an agency that the officer's right reaches; any other case is not found."""

    kwargs: dict[str, Any]
    header_icon = "form"

    @cached_property
    def case(self) -> InformationRequest:
        reachable = rows(
            InformationRequest.objects.select_related("agency", "filed_with", "assigned_to"),
            self.request.user,
            self.action,
        )
        return get_object_or_404(reachable, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request, self.kwargs = request, kwargs
        _ = self.case
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": _("Permohonan")},
            {"url": reverse("desk:case", args=[self.case.pk]), "label": self.case.number},
            *([{"url": "", "label": self.get_page_title()}] if self.get_page_title() else []),
        ]
