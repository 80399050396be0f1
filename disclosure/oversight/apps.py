from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "disclosure.oversight"
    label = "oversight"
    verbose_name = "Pengawasan"
