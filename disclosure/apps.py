from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Daftar informasi"

    def ready(self) -> None:
        from disclosure import signals  # noqa: F401 - connects the receivers
        from disclosure.search_sources import register_sources

        register_sources()
