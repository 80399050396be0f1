"""Addresses of the desk, under /admin/permohonan/."""

from django.urls import path

from requests_app.views.desk import (
    assistance,
    case,
    delegation,
    dossiers,
    forms,
    giving,
    listing,
    papers,
    record,
    registers,
)

app_name = "desk"
urlpatterns = [
    path("", listing.WorklistView.as_view(), name="list"),
    path("hasil/", listing.WorklistView.as_view(results_only=True), name="list_results"),
    path("catat/", record.RecordView.as_view(), name="record"),
    path("catat/<int:pk>/<str:token>/", record.RecordedView.as_view(), name="recorded"),
    path("register/", registers.RegisterListView.as_view(), name="register_list"),
    path("register/hasil/", registers.RegisterListView.as_view(results_only=True), name="register_results"),
    path("register.csv", registers.RegisterFileView.as_view(form="csv"), name="register"),
    path("register.xlsx", registers.RegisterFileView.as_view(form="xlsx"), name="register_xlsx"),
    path("register.pdf", registers.RegisterFileView.as_view(form="pdf"), name="register_pdf"),
    path("pendelegasian/", delegation.DelegationsView.as_view(), name="delegations"),
    path("pendelegasian/<int:delegation>/akhiri/", delegation.EndView.as_view(), name="delegation_end"),
    path("bantuan-kedinasan/", assistance.AssistanceListView.as_view(), name="assistance"),
    path(
        "bantuan-kedinasan/hasil/",
        assistance.AssistanceListView.as_view(results_only=True),
        name="assistance_results",
    ),
    path("bantuan-kedinasan/catat/", assistance.AssistanceRecordView.as_view(), name="assistance_record"),
    path("bantuan-kedinasan/<int:pk>/", assistance.AssistanceAnswerView.as_view(), name="assistance_answer"),
    path("tarif/", giving.RatesView.as_view(), name="rates"),
    path("tarif/<int:rate>/akhiri/", giving.RateEndView.as_view(), name="rate_end"),
    path("<int:pk>/", case.CaseView.as_view(), name="case"),
    path("<int:pk>/tindakan/<slug:act>/", forms.ActView.as_view(), name="act"),
    path("<int:pk>/berkas.<str:form>", dossiers.CaseDossierView.as_view(), name="dossier"),
    path("<int:pk>/pecahan.csv", papers.PartsView.as_view(), name="parts"),
    path("<int:pk>/uji-konsekuensi/", forms.TestView.as_view(), name="test"),
    path("<int:pk>/pesan/", forms.MessageView.as_view(), name="message"),
    path("<int:pk>/catatan/", forms.NoteView.as_view(), name="note"),
    path("<int:pk>/tugaskan/", forms.AssignView.as_view(), name="assign"),
    path("<int:pk>/surat/<int:letter>/", papers.LetterView.as_view(), name="letter"),
    path("<int:pk>/surat/<int:letter>/terima/", forms.DeliveryView.as_view(), name="delivery"),
    path("<int:pk>/surat/<int:letter>/kirim-ulang/", forms.ResendView.as_view(), name="resend"),
    path("<int:pk>/biaya/<int:sheet>/bayar/", giving.PaymentView.as_view(), name="payment"),
    path("<int:pk>/lihat/", giving.ViewingMoveView.as_view(), name="viewing_move"),
    path("<int:pk>/lihat/<int:viewing>/", giving.ViewingDoneView.as_view(), name="viewing"),
    path("<int:pk>/kabar/<int:task>/", forms.ContactDoneView.as_view(), name="contact"),
    path("<int:pk>/kode/", forms.ReplaceCodeView.as_view(), name="code"),
    path("<int:pk>/identitas/", papers.RevealView.as_view(), name="reveal"),
    path("<int:pk>/berkas/<uuid:file>/", papers.FileView.as_view(), name="file"),
]
