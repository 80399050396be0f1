"""Announcing from the officers' side: the list, the form, changing and ending."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from disclosure.emergency import services
from disclosure.emergency.filters import OwnNoticeFilterSet
from disclosure.emergency.forms import EndForm, NoticeForm, UpdateForm
from disclosure.emergency.media import keep_audio, keep_picture
from disclosure.emergency.models import CONTENT, EmergencyNotice
from disclosure.emergency.selectors import archive
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.kernel.errors import InputError, PortalError

PER_PAGE = 25


def _own(request: HttpRequest) -> Any:
    return AgencyPolicy.rows(archive(), request.user, Action.NOTICE_PUBLISH)


def _require(request: HttpRequest) -> None:
    if not AgencyPolicy.allows(request.user, Action.NOTICE_PUBLISH):
        raise PermissionDenied


def index(request: HttpRequest) -> HttpResponse:
    """Notices of the person's units, newest first; running ones can be changed and ended."""
    _require(request)
    filters = OwnNoticeFilterSet(request.GET, _own(request), request=request)
    rows = filters.qs if filters.is_valid() else _own(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    lines = [(notice, notice.is_running_at(now)) for notice in page]
    return render(request, "emergency/admin/index.html", {"page": page, "lines": lines, "filters": filters})


def _media(form: NoticeForm, request: HttpRequest) -> dict[str, Any]:
    """Keep what was sent beside the text; raises FileRefused on its field."""
    kept: dict[str, Any] = {}
    for name, keep in (("picture", keep_picture), ("audio", keep_audio)):
        upload = form.cleaned_data.get(name)
        if upload:
            kept[name] = keep(upload=upload, now=form.now, by=request.user)
    return kept


def _again(request: HttpRequest) -> dict[str, Any]:
    """The words of an earlier notice, for what happens again."""
    earlier = request.GET.get("dari", "")
    notice = _own(request).filter(pk=earlier).first() if earlier.isdigit() else None
    if notice is None:
        return {}
    kept = {
        name: getattr(notice, name) for name in CONTENT if name not in ("starts_at", "ends_at", "picture_alt")
    }
    return {**kept, "agency": notice.agency_id}


def new(request: HttpRequest) -> HttpResponse:
    """The form; what it sends is public in the next moment."""
    _require(request)
    form = NoticeForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        now=timezone.now(),
        initial=_again(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            notice = services.announce(
                agency=form.cleaned_data["agency"], by=request.user, now=form.now, values=form.values(),
                uid=form.cleaned_data["uid"], **_media(form, request),
            )  # fmt: skip
        except InputError as error:
            form.refuse(error)
        else:
            return _done(request, notice, _("Pengumuman sudah tampil di semua halaman portal."))
    return render(request, "emergency/admin/form.html", {"form": form})


def _done(request: HttpRequest, notice: EmergencyNotice, text: str) -> HttpResponse:
    buttons = [
        messages.button(notice.get_absolute_url(), _("Lihat halamannya")),
        messages.button(reverse("emergency:sheet", args=[notice.pk]), _("Cetak untuk papan pengumuman")),
    ]
    messages.success(request, text, buttons=buttons)
    return redirect("notices:index")


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a running notice: the new words stand at once, readers of the feed are told."""
    notice = get_object_or_404(_own(request), pk=pk)
    form = UpdateForm(
        request.POST or None, request.FILES or None, user=request.user, now=timezone.now(), notice=notice
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.update(
                notice=notice, by=request.user, now=form.now, values=form.values(), note=form.cleaned_data["note"],
                drop=form.dropped, **_media(form, request),
            )  # fmt: skip
        except InputError as error:
            form.refuse(error)
        except PortalError as error:
            messages.error(request, error.message)
            return redirect("notices:index")
        else:
            return _done(request, notice, _("Pengumuman sudah diperbarui di semua halaman portal."))
    return render(request, "emergency/admin/form.html", {"form": form, "notice": notice})


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a running notice down, with the reason that people read."""
    notice = get_object_or_404(_own(request), pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end(
                notice=notice, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except PortalError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Pengumuman sudah diakhiri dan turun dari semua halaman."))
        return redirect("notices:index")
    return render(request, "emergency/admin/end.html", {"form": form, "notice": notice})
