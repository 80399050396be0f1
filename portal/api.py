"""The public API: each app's routes under one version."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("skema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include("disclosure.api")),
    path("", include("search.api")),
]
