from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    label = "requests_app"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Permohonan informasi"

    def ready(self) -> None:
        from portal.agencies.doors import register_namespace
        from portal.workcalendar.impact import register_impact_provider

        from . import dispute_notices, notices, objection_notices, panels
        from .services.objections.recalendar import ObjectionImpact
        from .services.recalendar import RequestImpact

        notices.register_all()
        panels.register()
        objection_notices.register_all()
        dispute_notices.register_all()
        register_impact_provider(RequestImpact())
        register_impact_provider(ObjectionImpact())
        register_namespace("desk")
        register_namespace("objections")
        register_namespace("disputes")
