"""Files of a case for its citizen: the answer's, and what they sent themselves, without the identity scan."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.files.models import ScanState, StoredFile
from portal.files.serving import PageMissing, count_pages, download_response, is_readable_inline, page_picture
from portal.kernel.errors import NotAllowed
from requests_app import decrees
from requests_app.calendars import current_calendar
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import CaseFile, InformationRequest
from requests_app.parts import part_rows, parts_csv
from requests_app.selectors import letters_shown

from . import access
from .receipt import ics_response, pdf_response


@dataclass(frozen=True)
class ShownFile:
    """A file as the page lists it; ``remark`` says why it cannot be shown or should be opened with care."""

    row: CaseFile
    readable: bool
    unscanned: bool
    infected: bool


def _shown(rows: list[CaseFile]) -> list[ShownFile]:
    waiting = {ScanState.PENDING, ScanState.UNSCANNED}
    return [
        ShownFile(
            row,
            is_readable_inline(row.stored),
            row.stored.scan_state in waiting,
            row.stored.scan_state == ScanState.INFECTED,
        )
        for row in rows
    ]


def answer_files(case: InformationRequest) -> list[ShownFile]:
    return _shown(list(case.files.filter(purpose=CaseFile.Purpose.ANSWER).select_related("stored")))


def own_files(case: InformationRequest) -> list[ShownFile]:
    """Names only: what the citizen sent is not handed out again by the code (identity scans least of all)."""
    own = [CaseFile.Purpose.IDENTITY, CaseFile.Purpose.SUPPORTING]
    return _shown(list(case.files.filter(purpose__in=own).select_related("stored")))


def _case(request: HttpRequest, sequence: str, code: str, year: str) -> InformationRequest:
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        raise Http404
    return case


def _answer_file(case: InformationRequest, file: UUID) -> StoredFile:
    row = case.files.filter(stored_id=file, purpose=CaseFile.Purpose.ANSWER).select_related("stored").first()
    if row is None:
        raise Http404
    return row.stored


@never_cache
@require_safe
def download_view(request: HttpRequest, sequence: str, code: str, year: str, file: UUID) -> HttpResponseBase:
    stored = _answer_file(_case(request, sequence, code, year), file)
    try:
        return download_response(stored)
    except NotAllowed as refusal:
        return render(request, "requests_app/tracking/file_refused.html", {"error": refusal}, status=403)


@never_cache
@require_safe
def read_view(request: HttpRequest, sequence: str, code: str, year: str, file: UUID) -> HttpResponse:
    """One page of a document at a time, drawn by us: for a phone without a PDF reader and for slow lines."""
    case = _case(request, sequence, code, year)
    stored = _answer_file(case, file)
    pages = count_pages(stored) if is_readable_inline(stored) else 0
    wanted = request.GET.get("halaman", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 0
    if not 1 <= number <= pages:
        raise Http404
    context = {
        "case": case,
        "stored": stored,
        "number": number,
        "pages": pages,
        "args": case.number.split("/"),
    }
    return render(request, "requests_app/tracking/read.html", context)


@never_cache
@require_safe
def page_view(
    request: HttpRequest, sequence: str, code: str, year: str, file: UUID, page: int
) -> HttpResponse:
    stored = _answer_file(_case(request, sequence, code, year), file)
    try:
        return page_picture(stored, page)
    except (PageMissing, NotAllowed) as error:
        raise Http404 from error


@never_cache
@require_safe
def letter_view(request: HttpRequest, sequence: str, code: str, year: str, letter: int) -> HttpResponseBase:
    """The signed copy where one has come back, else the drawn one."""
    case = _case(request, sequence, code, year)
    row = letters_shown(case).filter(pk=letter).first()
    if row is None:
        raise Http404
    return download_response(copy_for_citizen(row, now=timezone.now()))


@never_cache
@require_safe
def decree_view(request: HttpRequest, sequence: str, code: str, year: str, letter: int) -> HttpResponse:
    """The decree that the refusal rests on, with all other matters blacked out (PERKI 1/2021 Art 34(2))."""
    row = letters_shown(_case(request, sequence, code, year)).filter(pk=letter).first()
    decree = row.data.get("decree", {}).get("id", "") if row is not None else ""
    content = decrees.requester_copy(decree_id=decree) if decree else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="keputusan-{sequence}-{code}-{year}.pdf"'
    return response


@never_cache
@require_safe
def case_receipt_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    return pdf_response(_case(request, sequence, code, year), with_code=False)


@never_cache
@require_safe
def case_ics_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    return ics_response(_case(request, sequence, code, year))


@never_cache
@require_safe
def parts_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    """Who answers which part of a split request, for a spreadsheet."""
    case = _case(request, sequence, code, year)
    rows = part_rows(case, timezone.localdate(), current_calendar())
    if not rows:
        raise Http404
    response = HttpResponse("".join(parts_csv(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.number.replace("/", "-")}.csv"'
    return response
