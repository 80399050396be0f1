from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "disclosure.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pemeriksaan sebelum terbit"

    def ready(self) -> None:
        from disclosure.models import gates
        from disclosure.screening import wishes
        from disclosure.screening.gate import stop_personal_data
        from disclosure.screening.messages import register_messages

        gates.register(stop_personal_data)
        gates.register_follower(wishes.close_answered)
        register_messages()
