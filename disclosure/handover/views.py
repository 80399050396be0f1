"""The hand-over screen and the successor's guide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.handover.forms import HandoverForm
from disclosure.handover.guide import guide_pdf
from disclosure.handover.models import Handover
from disclosure.handover.services import Decree, hand_over_office
from disclosure.handover.work import work_with
from portal.agencies import policy
from portal.agencies.models import Membership
from portal.agencies.people_views import crumbs, needs
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.files.services import store_upload
from portal.files.serving import download_response
from portal.files.validation import IDENTITY_KINDS
from portal.form_errors import put_on
from portal.kernel.errors import PortalError


@needs(Action.MEMBERS_MANAGE)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What lies open with this officer, who takes it, and by which decree."""
    rows = Membership.objects.select_related("user", "agency").filter(agency__isnull=False)
    held = get_object_or_404(AgencyPolicy.rows(rows, request.user, Action.MEMBERS_MANAGE), pk=pk)
    now = timezone.now()
    today = timezone.localdate(now)
    if not held.is_current_on(today) or held.agency is None:
        raise Http404
    form = HandoverForm(request.POST or None, request.FILES or None, giver=held.user, today=today)
    if request.method == "POST" and form.is_valid() and (done := _do(request, held, form)):
        return done
    title = _("Serah terima: %s") % policy.title_of(held, today)
    context: dict[str, Any] = {
        "page_title": title, "header_title": title, "header_icon": "user", "breadcrumbs_items": crumbs(title),
        "form": form, "held": held, "work": work_with(held.user, held.agency, now),
    }  # fmt: skip
    return TemplateResponse(request, "handover/form.html", context)


def _do(request: HttpRequest, held: Membership, form: HandoverForm) -> HttpResponse | None:
    data, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            upload = data["decree_file"]
            stored = (
                store_upload(upload=upload, now=now, uploaded_by=request.user, kinds=IDENTITY_KINDS)
                if upload
                else None
            )
            done = hand_over_office(
                membership=held, to=data["to"], decree=Decree(data["decree_number"], data["decree_date"], stored),
                closes_account=data["closes_account"], by=request.user, now=now,
            )  # fmt: skip
    except PortalError as error:
        put_on(form, error)
        return None
    messages.success(
        request,
        _("Sudah diserahkan kepada %(taker)s, yang diberi tahu bersama panduan dua halaman.")
        % {"taker": done.taker},
    )
    return redirect("handover:done", pk=done.pk)


@needs(Action.MEMBERS_MANAGE)
@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over, with decree and guide to print."""
    rows = Handover.objects.select_related("giver", "taker", "agency", "decree_file", "by")
    found = get_object_or_404(AgencyPolicy.rows(rows, request.user, Action.MEMBERS_MANAGE), pk=pk)
    title = _("Serah terima %(agency)s") % {"agency": found.agency}
    context = {
        "page_title": title, "header_title": title, "header_icon": "user", "breadcrumbs_items": crumbs(title),
        "handover": found,
    }  # fmt: skip
    return TemplateResponse(request, "handover/done.html", context)


@needs(Action.MEMBERS_MANAGE)
@require_safe
def decree(request: HttpRequest, pk: int) -> Any:
    rows = Handover.objects.select_related("decree_file").filter(decree_file__isnull=False)
    found = get_object_or_404(AgencyPolicy.rows(rows, request.user, Action.MEMBERS_MANAGE), pk=pk)
    assert found.decree_file is not None  # noqa: S101 - filtered above
    return download_response(found.decree_file)


@require_safe
def guide(request: HttpRequest, agency: str) -> HttpResponse:
    """Two pages about this unit's own duties, for everyone who works for it."""
    unit = get_object_or_404(AgencyPolicy.agencies_for(request.user, Action.ENTRY_VIEW), slug=agency)
    made = guide_pdf(unit, timezone.now())
    response = HttpResponse(made.bytes, content_type="application/pdf")
    name = f"panduan-petugas-{unit.slug}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
