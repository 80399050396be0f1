"""Staff screens in the admin: the board, a person, assigning and ending, inviting, importing."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from portal.accounts.invitations import invite
from portal.accounts.models import User
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from portal.kernel.formats import tanggal_waktu

from . import policy, services
from .models import Membership
from .people_filters import PeopleFilterSet
from .people_forms import CloseForm, EndForm, MembershipForm, NewPersonForm
from .people_selectors import STATES, people_for
from .rights import Action

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


def needs(action: Action) -> Callable[[_View], _View]:
    """Only for people with the right for at least one agency; rows are narrowed by the view."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not policy.allows(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast(_View, checked)

    return decorate


def crumbs(*last: str) -> list[dict[str, Any]]:
    items = [{"url": reverse("wagtailadmin_home"), "label": _("Beranda")}]
    items += [{"url": reverse("people:index"), "label": _("Petugas")}]
    return items + [{"url": "", "label": label} for label in last]


class PersonColumn(Column):
    cell_template_name = "agencies/cells/person.html"


class OfficesColumn(Column):
    cell_template_name = "agencies/cells/offices.html"


class StateColumn(Column):
    cell_template_name = "agencies/cells/state.html"


@method_decorator(needs(Action.MEMBERS_VIEW), name="dispatch")
class PeopleView(BaseListingView):
    """The board: everyone within reach, those who never signed in first when filtered so."""

    page_title = gettext_lazy("Petugas")
    header_icon = "group"
    model = User
    filterset_class = PeopleFilterSet
    paginate_by = 25
    index_url_name = "people:index"
    index_results_url_name = "people:index_results"
    verbose_name_plural = gettext_lazy("petugas")
    default_ordering = "first_name"
    columns = [
        PersonColumn("person", label=gettext_lazy("Petugas"), sort_key="first_name"),
        OfficesColumn("offices", label=gettext_lazy("Penugasan")),
        Column(
            "last_login",
            label=gettext_lazy("Terakhir masuk"),
            sort_key="last_login",
            accessor=lambda user: tanggal_waktu(user.last_login) if user.last_login else "–",
        ),
        StateColumn("state", label=gettext_lazy("Keadaan"), accessor=lambda user: user),
    ]

    def get_base_queryset(self) -> Any:
        now = timezone.now()
        return people_for(self.request.user, now=now, today=timezone.localdate(now))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [crumbs()[0], {"url": "", "label": _("Petugas")}]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not policy.allows(self.request.user, Action.MEMBERS_MANAGE):
            return []
        return [
            HeaderButton(_("Tambah petugas"), url=reverse("people:add"), icon_name="plus"),
            HeaderButton(_("Impor dari berkas"), url=reverse("people:import"), icon_name="upload"),
        ]


def _person(request: HttpRequest, pk: int) -> User:
    now = timezone.now()
    return get_object_or_404(people_for(request.user, now=now, today=timezone.localdate(now)), pk=pk)


def page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    base = {
        "page_title": title,
        "header_title": title,
        "breadcrumbs_items": crumbs(title),
        "header_icon": "user",
    }
    return TemplateResponse(request, template, base | context)


@needs(Action.MEMBERS_VIEW)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: contact, offices with decrees, and what can be done next."""
    found: Any = _person(request, pk)
    today = timezone.localdate()
    return page(
        request, "agencies/person.html", str(found), person=found, state=STATES[found.state], today=today,
        may_manage=policy.allows(request.user, Action.MEMBERS_MANAGE),
        memberships=[(held, policy.title_of(held, today), held.is_current_on(today)) for held in found.held],
    )  # fmt: skip


@needs(Action.MEMBERS_MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    """A new person with a first office; the invitation goes out at once."""
    form = NewPersonForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            user = services.enrol(
                **form.cleaned_data, actor=request.user, now=timezone.now(), today=timezone.localdate()
            )
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Undangan dikirim ke %s.") % user.email)
            return redirect("people:person", pk=user.pk)
    return page(request, "agencies/form.html", _("Tambah petugas"), form=form, submit=_("Simpan dan undang"))


@needs(Action.MEMBERS_MANAGE)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Another office for a person who has an account."""
    found, today = _person(request, pk), timezone.localdate()
    form = MembershipForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.assign(user=found, **form.cleaned_data, actor=request.user, today=today)
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Penugasan disimpan."))
            return redirect("people:person", pk=found.pk)
    return page(request, "agencies/form.html", _("Tambah penugasan"), form=form, submit=_("Simpan penugasan"))


@needs(Action.MEMBERS_MANAGE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an office."""
    today = timezone.localdate()
    membership = get_object_or_404(Membership.objects.select_related("user", "agency"), pk=pk)
    form = EndForm(request.POST or None, initial={"last_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.end(membership=membership, **form.cleaned_data, actor=request.user, today=today)
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Penugasan diakhiri."))
            return redirect("people:person", pk=membership.user_id)
    title = _("Akhiri: %s") % policy.title_of(membership, today)
    return page(request, "agencies/form.html", title, form=form, submit=_("Akhiri penugasan"))


@needs(Action.MEMBERS_MANAGE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut an account; its traces stay."""
    found = _person(request, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_account(
                user=found, reason=form.cleaned_data["reason"], actor=request.user, today=timezone.localdate()
            )
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Akun ditutup."))
            return redirect("people:person", pk=found.pk)
    title = _("Tutup akun %s") % found
    return page(request, "agencies/form.html", title, form=form, submit=_("Tutup akun"))


@require_POST
@needs(Action.MEMBERS_MANAGE)
def send_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite, or invite again: the earlier link dies."""
    found = _person(request, pk)
    acting_as = policy.acting_as(request.user, Action.MEMBERS_MANAGE)
    try:
        invite(user=found, actor=request.user, now=timezone.now(), acting_as=acting_as)
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Undangan dikirim ke %s.") % found.email)
    return redirect("people:person", pk=found.pk)
