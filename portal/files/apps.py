from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "portal.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Berkas"
