"""The desk's place in the Wagtail admin: addresses, menu, style."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.agencies.policy import Action as Right
from portal.agencies.policy import allows


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("permohonan/", include("requests_app.desk_urls"))]


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Right.CASE_VIEW)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(_("Permohonan"), reverse("desk:list"), name="permohonan", icon_name="form", order=10)


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/desk.css"))
