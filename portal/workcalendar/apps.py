from django.apps import AppConfig


class WorkCalendarConfig(AppConfig):
    name = "portal.workcalendar"
    label = "workcalendar"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Kalender kerja"
