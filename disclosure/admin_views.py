"""The officer's page: what this agency must publish, most urgent first, each line one click from its form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from disclosure import pages
from disclosure.forms import ExcuseForm
from disclosure.law.freshness import Flaw, ItemState
from disclosure.models import EntryFile, FreshnessConfirmation, ListEntry, MandatedItem, NotApplicable
from disclosure.reachability.rounds import open_outages
from disclosure.selectors import AgencyChecklist, checklist_for, checklists_for
from disclosure.services.catalogue import decide_not_applicable, propose_not_applicable
from disclosure.services.freshness import confirm_fresh
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.files.serving import download_response
from portal.kernel.errors import PortalError

FLAW_WORDS = {
    "no_evidence": gettext_lazy("Entrinya belum punya berkas atau tautan."),
    "home_page": gettext_lazy("Tautannya menuju halaman depan situs; tempel alamat dokumennya."),
    "no_period": gettext_lazy("Isi periode entrinya."),
    "spread": gettext_lazy(
        "Satu entri dipakai untuk lebih dari sepuluh kewajiban; pecah, atau minta persetujuan DKISS."
    ),
    "dead": gettext_lazy("Tautan atau berkasnya tidak dapat dibuka."),
    "too_old": gettext_lazy("Isinya sudah melewati selang pembaruan."),
}
_OPEN = (ItemState.STALE, ItemState.MISSING)


def _agency(request: HttpRequest, slug: str, action: Action = Action.ENTRY_VIEW) -> Agency:
    """The agency, or 404 for one out of reach: unknown and forbidden look the same."""
    return get_object_or_404(AgencyPolicy.agencies_for(request.user, action), slug=slug)


def _lines(request: HttpRequest, found: AgencyChecklist) -> list[dict[str, Any]]:
    add = reverse("wagtailsnippets_disclosure_listentry:add")
    may_draft = AgencyPolicy.allows(request.user, Action.ENTRY_DRAFT, found.agency)
    dead = {row.status.entry_ids[0] for row in found.rows if Flaw.DEAD in row.status.flaws}
    proofs = open_outages(dead) if dead else {}
    lines = []
    for row in found.by_urgency:
        tone, word = pages.STATE_TAGS[row.state.value]
        entry = row.status.entry_ids[0] if row.status.entry_ids else None
        lines.append(
            {
                "row": row,
                "tone": tone,
                "word": _("Segera") if row.status.soon else word,
                "why": [FLAW_WORDS[flaw.value] for flaw in row.status.flaws],
                "proofs": proofs.get(entry, []) if entry and Flaw.DEAD in row.status.flaws else [],
                "write_url": f"{add}?item={row.item.key}" if may_draft and row.status.charged else "",
                "edit_url": reverse("wagtailsnippets_disclosure_listentry:edit", args=[entry])
                if entry
                else "",
                "confirm_id": entry if entry and (row.status.soon or row.state is ItemState.STALE) else None,
                "can_excuse": row.state is ItemState.MISSING and row.status.charged,
            }
        )
    return lines


@require_safe
def duties(request: HttpRequest, agency: str = "") -> HttpResponse:
    """One agency's duties; without a name the person's own, or the table of all for the city's offices."""
    reachable = AgencyPolicy.agencies_for(request.user, Action.ENTRY_VIEW)
    if not AgencyPolicy.allows(request.user, Action.ENTRY_VIEW):
        raise PermissionDenied
    today = timezone.localdate()
    own = list(reachable.order_by("name")[:2])
    if not agency and len(own) != 1:
        found = checklists_for(reachable.order_by("name"), today)
        return render(request, "disclosure/admin/duties_all.html", {"rows": found.values(), "today": today})
    found_one = checklist_for(_agency(request, agency or own[0].slug), today)
    return render(request, "disclosure/admin/duties.html", _duties_of(request, found_one))


