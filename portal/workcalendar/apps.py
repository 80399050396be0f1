from django.apps import AppConfig


class WorkCalendarConfig(AppConfig):
    name = "portal.workcalendar"
    label = "workcalendar"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Kalender kerja"

    def ready(self) -> None:
        from portal.agencies.doors import register_namespace

        register_namespace("calendar")
