from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    label = "requests_app"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Permohonan informasi"

    def ready(self) -> None:
        from . import notices

        notices.register_all()