def _duties_of(request: HttpRequest, found_one: AgencyChecklist) -> dict[str, Any]:
    lines = _lines(request, found_one)
    only = request.GET.get("keadaan", "perlu")
    if only == "perlu":
        lines = [line for line in lines if line["row"].state in _OPEN or line["row"].status.soon]
    return {
        "agency": found_one.agency,
        "duty": pages.duty_summary(found_one),
        "page": Paginator(lines, 40).get_page(request.GET.get("page")),
        "only": only,
        "reasons": FreshnessConfirmation.Reason.choices,
        "may_confirm": AgencyPolicy.allows(request.user, Action.ENTRY_CONFIRM, found_one.agency),
        "may_excuse": AgencyPolicy.allows(request.user, Action.ITEM_EXCUSE, found_one.agency),
        "waiting": NotApplicable.objects.filter(decision="proposed", agency=found_one.agency).count(),
    }


def next_duties(request: HttpRequest, found_one: AgencyChecklist, limit: int) -> list[dict[str, Any]]:
    """The most urgent duties that this person can take up now, for the start page."""
    todo = [
        line for line in _lines(request, found_one) if line["row"].state in _OPEN or line["row"].status.soon
    ]
    return [line for line in todo if line["edit_url"] or line["write_url"]][:limit]


def _entry(request: HttpRequest, pk: int, action: Action) -> ListEntry:
    return get_object_or_404(
        AgencyPolicy.rows(ListEntry.objects.select_related("agency"), request.user, action), pk=pk
    )


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Masih mutakhir", with its reason."""
    entry = _entry(request, pk, Action.ENTRY_CONFIRM)
    try:
        confirm_fresh(entry=entry, by=request.user, reason=request.POST.get("reason", ""), now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("“%(title)s” dinyatakan masih mutakhir.") % {"title": entry.title})
    return redirect("duties:agency", agency=entry.agency.slug)


def excuse(request: HttpRequest, agency: str, item: str) -> HttpResponse:
    """Propose that an item does not apply; DKISS decides."""
    unit = _agency(request, agency, Action.ITEM_EXCUSE)
    found = get_object_or_404(MandatedItem, key=item, is_leaf=True, edition__is_checklist=True)
    form = ExcuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_not_applicable(
            agency=unit,
            item_key=item,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Usulan terkirim. Kewajiban tetap dihitung sampai DKISS menyetujui."))
        return redirect("duties:agency", agency=unit.slug)
    return render(request, "disclosure/admin/excuse.html", {"form": form, "agency": unit, "item": found})


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for DKISS, oldest first."""
    if not AgencyPolicy.allows(request.user, Action.ITEM_APPROVE):
        raise PermissionDenied
    rows = (
        NotApplicable.objects.filter(decision="proposed")
        .select_related("agency")
        .order_by("proposed_at", "pk")
    )
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    titles = dict(MandatedItem.objects.filter(edition__is_checklist=True).values_list("key", "title_id"))
    lines = [(row, titles.get(row.item_key, row.item_key)) for row in page]
    return render(request, "disclosure/admin/proposals.html", {"page": page, "lines": lines})


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(
        AgencyPolicy.rows(NotApplicable.objects.all(), request.user, Action.ITEM_APPROVE), pk=pk
    )
    approve = request.POST.get("decision") == "approve"
    try:
        decide_not_applicable(
            decision=decision, approve=approve, by=request.user, now=timezone.now(),
            valid_from=timezone.localdate(), note=request.POST.get("note", "")[:300],
        )  # fmt: skip
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Disetujui.") if approve else _("Ditolak; kewajiban tetap dihitung."))
    return redirect("duties:proposals")


@require_safe
def draft_file(request: HttpRequest, pk: int, file: Any) -> HttpResponseBase:
    """A file of an entry within reach, published or not, as an attachment."""
    entry = _entry(request, pk, Action.ENTRY_VIEW)
    draft = entry.get_latest_revision_as_object()
    held = next((f for f in draft.files.all() if str(f.stored_id) == str(file)), None)
    held = held or EntryFile.objects.filter(entry=entry, stored_id=file).first()
    if held is None:
        raise Http404
    return download_response(held.stored)
