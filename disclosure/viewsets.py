"""The list in the Wagtail admin: every door asks the agency policy for the row it opens on."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import DateColumn, StatusTagColumn
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView, UnpublishView

from disclosure.forms import EntryFileForm, EntryForm, EntryLinkForm, FormPanel, WithdrawForm, entry_defaults
from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES, ListEntry, MandatedItem
from disclosure.objection_entries import PARAMETER, entry_initial
from disclosure.screening.doors import EntryCreateBase, EntryEditView, EntryWorkflowActionView
from disclosure.screening.panels import ChecksPanel
from disclosure.services.publishing import may_publish, unpublish_entry, withdraw_entry
from portal.agencies.menu import PolicyMenuItem
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.agencies.snippet_views import AgencyBulkDelete, AgencySnippetViewSet
from portal.agencies.wagtail_policy import AgencyModelPolicy
from portal.kernel.errors import PortalError

#: A form may claim any number of rows; more than Wagtail itself takes are not looked at.
MOST_ROWS = 1000


class EntryModelPolicy(AgencyModelPolicy):
    """Beside the table of rights: what was public once is withdrawn, never deleted, and what PPID Utama
    has taken down or wants to read first is published by PPID Utama alone.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        if action == "delete":
            return instance.first_published_at is None and not instance.live
        if action == "publish":
            return may_publish(user, instance)
        return True


ENTRY_POLICY = EntryModelPolicy(
    ListEntry,
    {
        "view": Action.ENTRY_VIEW,
        "add": Action.ENTRY_DRAFT,
        "change": Action.ENTRY_DRAFT,
        "delete": Action.ENTRY_DRAFT,
        "publish": Action.ENTRY_PUBLISH,
        "lock": Action.ENTRY_PUBLISH,
        "unlock": Action.ENTRY_PUBLISH,
        "withdraw": Action.ENTRY_WITHDRAW,
    },
)


def _own_agencies(request: HttpRequest | None) -> Any:
    if request is None:
        return Agency.objects.none()
    return AgencyPolicy.agencies_for(request.user, Action.ENTRY_VIEW)


class EntryAdminFilterSet(WagtailFilterSet):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("Perangkat daerah"), queryset=_own_agencies)
    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Kategori"), choices=[(c.value, CATEGORY_NAMES[c]) for c in PUBLISHABLE]
    )
    live = django_filters.BooleanFilter(label=gettext_lazy("Sedang terbit"))
    year = django_filters.NumberFilter(label=gettext_lazy("Tahun"))

    class Meta:
        model = ListEntry
        fields = ["agency", "category", "live", "year"]


class EntryCreateView(EntryCreateBase):
    """Opened from the duties page, the form comes with category, item and the columns that hardly change
    filled in.
    """

    def get_initial(self) -> dict[str, Any]:
        initial = dict(super().get_initial())
        mine = list(AgencyPolicy.agencies_for(self.request.user, Action.ENTRY_DRAFT)[:2])
        initial |= entry_defaults(mine[0] if len(mine) == 1 else None)
        item = MandatedItem.objects.filter(
            key=self.request.GET.get("item", ""), is_leaf=True, edition__is_checklist=True
        ).first()
        if item is not None:
            initial |= {"items": [item.pk], "category": item.category, "title": item.title_id}
        return initial | entry_initial(self.request.user, self.request.GET.get(PARAMETER, ""))


class EntryUnpublishView(UnpublishView):
    """Taking down asks for the reason that the public will read."""

    permission_required = "withdraw"
    template_name = "disclosure/admin/unpublish.html"
    form: WithdrawForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = WithdrawForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        is_city = AgencyPolicy.scope(request.user, Action.ENTRY_WITHDRAW) is Scope.CITY
        take_down = withdraw_entry if is_city else unpublish_entry
        try:
            take_down(
                entry=self.object,
                by=request.user,
                reason=self.form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except PortalError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("“%(title)s” sudah diturunkan.") % {"title": self.object.title})
        return redirect(self.get_next_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "reason_form": self.form or WithdrawForm(),
            "usage_url": "",
        }


