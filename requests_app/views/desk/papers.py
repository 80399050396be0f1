"""What leaves the desk as a file, and what is revealed on purpose."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from portal.agencies.policy import Action as Right
from portal.agencies.policy import rows
from portal.audit.services import record
from portal.files.serving import download_response
from portal.kernel.errors import PortalError
from requests_app.calendars import current_calendar
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import CaseFile, InformationRequest
from requests_app.parts import part_rows, parts_csv
from requests_app.selectors import files_of
from requests_app.views.desk.base import CaseMixin


class FileView(CaseMixin, View):
    """A file of a case, as an attachment; an identity scan only to who may reveal identities, and audited."""

    action = Right.CASE_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = files_of(self.case).filter(stored_id=kwargs["file"]).first()
        if found is None:
            raise Http404
        if found.purpose == CaseFile.Purpose.IDENTITY:
            if not rows(
                InformationRequest.objects.filter(pk=self.case.pk), request.user, Right.CASE_REVEAL
            ).exists():
                raise Http404
            record(action="case.identity_opened", actor=request.user, target=self.case,
                   agency=self.case.agency, data={"file": str(found.stored_id)})  # fmt: skip
        try:
            return download_response(found.stored)
        except PortalError as error:
            messages.error(request, _(error.message))
            return HttpResponseRedirect(reverse("desk:case", args=[self.case.pk]))


class LetterView(CaseMixin, View):
    """A letter as the citizen gets it: the signed copy once there is one, else the drawn file."""

    action = Right.CASE_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = get_object_or_404(self.case.letters.select_related("pdf", "signed"), pk=kwargs["letter"])
        return download_response(copy_for_citizen(letter, now=timezone.now()))


class RevealView(CaseMixin, View):
    """Identity number and contact are masked until somebody asks for them; each asking is on record."""

    action = Right.CASE_REVEAL
    page_title = gettext_lazy("Identitas pemohon")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record(action="case.identity_revealed", actor=request.user, target=self.case,
               agency=self.case.agency, data={"fields": ["identity_number", "address", "phone", "email"]})  # fmt: skip
        return render(
            request,
            "requests_app/desk/revealed.html",
            {**self.get_context_data(), "case": self.case, "revealed": True},
        )


class PartsView(CaseMixin, View):
    """The table of a split request as a spreadsheet."""

    action = Right.CASE_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = part_rows(self.case, timezone.localdate(), current_calendar())
        if not rows:
            raise Http404
        response = StreamingHttpResponse(parts_csv(rows), content_type="text/csv; charset=utf-8")
        name = self.case.number.replace("/", "-")
        response["Content-Disposition"] = f'attachment; filename="pecahan-{name}.csv"'
        return response  # type: ignore[return-value]
