"""The public list, its entries and their files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure import pages
from disclosure.filters import EntryFilterSet, facets, with_freshness
from disclosure.models import CATEGORY_NAMES, ListEntry, PublishedFile
from disclosure.selectors import checklist_for, live_entries
from portal.agencies.models import Agency
from portal.files.previews import SMALL_PIXELS, WIDTH_PIXELS, PageMissing, preview_webp
from portal.files.serving import download_response, picture_response
from portal.kernel.errors import NotAllowed

PER_PAGE = 25
PRINT_LIMIT = 500
#: Fields of the form itself; every other choice in the address goes along as it stands.
NOT_KEPT = ("q", "page", "sort", "agency", "item", "csrfmiddlewaretoken")


def _filters(request: HttpRequest, **fixed: str) -> EntryFilterSet:
    data: QueryDict = request.GET.copy()
    for name, value in fixed.items():
        data[name] = value
    return EntryFilterSet(data=data, queryset=live_entries(timezone.now()), request=request)


@require_safe
def entry_list(request: HttpRequest, category: str = "", agency: str = "") -> HttpResponse:
    """All live entries, or those of a category or an agency; every choice is part of the address."""
    unit = get_object_or_404(Agency, slug=agency) if agency else None
    fixed = {k: v for k, v in (("category", category), ("agency", agency)) if v}
    filterset = _filters(request, **fixed)
    valid = filterset.is_valid()
    today = timezone.localdate()
    rows = with_freshness(filterset.qs if valid else filterset.queryset.none(), today)
    try:
        page = Paginator(rows, PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(_("Halaman daftar itu tidak ada.")) from error
    groups = facets(filterset, ListEntry.objects.live_at(timezone.now()), today) if valid else ()
    context = {
        "page": page,
        "filterset": filterset,
        "groups": pages.linked_facets(request, groups, fixed),
        "picks": pages.picked_facets(groups),
        "kept": [(k, v) for k, v in filterset.data.items() if v and k not in NOT_KEPT],
        "chosen": pages.chosen_filters(request, filterset, groups, fixed),
        "agency": unit,
        "category": CATEGORY_NAMES[category] if category else "",
        "exports": pages.export_links(request, fixed),
        "today": today,
    }
    return render(request, "disclosure/list.html", context, status=200 if valid else 400)


@require_safe
def agency_duties(request: HttpRequest, agency: str) -> HttpResponse:
    """Every duty of an agency with its state, for everyone to read."""
    unit = get_object_or_404(Agency, slug=agency)
    found = checklist_for(unit, timezone.localdate())
    context = {"agency": unit, "duty": pages.duty_summary(found), "sections": pages.duty_sections(found)}
    return render(request, "disclosure/duties.html", context)


@require_safe
def entry_print(request: HttpRequest) -> HttpResponse:
    """The filtered list in the columns of Lampiran I, for paper."""
    filterset = _filters(request)
    rows = filterset.qs if filterset.is_valid() else filterset.queryset.none()
    total = rows.count()
    context = {
        "entries": rows[:PRINT_LIMIT],
        "total": total,
        "limit": PRINT_LIMIT,
        "today": timezone.localdate(),
    }
    return render(request, "disclosure/print.html", context)


@require_safe
def entry_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One entry; any slug leads to the one true address, a withdrawn entry answers 410 with its stub."""
    entry = live_entries(timezone.now()).prefetch_related("items__edition").filter(pk=pk).first()
    if entry is None:
        return _gone(request, pk)
    if slug != entry.slug:
        return redirect(entry.get_absolute_url(), permanent=True)
    return render(request, "disclosure/entry.html", pages.entry_context(request, entry, timezone.localdate()))


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for what was public once, 404 for what never was: a draft is as unknown as a number never given."""
    entry = get_object_or_404(ListEntry.objects.select_related("agency"), pk=pk, periods__isnull=False)
    return render(request, "410.html", pages.stub_context(entry), status=410)


def _held(pk: int, file: Any) -> tuple[ListEntry | None, PublishedFile | None]:
    """A live entry and one of its files; (None, None) when the entry is not public now."""
    entry = ListEntry.objects.live_at(timezone.now()).select_related("agency").filter(pk=pk).first()
    if entry is None:
        return None, None
    return entry, get_object_or_404(PublishedFile.objects.select_related("stored"), pk=file, entry=entry)


@require_safe
def entry_file(request: HttpRequest, pk: int, file: Any) -> HttpResponseBase:
    """A file of a live entry. The address of a replaced version says so and offers both; ``versi`` pins
    it.
    """
    entry, held = _held(pk, file)
    if entry is None or held is None:
        return _gone(request, pk)
    if held.replaced_at and "versi" not in request.GET:
        return render(request, "disclosure/replaced.html", pages.replaced_context(entry, held))
    try:
        return download_response(held.stored)
    except NotAllowed as error:
        return render(request, "403.html", {"message": error.message}, status=403)


@require_safe
def entry_read(request: HttpRequest, pk: int, file: Any) -> HttpResponse:
    """A PDF or picture in the browser, a page at a time, with the words of the page for those who hear it."""
    entry, held = _held(pk, file)
    if entry is None or held is None:
        return _gone(request, pk)
    try:
        number = int(request.GET.get("halaman", 1))
        context = pages.reading_context(entry, held, number)
    except (ValueError, PageMissing, NotAllowed) as error:
        raise Http404(_("Halaman itu tidak ada.")) from error
    return render(request, "disclosure/read.html", context)


@require_safe
def entry_picture(request: HttpRequest, pk: int, file: Any, page: int) -> HttpResponse:
    """The picture of a page, drawn by us; gone with its entry."""
    entry, held = _held(pk, file)
    if entry is None or held is None:
        return _gone(request, pk)
    width = SMALL_PIXELS if request.GET.get("ukuran") == "kecil" else WIDTH_PIXELS
    try:
        content = preview_webp(held.stored, page, width=width)
    except (PageMissing, NotAllowed) as error:
        raise Http404 from error
    return picture_response(content, "image/webp")
