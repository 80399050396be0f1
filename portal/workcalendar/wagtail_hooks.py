"""The calendar's place in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.agencies.policy import Action, allows


@hooks.register("register_admin_urls")
def calendar_urls() -> list[Any]:
    return [path("kalender/", include("portal.workcalendar.urls"))]


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Action.CALENDAR_VIEW)


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    return CalendarMenuItem(
        _("Kalender kerja"), reverse("calendar:index"), name="calendar", icon_name="calendar-alt", order=600
    )
