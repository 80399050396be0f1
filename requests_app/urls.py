"""Addresses of the citizen's side. The officers' desk has its own under /admin/permohonan/."""

from django.urls import path

from requests_app.views import (
    acts,
    blanks,
    dossiers,
    files,
    filing,
    objecting,
    objections,
    receipt,
    survey,
    tracking,
    verifying,
)

_CASE = "permohonan/lacak/<str:sequence>/<str:code>/<str:year>/"

_OBJECTION = "keberatan/lacak/<str:sequence>/<str:year>/"

app_name = "requests"
urlpatterns = [
    path("permohonan/ajukan/", filing.file_view, name="file"),
    path("permohonan/ajukan/terjawab/", filing.answered_view, name="answered"),
    path("permohonan/tanda-terima/<str:token>/", receipt.receipt_view, name="receipt"),
    path("permohonan/tanda-terima/<str:token>/tanda-terima.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("permohonan/tanda-terima/<str:token>/batas.ics", receipt.receipt_ics, name="receipt_ics"),
    path("permohonan/lacak/", tracking.track_view, name="track"),
    path("permohonan/lacak/tutup/", tracking.leave_view, name="leave"),
    path("formulir/<slug:which>.pdf", blanks.blank_view, name="blank"),
    path("surat/<str:token>/", verifying.verify_view, name="verify"),
    path("permohonan/surel/<str:token>/", tracking.confirm_view, name="confirm"),
    path(_CASE, tracking.case_view, name="case"),
    path(f"{_CASE}pesan/", acts.message_view, name="case_message"),
    path(f"{_CASE}lengkapi/", acts.supply_view, name="case_supply"),
    path(f"{_CASE}tarik/", acts.withdraw_view, name="case_withdraw"),
    path(f"{_CASE}tanda-terima.pdf", files.case_receipt_view, name="case_receipt"),
    path(f"{_CASE}survei/", survey.survey_view, name="case_survey"),
    path(f"{_CASE}berkas.<str:form>", dossiers.case_dossier_view, name="case_dossier"),
    path(f"{_CASE}pecahan.csv", files.parts_view, name="case_parts"),
    path(f"{_CASE}batas.ics", files.case_ics_view, name="case_ics"),
    path(f"{_CASE}surat/<int:letter>.pdf", files.letter_view, name="case_letter"),
    path(f"{_CASE}surat/<int:letter>/keputusan.pdf", files.decree_view, name="case_decree"),
    path(f"{_CASE}berkas/<uuid:file>/", files.download_view, name="case_file"),
    path(f"{_CASE}baca/<uuid:file>/", files.read_view, name="case_read"),
    path(f"{_CASE}baca/<uuid:file>/<int:page>.png", files.page_view, name="case_page"),
    path(f"{_CASE}keberatan/", objecting.case_object_view, name="case_object"),
    path("survei/", survey.results_view, name="survey_results"),
    path("survei/hasil.csv", survey.results_csv_view, name="survey_csv"),
    path("keberatan/", objecting.object_view, name="object"),
    path("keberatan/informasi-berkala/", objecting.periodic_view, name="object_periodic"),
    path("keberatan/tanda-terima/<str:token>/", objecting.receipt_view, name="objection_receipt"),
    path("keberatan/surel/<str:token>/", objecting.confirm_view, name="objection_confirm"),
    path(_OBJECTION, objections.objection_view, name="objection"),
    path(f"{_OBJECTION}tarik/", objections.withdraw_view, name="objection_withdraw"),
    path(f"{_OBJECTION}tanggapan/", objections.reply_view, name="objection_reply"),
    path(f"{_OBJECTION}surat.pdf", objections.letter_view, name="objection_letter"),
    path(f"{_OBJECTION}berkas.<str:form>", dossiers.objection_dossier_view, name="objection_dossier"),
    path(f"{_OBJECTION}permohonan-sengketa.pdf", dossiers.application_view, name="objection_application"),
    path(f"{_OBJECTION}formulir.pdf", objections.form_view, name="objection_form"),
]
