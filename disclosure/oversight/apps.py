from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "disclosure.oversight"
    label = "oversight"
    verbose_name = "Pengawasan"

    def ready(self) -> None:
        from portal.agencies.doors import register_namespace

        # The views of the board ask the policy themselves.
        register_namespace("oversight")
