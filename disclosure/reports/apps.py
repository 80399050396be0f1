from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "disclosure.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Laporan kepatuhan"
