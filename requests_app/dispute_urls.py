"""Addresses of disputes on the desk, under /admin/sengketa/."""

from django.urls import path

from requests_app.views.desk import dossiers
from requests_app.views.desk.disputes import forms, pages

_ONE = "<int:pk>/"

app_name = "disputes"
urlpatterns = [
    path("", pages.DisputeListView.as_view(), name="list"),
    path("hasil/", pages.DisputeListView.as_view(results_only=True), name="list_results"),
    path("catat/<int:pk>/", forms.DisputeRegisterView.as_view(), name="register"),
    path(_ONE, pages.DisputeView.as_view(), name="dispute"),
    path(f"{_ONE}langkah/<slug:act>/", forms.DisputeStepView.as_view(), name="step"),
    path(f"{_ONE}berkas.<str:form>", dossiers.DisputeDossierView.as_view(), name="dossier"),
    path(f"{_ONE}jadwal/", forms.DisputeSessionView.as_view(), name="session"),
    path(f"{_ONE}putusan/terima/", forms.RulingReceiptView.as_view(), name="receipt"),
    path(f"{_ONE}kuasa/", forms.ProxyView.as_view(), name="proxy"),
    path(f"{_ONE}kuasa/<int:letter>.pdf", pages.ProxyLetterView.as_view(), name="proxy_letter"),
    path(f"{_ONE}berkas/<uuid:file>/", pages.DisputeFileView.as_view(), name="file"),
]
