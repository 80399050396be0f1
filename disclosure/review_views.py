"""PPID Utama's own step before publication, switched on and off per agency or category."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CityReviewRule
from disclosure.models.catalogue import CATEGORY_NAMES
from disclosure.services.reviewing import ask_review, end_review
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.content.permissions import editor_is_asked
from portal.content.services.news import ask_editor
from portal.kernel.errors import PortalError


class RuleForm(forms.Form):
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Agency.objects.filter(dissolved_on__isnull=True),
        required=False,
        empty_label=_("Semua perangkat daerah"),
    )
    category = forms.ChoiceField(
        label=_("Kategori"),
        required=False,
        choices=[("", _("Semua kategori")), *((kind.value, CATEGORY_NAMES[kind]) for kind in PUBLISHABLE)],
    )
    mode = forms.ChoiceField(
        label=_("Cara"),
        choices=CityReviewRule.Mode.choices,
        required=False,
        initial=CityReviewRule.Mode.BEFORE,
    )

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or CityReviewRule.Mode.BEFORE


def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, and a form for one more."""
    if not AgencyPolicy.allows(request.user, Action.ITEM_APPROVE):
        raise PermissionDenied
    if "news" in request.POST:
        return _news_step(request)
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_review(**form.cleaned_data, by=request.user, now=timezone.now())
        except PortalError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Aturan berlaku mulai sekarang."))
            return redirect("duties:rules")
    found = CityReviewRule.objects.select_related("agency").order_by("agency__name", "category", "pk")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "news_is_read": editor_is_asked()}
    return render(request, "disclosure/admin/rules.html", context)


def _news_step(request: HttpRequest) -> HttpResponse:
    """Whether an editor of DKISS reads all news before the public does."""
    required = request.POST["news"] == "ask"
    ask_editor(required=required, actor=request.user, now=timezone.now())
    messages.success(
        request,
        _("Mulai sekarang penyunting DKISS membaca berita sebelum terbit.")
        if required
        else _("Langkah penyunting dihentikan; PPID Pelaksana menerbitkan berita sendiri."),
    )
    return redirect("duties:rules")


@require_POST
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    if not AgencyPolicy.allows(request.user, Action.ITEM_APPROVE):
        raise PermissionDenied
    rule = get_object_or_404(CityReviewRule.objects.select_related("agency"), pk=pk)
    end_review(rule=rule, by=request.user, now=timezone.now())
    messages.success(request, _("Pemeriksaan dihentikan; PPID Pelaksana menerbitkan sendiri."))
    return redirect("duties:rules")
