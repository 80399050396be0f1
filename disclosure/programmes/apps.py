from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "disclosure.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Program prioritas"

    def ready(self) -> None:
        from disclosure.programmes import panels
        from portal.agencies.doors import register_namespace

        panels.register()
        register_namespace("programmes")
