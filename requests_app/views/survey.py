"""The survey of a closed request, and its results in public."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.kernel.errors import PortalError
from requests_app.forms.survey import SurveyForm
from requests_app.forms.tracking import LookupForm
from requests_app.law.survey import ARTICLE, ELEMENTS, FEWEST_SHOWN
from requests_app.services.surveying import may_answer, take_survey
from requests_app.survey_results import YearResult, csv_lines, year_result, years_with_answers

from . import access
from .links import case_url
from .tracking import lookup_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    """Nine questions after closing, once; opened by number and code, kept without either."""
    number = f"{sequence}/{code}/{year}"
    case = access.opened_case(request, number)
    if case is None:
        return lookup_page(request, LookupForm(initial={"nomor": number}), status=403)
    if not may_answer(case):
        messages.info(request, _("Survei ini sudah diisi atau permohonannya belum selesai."))
        return HttpResponseRedirect(case_url(case))
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_survey(case=case, scores=form.scores(), now=timezone.now())
        except PortalError as refusal:
            form.add_error(None, _(refusal.message))
        else:
            messages.success(request, _("Terima kasih. Jawaban Anda tersimpan tanpa nama dan tanpa nomor."))
            return HttpResponseRedirect(case_url(case))
    context = {"case": case, "form": form, "args": number.split("/"), "fewest": FEWEST_SHOWN}
    status = 422 if form.errors else 200
    return render(request, "requests_app/survey/form.html", context, status=status)


def _asked(request: HttpRequest) -> tuple[YearResult, list[int]]:
    today = timezone.localdate()
    years, text = years_with_answers(today), request.GET.get("tahun", "")
    if text and not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in years):
        raise Http404
    return year_result(int(text) if text else today.year, today), years


@require_safe
def results_view(request: HttpRequest) -> HttpResponse:
    """Index, band and response rate per unit; public, as the results of a survey are (UU 25/2009 Pasal 38)."""
    found, years = _asked(request)
    context = {
        "found": found, "years": years, "elements": ELEMENTS, "fewest": FEWEST_SHOWN, "article": ARTICLE,
    }  # fmt: skip
    return render(request, "requests_app/survey/results.html", context)


@require_safe
def results_csv_view(request: HttpRequest) -> StreamingHttpResponse:
    found, _years = _asked(request)
    response = StreamingHttpResponse(csv_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survei-{found.year}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
