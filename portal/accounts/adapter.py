"""How allauth treats staff: nobody signs up; accounts come by invitation; sign-ins leave a trace."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from portal.audit.services import record


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        record(action="auth.signed_in", actor=user, target=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Only whether the address is known: what was typed may be anybody's, or a password in the wrong
        box.
        """
        super().authentication_failed(request, **credentials)
        email = credentials.get("email") or credentials.get("username") or ""
        known = bool(email) and get_user_model().objects.filter(email__iexact=email).exists()
        record(action="auth.sign_in_failed", data={"known_address": known})

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record(action="auth.signed_out", actor=request.user, target=request.user)
        super().logout(request)
