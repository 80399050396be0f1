from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from disclosure.handover import admin_urls


@hooks.register("register_admin_urls")
def handover_urls() -> list[Any]:
    return [path("serah-terima/", include(admin_urls))]
