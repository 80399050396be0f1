"""The public API: each app's routes under one version."""

from typing import Any

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

PREFIX = "/api/v1/"


def public_only(endpoints: list[tuple[Any, ...]], **kwargs: Any) -> list[tuple[Any, ...]]:
    """Keep Wagtail's internal admin API out of the published schema."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PREFIX)]


urlpatterns = [
    path("skema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include("disclosure.api")),
    path("", include("search.api")),
]
