from django.apps import AppConfig


class PdfConfig(AppConfig):
    name = "portal.pdf"
    label = "pdf"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Dokumen PDF"
