"""What every desk view about one objection shares."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.models import Objection
from requests_app.objection_selectors import objections_for
from requests_app.views.desk.base import DeskAccess
from requests_app.views.desk.keeping import KeptUploads


class ObjectionMixin(DeskAccess, WagtailAdminTemplateMixin):
    """A view about one objection that the officer's right reaches; any other is not found."""

    kwargs: dict[str, Any]
    header_icon = "comment"

    @cached_property
    def objection(self) -> Objection:
        return get_object_or_404(objections_for(self.request.user, self.action), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request, self.kwargs = request, kwargs
        _found = self.objection
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = reverse("objections:objection", args=[self.objection.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("objections:list"), "label": _("Keberatan")},
            {"url": page, "label": self.objection.number},
            *([{"url": "", "label": self.get_page_title()}] if self.get_page_title() else []),
        ]


class ObjectionFormView(KeptUploads, ObjectionMixin, FormView):
    """A form about one objection. ``perform`` calls the service; its errors land on the field they name."""

    template_name = "requests_app/desk/objections/form.html"
    form_class: type[django_forms.Form] = django_forms.Form
    intro: Any = ""
    done: Any = ""

    @property
    def about(self) -> Objection:
        return self.objection

    def perform(self, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse("objections:objection", args=[self.objection.pk])

    def get_done(self) -> Any:
        return self.done

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        self.bound_form = form
        try:
            self.perform(form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "objection": self.objection,
            "intro": self.intro,
            "submit_label": self.get_page_title(),
        }
