"""Addresses under /admin/pengawasan/."""

from django.urls import path

from disclosure.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.board_view, name="board"),
    path("laporan/", views.ReportListView.as_view(), name="reports"),
    path("laporan/hasil/", views.ReportListView.as_view(results_only=True), name="reports_results"),
    path("laporan/buat/", views.build_view, name="build"),
    path("laporan/<int:pk>/", views.file_view, name="file"),
]
