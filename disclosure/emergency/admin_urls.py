"""Addresses under /admin/serta-merta/."""

from django.urls import path

from disclosure.emergency import admin_views

app_name = "notices"
urlpatterns = [
    path("", admin_views.index, name="index"),
    path("umumkan/", admin_views.new, name="new"),
    path("<int:pk>/perbarui/", admin_views.change, name="change"),
    path("<int:pk>/akhiri/", admin_views.end, name="end"),
]
