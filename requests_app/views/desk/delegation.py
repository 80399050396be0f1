"""Decrees by which PPID Utama lets a unit's PPID Pelaksana sign refusals."""

from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.forms.refusal import DelegationForm
from requests_app.models import SigningDelegation
from requests_app.services import delegating

PER_PAGE = 20


class DelegationAccess:
    """Only who signs for the whole city; for everybody else the page does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not delegating.may_delegate(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DelegationsView(DelegationAccess, WagtailAdminTemplateMixin, FormView):
    template_name = "requests_app/desk/delegations.html"
    form_class = DelegationForm
    page_title = _("Pendelegasian tanda tangan penolakan")
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("desk:list"), "label": _("Permohonan")}, here]

    def get_success_url(self) -> str:
        return reverse("desk:delegations")

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        try:
            delegating.record_delegation(**form.cleaned_data, by=self.request.user, now=timezone.now())
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Pendelegasian tercatat."))
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SigningDelegation.objects.select_related("agency", "recorded_by")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        today = timezone.localdate()
        active = set(SigningDelegation.objects.active_on(today).values_list("pk", flat=True))
        return {**super().get_context_data(**kwargs), "page": page, "active": active}


class EndView(DelegationAccess, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, delegation: int) -> HttpResponse:
        row = get_object_or_404(SigningDelegation, pk=delegation)
        delegating.end_delegation(delegation=row, by=request.user, now=timezone.now())
        messages.success(request, _("Pendelegasian diakhiri."))
        return HttpResponseRedirect(reverse("desk:delegations"))
