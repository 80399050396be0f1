"""Programmes in the admin, and the photo for everyone."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from disclosure.programmes.forms import ProgrammeForm, ProgressForm
from disclosure.programmes.models import Programme, Progress
from disclosure.programmes.services import (
    note_progress,
    publish_programme,
    save_programme,
    withdraw_programme,
)
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.files.serving import media_response
from portal.form_errors import put_on
from portal.kernel.errors import NotAllowed, PortalError

PER_PAGE = 25


def _reach(request: HttpRequest | None) -> Any:
    if request is None:
        return Agency.objects.none()
    return AgencyPolicy.agencies_for(request.user, Action.ENTRY_VIEW).order_by("name")


class ProgrammeFilterSet(django_filters.FilterSet):
    agency = django_filters.ModelChoiceFilter(queryset=_reach, label=gettext_lazy("Perangkat daerah"))

    class Meta:
        model = Programme
        fields = ("agency",)


def _held(request: HttpRequest, pk: int, action: Action) -> Programme:
    return get_object_or_404(
        AgencyPolicy.rows(Programme.objects.select_related("agency"), request.user, action), pk=pk
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    if not AgencyPolicy.allows(request.user, Action.ENTRY_VIEW):
        raise PermissionDenied
    rows = AgencyPolicy.rows(Programme.objects.select_related("agency"), request.user, Action.ENTRY_VIEW)
    filterset = ProgrammeFilterSet(request.GET, queryset=rows.prefetch_related("progress"), request=request)
    page = Paginator(filterset.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filterset": filterset,
        "may_draft": AgencyPolicy.allows(request.user, Action.ENTRY_DRAFT),
    }
    return render(request, "programmes/index.html", context)


def new(request: HttpRequest) -> HttpResponse:
    if not AgencyPolicy.allows(request.user, Action.ENTRY_DRAFT):
        raise PermissionDenied
    return _form(request, None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _held(request, pk, Action.ENTRY_DRAFT))


def _form(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, instance=programme, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_programme(
                agency=form.cleaned_data["agency"], values=form.cleaned_data, by=request.user, now=timezone.now(),
                programme=programme,
            )  # fmt: skip
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Tersimpan sebagai konsep. Umum melihatnya setelah diterbitkan."))
            return redirect("programmes:edit", pk=saved.pk)
    return render(request, "programmes/form.html", _context(request, programme, form, ProgressForm()))


def _context(
    request: HttpRequest, programme: Programme | None, form: Any, progress_form: Any
) -> dict[str, Any]:
    may = bool(programme) and AgencyPolicy.allows(request.user, Action.ENTRY_PUBLISH, programme)
    return {"programme": programme, "form": form, "progress_form": progress_form, "may_publish": may}


@require_POST
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk, Action.ENTRY_DRAFT)
    form = ProgressForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            note_progress(programme=held, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Kemajuan dicatat. Umum melihatnya setelah diterbitkan."))
            return redirect("programmes:edit", pk=held.pk)
    context = _context(request, held, ProgrammeForm(instance=held, user=request.user), form)
    return render(request, "programmes/form.html", context, status=400)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, or take down when a reason is sent."""
    held = _held(request, pk, Action.ENTRY_PUBLISH)
    try:
        if "reason" in request.POST:
            withdraw_programme(
                programme=held, reason=request.POST["reason"], by=request.user, now=timezone.now()
            )
        else:
            publish_programme(programme=held, by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("Program ini diturunkan.") if "reason" in request.POST else _("Program ini terbit.")
        )
    return redirect("programmes:edit", pk=held.pk)


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of public progress of a public programme."""
    rows = Progress.objects.filter(
        published_at__isnull=False, programme__shown__isnull=False, picture__isnull=False
    )
    found = get_object_or_404(rows.select_related("picture"), pk=pk)
    assert found.picture is not None  # noqa: S101 - filtered above
    try:
        return media_response(found.picture, request.headers.get("Range", ""))
    except NotAllowed as error:
        raise Http404 from error
