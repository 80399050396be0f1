"""Headers that depend on where in the portal one is."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

ADMIN_PREFIX = "/admin/"
# Wagtail's screens and its editor write inline scripts and styles; previews stand in frames of our own.
ADMIN_DIRECTIVES: dict[str, Any] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "connect-src": [SELF],
}


class PolicyByPrefixMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere, and a looser one under the admin, where staff work."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if request.path_info.startswith(ADMIN_PREFIX):
            # No nonce stands in these: beside a nonce browsers ignore 'unsafe-inline'.
            parts.replace = {**(parts.replace or {}), **ADMIN_DIRECTIVES}
        return parts
