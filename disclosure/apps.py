from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Daftar informasi"

    def ready(self) -> None:
        from disclosure import panels, signals  # noqa: F401 - signals connects its receivers
        from disclosure.search_sources import register_sources
        from disclosure.services.messages import register_messages

        register_sources()
        register_messages()
        panels.register()
