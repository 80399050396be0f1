from django.apps import AppConfig


class ReachabilityConfig(AppConfig):
    name = "disclosure.reachability"
    label = "reachability"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pemeriksaan tautan"

    def ready(self) -> None:
        from disclosure.reachability.messages import register_messages

        register_messages()
