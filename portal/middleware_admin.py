"""The guard before the Wagtail admin: who may be there, through which door, with which ids in hand."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.agencies import policy, reach
from portal.agencies.doors import Door, door_of
from portal.agencies.groups import sync_user
from portal.agencies.rights import Action

_GetResponse = Callable[[HttpRequest], HttpResponse]


# Who has none of these (Atasan PPID, Pimpinan) has nothing to do among pages, images and documents.
_EDITING = (Action.PAGE_EDIT, Action.NEWS_DRAFT, Action.MEDIA_USE, Action.SITE_MANAGE)


def admin_prefix() -> str:
    return reverse("wagtailadmin_home")


class StaffMiddleware:
    """Puts a person's rights in order once a day, and asks for the second factor where it is required."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        today = timezone.localdate()
        if user.rights_synced_on != today:
            sync_user(user, today)
        if settings.STAFF_MFA_REQUIRED and not is_mfa_enabled(user):
            # Without the second factor the policy grants nothing, whatever the address.
            policy.withhold(user)
            if request.path.startswith(admin_prefix()):
                messages.info(request, _("Aktifkan verifikasi dua langkah sebelum bekerja di panel."))
                return redirect("mfa_activate_totp")
        elif request.path.startswith(admin_prefix()) and not policy.roles_of(user, today):
            return self._without_role(request)
        return self.get_response(request)

    def _without_role(self, request: HttpRequest) -> HttpResponse:
        """Signed in, but holding no office today: say so, and end the session."""
        email = getattr(request.user, "email", "")
        logout(request)
        return render(request, "account/no_role.html", {"email": email}, status=403)


class AdminGuardMiddleware:
    """An allow-list of doors for officers, and a check of every id in the address."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        door = door_of(match.view_name)
        if door is Door.CLOSED:
            return self._elsewhere(request, match.view_name)
        if not request.path.startswith(admin_prefix()):
            return None
        if not request.user.is_authenticated or door is Door.OPEN:
            return None
        if door is not Door.ROWS:
            if not policy.allows(request.user, Action.SITE_MANAGE):
                raise PermissionDenied
        else:
            if not any(policy.allows(request.user, action) for action in _EDITING):
                raise PermissionDenied
            self._check_ids(request, match.view_name, args, kwargs)
        return None

    def _elsewhere(self, request: HttpRequest, view_name: str) -> HttpResponse:
        if view_name in ("wagtailadmin_login", "wagtailcore_login"):
            target = redirect("account_login")
            query = request.GET.urlencode()
            return redirect(f"{target.url}?{query}" if query else target.url)
        if view_name.startswith("wagtailadmin_password_reset"):
            return redirect("account_reset_password")
        raise Http404

    def _check_ids(
        self, request: HttpRequest, view_name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if view_name == "wagtail_bulk_action":
            self._narrow_bulk(request, kwargs)
        elif view_name == "wagtailadmin_editing_sessions:ping":
            self._check_session(request, kwargs)
        if not reach.names_only_own(request, view_name, args, kwargs):
            raise Http404

    def _narrow_bulk(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        """Bulk pages list titles that the person may not touch: leave only ids within reach, also for
        "all".
        """
        model = _model(kwargs["app_label"], kwargs["model_name"])
        rows: Any = reach.rows_of(model, request.user)
        if rows is None or policy.allows(request.user, Action.SITE_MANAGE):
            return
        wanted = request.GET.getlist("id")
        if "all" not in wanted:
            rows = rows.filter(pk__in=[key for key in wanted if key.isdigit()])
        elif request.GET.get("childOf", "").isdigit():
            parent = reach.pages_to_walk(request.user).filter(pk=request.GET["childOf"]).first()
            rows = rows.child_of(parent) if parent is not None else rows.none()
        allowed = [str(key) for key in rows.values_list("pk", flat=True)]
        if not allowed or ("all" not in wanted and len(allowed) != len(set(wanted))):
            raise Http404
        query = request.GET.copy()
        query.setlist("id", allowed)
        request.GET = query  # type: ignore[assignment]

    def _check_session(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        model = _model(kwargs["app_label"], kwargs["model_name"])
        rows: Any = reach.rows_of(model, request.user)
        if rows is not None and not rows.filter(pk=kwargs["object_id"]).exists():
            raise Http404


def _model(app_label: str, model_name: str) -> Any:
    try:
        return apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
