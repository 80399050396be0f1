"""Addresses of objections on the desk, under /admin/keberatan/."""

from django.urls import path

from requests_app.views.desk import dossiers, registers
from requests_app.views.desk.objections import forms, pages

_ONE = "<int:pk>/"

app_name = "objections"
urlpatterns = [
    path("", pages.ObjectionListView.as_view(), name="list"),
    path("hasil/", pages.ObjectionListView.as_view(results_only=True), name="list_results"),
    path("catat/", forms.ObjectionRecordView.as_view(), name="record"),
    path("register.csv", registers.ObjectionRegisterFileView.as_view(form="csv"), name="register"),
    path("register.xlsx", registers.ObjectionRegisterFileView.as_view(form="xlsx"), name="register_xlsx"),
    path("register.pdf", registers.ObjectionRegisterFileView.as_view(form="pdf"), name="register_pdf"),
    path(_ONE, pages.ObjectionView.as_view(), name="objection"),
    path(f"{_ONE}tindakan/<slug:act>/", forms.ObjectionActView.as_view(), name="act"),
    path(f"{_ONE}perintah/<int:order>/laksanakan/", forms.OrderDoneView.as_view(), name="order_done"),
    path(f"{_ONE}perintah/<int:order>/kembalikan/", forms.OrderReturnView.as_view(), name="order_return"),
    path(f"{_ONE}tanggapan-pengaju/", forms.ReplyView.as_view(), name="reply"),
    path(f"{_ONE}surat/terima/", forms.ObjectionDeliveryView.as_view(), name="delivery"),
    path(f"{_ONE}kabar/<int:task>/", forms.ObjectionContactView.as_view(), name="contact"),
    path(f"{_ONE}surat/formulir.pdf", pages.ObjectionPaperView.as_view(), {"which": "formulir"}, name="form"),
    path(f"{_ONE}surat/jawaban.pdf", pages.ObjectionPaperView.as_view(), {"which": "jawaban"}, name="answer"),
    path(f"{_ONE}berkas.<str:form>", dossiers.ObjectionDossierView.as_view(), name="dossier"),
    path(f"{_ONE}identitas/", pages.ObjectionRevealView.as_view(), name="reveal"),
    path(f"{_ONE}berkas/<uuid:file>/", pages.ObjectionFileView.as_view(), name="file"),
]
