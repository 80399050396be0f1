"""The public pages of notices: running and past, their sheet, feed documents, picture and recording."""

from __future__ import annotations

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.emergency.cap import CONTENT_TYPE, cap_document
from disclosure.emergency.filters import NoticeFilterSet
from disclosure.emergency.models import EmergencyMessage, EmergencyNotice
from disclosure.emergency.papers import sheet_pdf
from disclosure.emergency.selectors import archive, earlier_messages
from portal.files.serving import media_response
from portal.kernel.errors import NotAllowed

PER_PAGE = 20


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """All notices, newest first; running ones say so."""
    filters = NoticeFilterSet(request.GET, archive(), request=request)
    valid = filters.is_valid()
    try:
        page = Paginator(filters.qs if valid else archive().none(), PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(_("Halaman daftar itu tidak ada.")) from error
    now = timezone.now()
    lines = [(notice, notice.is_running_at(now)) for notice in page]
    context = {"page": page, "lines": lines, "filters": filters, "clear": reverse("emergency:list")}
    return render(request, "emergency/list.html", context, status=200 if valid else 400)


@require_safe
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice; an ended one keeps its address and says that it is over."""
    notice = get_object_or_404(archive().select_related("picture", "audio"), pk=pk)
    messages = list(notice.messages.order_by("-number"))
    events = [
        {"title": m.get_kind_display(), "moment": m.sent_at, "text": m.note, "number": m.number}
        for m in messages
    ]
    context = {
        "notice": notice,
        "is_running": notice.is_running_at(timezone.now()),
        "events": events,
        "updated_at": messages[0].sent_at if len(messages) > 1 else None,
    }
    return render(request, "emergency/notice.html", context)


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The A3 sheet for the notice board (PERKI 1/2021 Art 24(3))."""
    notice = get_object_or_404(archive().select_related("picture"), pk=pk)
    made = sheet_pdf(notice, request.build_absolute_uri(notice.get_absolute_url()))
    response = HttpResponse(made.bytes, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="serta-merta-{notice.pk}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def cap(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One message as CAP 1.2, as it was sent; it never changes again."""
    message = get_object_or_404(
        EmergencyMessage.objects.select_related("notice__agency"), notice_id=pk, number=number
    )
    body = cap_document(message, earlier_messages(message), request.build_absolute_uri)
    return HttpResponse(body, content_type=CONTENT_TYPE)


def _media(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    notice = get_object_or_404(EmergencyNotice.objects.select_related(name), pk=pk)
    stored = getattr(notice, name)
    if stored is None:
        raise Http404
    try:
        return media_response(stored, request.headers.get("Range", ""))
    except NotAllowed as error:
        raise Http404 from error


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    return _media(request, pk, "picture")


@require_safe
def audio(request: HttpRequest, pk: int) -> HttpResponse:
    return _media(request, pk, "audio")
