"""PPID Utama's own in-tray: what waits, since when, until when; one by one or several at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from disclosure.models import ListEntry, MandatedItem, SampledPublication, WaitKind
from disclosure.services.answering_waits import answer_waits
from disclosure.services.sampling import read_sample
from disclosure.services.spreading import approve_spread, refuse_spread
from disclosure.waits import city_waiting, open_waits
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.kernel.errors import PortalError
from portal.workcalendar.selectors import current_calendar

PER_PAGE = 25


class WaitFilterForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"), required=False, choices=[("", gettext_lazy("Semua")), *WaitKind.choices]
    )
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Perangkat daerah"), required=False, queryset=Agency.objects.all(),
        empty_label=gettext_lazy("Semua"),
    )  # fmt: skip
    overdue = forms.BooleanField(label=gettext_lazy("Hanya yang lewat waktu"), required=False)


class ReasonForm(forms.Form):
    """Agree, or say why not."""

    note = forms.CharField(
        label=gettext_lazy("Catatan untuk unit"), required=False, max_length=500,
        help_text=gettext_lazy("Wajib bila tidak disetujui: tulis apa yang perlu diubah."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def _city_only(request: HttpRequest) -> None:
    if AgencyPolicy.scope(request.user, Action.ITEM_APPROVE) is not Scope.CITY:
        raise PermissionDenied


def _filtered(form: WaitFilterForm, rows: list[Any], today: Any) -> list[Any]:
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("kind"):
        rows = [row for row in rows if row.kind == chosen["kind"]]
    if chosen.get("agency"):
        rows = [row for row in rows if row.agency_id == chosen["agency"].pk]
    if chosen.get("overdue"):
        rows = [row for row in rows if row.is_overdue(today)]
    return rows


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first, with PPID Utama's own figures of the running year."""
    _city_only(request)
    return _index(request, timezone.now())


def _index(request: HttpRequest, now: Any, chosen: tuple[str, ...] = (), note: str = "") -> HttpResponse:
    today, days_off = timezone.localdate(now), current_calendar()
    form = WaitFilterForm(request.GET)
    rows = _filtered(form, open_waits(now, days_off), today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    lines = [(row, WaitKind(row.kind).label, row.is_overdue(today), row.key in chosen) for row in page]
    context = {
        "form": form, "page": page, "lines": lines, "query": query.urlencode(), "note": note,
        "waiting": city_waiting(today.replace(month=1, day=1), today, days_off), "today": today,
    }  # fmt: skip
    return render(request, "disclosure/admin/waiting.html", context)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The bulk action. What could not be settled stays on the list, with the reason."""
    _city_only(request)
    keys, note = request.POST.getlist("key"), request.POST.get("note", "")
    agree = request.POST.get("decision") == "approve"
    now = timezone.now()
    try:
        result = answer_waits(keys=keys, agree=agree, note=note, by=request.user, now=now)
    except PortalError as error:
        messages.error(request, error.message)
        return _index(request, now, tuple(keys), note)
    if result.done:
        text = ngettext("%(n)s baris diputus.", "%(n)s baris diputus.", result.done) % {"n": result.done}
        messages.success(request, text)
    for _key, reason in result.problems:
        messages.error(request, reason)
    return redirect("waiting:index")


def _spread_page(request: HttpRequest, entry: ListEntry, form: ReasonForm) -> HttpResponse:
    period = entry.periods.live_at(timezone.now()).first()
    keys = period.item_keys if period else []
    items = MandatedItem.objects.filter(key__in=keys, edition__is_checklist=True).select_related("parent")
    context = {
        "entry": entry, "period": period, "items": items, "form": form,
        "decided": entry.spread_decisions.select_related("by").first(),
    }  # fmt: skip
    return render(request, "disclosure/admin/spread.html", context)


def spread(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry for many duties: which ones, and the decision."""
    _city_only(request)
    entry = get_object_or_404(ListEntry.objects.select_related("agency"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note, now = form.cleaned_data["note"], timezone.now()
        try:
            if request.POST.get("decision") == "approve":
                approve_spread(entry=entry, by=request.user, now=now)
            else:
                refuse_spread(entry=entry, by=request.user, reason=note, now=now)
        except PortalError as error:
            form.add_error("note" if getattr(error, "field", "") else None, error.message)
        else:
            messages.success(request, _("Putusan dicatat dan unit diberi tahu."))
            return redirect("waiting:index")
    return _spread_page(request, entry, form)


def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """A publication that fell into the sample: what it shows, what came before, and the finding."""
    _city_only(request)
    found = get_object_or_404(SampledPublication.objects.select_related("entry__agency", "period"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fine = request.POST.get("decision") == "approve"
        try:
            read_sample(
                sample=found, fine=fine, note=form.cleaned_data["note"], by=request.user, now=timezone.now()
            )
        except PortalError as error:
            form.add_error("note" if getattr(error, "field", "") else None, error.message)
        else:
            messages.success(request, _("Hasil pemeriksaan dicatat."))
            return redirect("waiting:index")
    before = found.entry.periods.filter(live_from__lt=found.period.live_from).order_by("-live_from").first()
    context = {"sample": found, "entry": found.entry, "before": before, "form": form}
    return render(request, "disclosure/admin/sample.html", context)
