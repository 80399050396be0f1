from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    name = "disclosure.emergency"
    label = "emergency"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pengumuman serta merta"

    def ready(self) -> None:
        from disclosure.emergency import panels
        from disclosure.emergency.messages import register_messages
        from disclosure.emergency.search_sources import register_sources
        from portal.agencies.doors import register_namespace

        register_messages()
        register_sources()
        panels.register()
        # The views of the notices ask the policy themselves.
        register_namespace("notices")
