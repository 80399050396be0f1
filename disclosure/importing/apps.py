from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "disclosure.importing"
    label = "importing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Impor daftar"

    def ready(self) -> None:
        from portal.agencies import doors

        from .telling import register_messages

        doors.register_namespace("importing")
        register_messages()
