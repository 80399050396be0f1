from django.urls import path

from . import trail_views

app_name = "trail"
urlpatterns = [
    path("", trail_views.TrailView.as_view(), name="index"),
    path("hasil/", trail_views.TrailView.as_view(results_only=True), name="index_results"),
    path("unduh.csv", trail_views.export, name="export"),
]
