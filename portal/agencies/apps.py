from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "portal.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Perangkat daerah"

    def ready(self) -> None:
        from portal.audit.services import register_agency_finder

        from .finding import agency_of_thing

        register_agency_finder(agency_of_thing)
