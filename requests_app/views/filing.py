"""Filing a request, step by step. Everything typed travels in the form itself: no cookie, no time-out, no
script.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from portal.kernel.errors import InputError
from requests_app import addresses, steps
from requests_app.drafts import Draft
from requests_app.services.filing import file_request
from requests_app.services.support import count_answered_by_published

# Exempt from the CSRF check on purpose: the form carries no one's authority, and a citizen without cookies,
# or with
# a form left open for a month, must be able to send it.


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def file_view(request: HttpRequest) -> HttpResponse:
    """The whole form behind one address; the step to show is in what was posted."""
    if request.method != "POST":
        draft = Draft.new(
            agency=steps.agency_code(request.GET.get("unit", "")), details=request.GET.get("q", "")[:2000]
        )
        return _show(request, steps.FIRST, draft)
    draft = Draft.read(request.POST.get("draft"))
    step = steps.known(request.POST.get("step"))
    go = request.POST.get("go", "next")
    if steps.settle(step, draft) != step:
        return _show(request, step, draft)
    if go == "back":
        steps.keep_typed(step, draft, request)
        return _show(request, steps.previous(step, draft), draft)
    if go.startswith("edit:"):
        steps.keep_typed(step, draft, request)
        draft.values["from_check"] = True
        return _show(request, steps.known(go.removeprefix("edit:")), draft)
    result = steps.take(step, draft, request)
    if not result.accepted:
        return _show(request, step, draft, result)
    if step == steps.LAST:
        return _send(request, draft, result)
    return _show(request, steps.following(step, draft), draft)


def _show(
    request: HttpRequest, step: str, draft: Draft, result: steps.StepResult | None = None
) -> HttpResponse:
    step = steps.settle(step, draft)
    context: dict[str, Any] = steps.context(step, draft, result)
    response = render(request, f"requests_app/filing/{step}.html", context, status=422 if result else 200)
    # Going back must show what was typed: the browser may keep the page, nobody else.
    response["Cache-Control"] = "private"
    return response


def _send(request: HttpRequest, draft: Draft, result: steps.StepResult) -> HttpResponse:
    try:
        filed = file_request(data=steps.filing_data(draft), now=timezone.now())
    except InputError as error:
        result.form.add_error(None, error.message)
        return _show(request, steps.LAST, draft, result)
    return HttpResponseRedirect(reverse("requests:receipt", args=[addresses.receipt_token(filed.case)]))


@csrf_exempt
@require_POST
@never_cache
def answered_view(request: HttpRequest) -> HttpResponse:
    """ "Ini menjawab pertanyaan saya": the form ends here and is counted once, without personal data."""
    draft = Draft.read(request.POST.get("draft"))
    url = request.POST.get("url", "")[:500]
    count_answered_by_published(
        form_token=draft.token, url=url, agency_code=draft.get("agency"), now=timezone.now()
    )
    offered = {item.url: item for item in steps.resembling_for(draft)}
    return render(request, "requests_app/filing/answered.html", {"chosen": offered.get(url)})
