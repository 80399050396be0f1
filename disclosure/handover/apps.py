from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "disclosure.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Serah terima"

    def ready(self) -> None:
        from disclosure.handover.messages import register_messages
        from disclosure.handover.work import work_of_unit
        from portal.agencies import homes
        from portal.agencies.doors import register_namespace

        homes.register_open_work(work_of_unit)
        register_messages()
        register_namespace("handover")
