"""Public addresses of reports: whether a printed number and hash are genuine."""

from django.urls import path

from disclosure.reports.views import verify

app_name = "reports"
urlpatterns = [path("verifikasi/<path:number>/", verify, name="verify")]
