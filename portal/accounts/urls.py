"""Signing in and the second factor, by allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
