from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "disclosure.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pemantauan keaktifan"

    def ready(self) -> None:
        from disclosure.monitoring.checking import register_messages

        register_messages()