class _PreviewWithoutNewFiles:
    """A preview is sent without its files: a row whose file is not kept yet is left out of it, not refused."""

    def get_form(self, query_dict: Any) -> Any:
        if query_dict:
            query_dict = query_dict.copy()
            rows = (query_dict.get(f"files-{name}_FORMS", "") for name in ("INITIAL", "TOTAL"))
            first, last = (int(row) if row.isdigit() else 0 for row in rows)
            for row in range(first, min(last, MOST_ROWS)):
                query_dict[f"files-{row}-DELETE"] = "on"
        return super().get_form(query_dict)  # type: ignore[misc]


class EntryPreviewOnCreate(_PreviewWithoutNewFiles, PreviewOnCreateView):
    pass


class EntryPreviewOnEdit(_PreviewWithoutNewFiles, PreviewOnEditView):
    pass


_COLUMNS = [
    ChecksPanel(),
    MultiFieldPanel(
        [FieldPanel("agency"), FieldPanel("title"), FieldPanel("category"), FieldPanel("summary")],
        heading=gettext_lazy("Informasi"),
    ),
    FormPanel("files", row_form=EntryFileForm,
              panels=[FieldPanel("upload"), FieldPanel("label"), FieldPanel("text_version")],
              heading=gettext_lazy("Berkas"), label=gettext_lazy("Berkas")),
    FormPanel("links", row_form=EntryLinkForm, panels=[FieldPanel("url"), FieldPanel("label")],
              heading=gettext_lazy("Tautan"), label=gettext_lazy("Tautan")),
    FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")], heading=gettext_lazy("Periode isi")),
    MultiFieldPanel(
        [
            FieldPanel("holder"),
            FieldPanel("responsible"),
            FieldPanel("made_when"),
            FieldPanel("made_where"),
            FieldPanel("forms_available"),
            FieldPanel("retention"),
            FieldPanel("language"),
            FieldPanel("licence"),
        ],
        heading=gettext_lazy("Kolom daftar (Lampiran I PERKI 1/2021)"),
    ),
]  # fmt: skip


class EntryViewSet(AgencySnippetViewSet):
    model = ListEntry
    agency_policy = ENTRY_POLICY
    base_url_path = "daftar-informasi"
    chooser_base_url_path = "daftar-informasi/pilih"
    icon = "list-ul"
    menu_label = gettext_lazy("Daftar informasi")
    add_to_admin_menu = True
    menu_order = 210
    list_display = [
        "title",
        "agency",
        "get_category_display",
        StatusTagColumn("editor_status", label=gettext_lazy("Status"), primary=lambda entry: entry.live),
        DateColumn("last_published_at", label=gettext_lazy("Terbit"), sort_key="last_published_at"),
    ]
    filterset_class = EntryAdminFilterSet
    search_fields = ["title", "summary"]
    search_backend_name = None
    ordering = ["-pk"]
    list_per_page = 25
    copy_view_enabled = True
    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    workflow_action_view_class = EntryWorkflowActionView
    unpublish_view_class = EntryUnpublishView
    preview_on_add_view_class = EntryPreviewOnCreate
    preview_on_edit_view_class = EntryPreviewOnEdit
    edit_handler = TabbedInterface(
        [
            ObjectList(_COLUMNS, heading=gettext_lazy("Isi")),
            ObjectList([FieldPanel("items")], heading=gettext_lazy("Kewajiban")),
            ObjectList([PublishingPanel()], heading=gettext_lazy("Jadwal")),
        ],
        base_form_class=EntryForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        rows = rows.with_editor_status()
        return rows.select_related("agency", "latest_revision")

    def get_menu_item(self, order: int | None = None) -> PolicyMenuItem:
        return PolicyMenuItem(
            self.menu_label, self.menu_url, action=Action.ENTRY_VIEW, order=order or self.menu_order,
            icon_name=self.icon, name="daftar-informasi",
        )  # fmt: skip


class EntryBulkDelete(AgencyBulkDelete):
    models = [ListEntry]
    agency_policy = ENTRY_POLICY
