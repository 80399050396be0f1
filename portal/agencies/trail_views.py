"""The audit trail, read-only: filtered on screen, and the same rows as CSV."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from portal.audit.models import AuditEvent
from portal.audit.services import record
from portal.kernel.formats import tanggal_waktu

from . import policy
from .models import Agency
from .people_filters import TrailFilterSet
from .people_views import needs
from .rights import Action

_COLUMNS = ("waktu", "pelaku", "selaku", "tindakan", "objek", "unit", "data", "sidik")


class ActColumn(Column):
    cell_template_name = "agencies/cells/act.html"


def events(user: Any) -> Any:
    """Events within the reader's reach, newest first."""
    return policy.rows(AuditEvent.objects.order_by("-id"), user, Action.AUDIT_READ, field="agency_id")


@method_decorator(needs(Action.AUDIT_READ), name="dispatch")
class TrailView(BaseListingView):
    page_title = gettext_lazy("Jejak audit")
    header_icon = "history"
    model = AuditEvent
    filterset_class = TrailFilterSet
    paginate_by = 50
    index_url_name = "trail:index"
    index_results_url_name = "trail:index_results"
    verbose_name_plural = gettext_lazy("peristiwa")
    default_ordering = "-id"
    columns = [
        Column("at", label=gettext_lazy("Waktu"), accessor=lambda event: tanggal_waktu(event.at)),
        Column("actor_label", label=gettext_lazy("Pelaku"), accessor=lambda event: event.actor_label or "–"),
        ActColumn("action", label=gettext_lazy("Tindakan")),
        Column("unit", label=gettext_lazy("Unit"), accessor=lambda event: event.unit or "–"),
    ]

    def get_base_queryset(self) -> Any:
        return events(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        codes = dict(Agency.objects.values_list("pk", "code"))
        for event in context["object_list"]:
            event.unit = codes.get(event.agency_id, "")
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Beranda")}
        return [home, {"url": "", "label": _("Jejak audit")}]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        query = self.request.GET.urlencode()
        url = reverse("trail:export") + (f"?{query}" if query else "")
        return [HeaderButton(_("Unduh CSV"), url=url, icon_name="download")]


class _Echo:
    def write(self, value: str) -> str:
        return value


def safe(value: Any) -> str:
    """Text that a spreadsheet will not run as a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def lines(queryset: Any, codes: dict[int, str]) -> Iterator[list[str]]:
    yield list(_COLUMNS)
    for event in queryset.iterator(chunk_size=1000):
        moment = timezone.localtime(event.at).isoformat(timespec="seconds")
        cells = (
            moment, event.actor_label, event.acting_as, event.action, event.target_label,
            codes.get(event.agency_id, ""), event.data or "", event.digest,
        )  # fmt: skip
        yield [safe(cell) for cell in cells]


@needs(Action.AUDIT_READ)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered rows as CSV with BOM, streamed; taking them away is itself an event."""
    found = TrailFilterSet(request.GET, queryset=events(request.user), request=request)
    queryset = found.qs if found.is_valid() else events(request.user).none()
    record(action="audit.exported", actor=request.user, data={"filter": request.GET.urlencode()})
    writer = csv.writer(_Echo())
    codes = dict(Agency.objects.values_list("pk", "code"))
    body = (
        "\ufeff" * (number == 0) + writer.writerow(line) for number, line in enumerate(lines(queryset, codes))
    )
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
