from django.apps import AppConfig

_NAMESPACES = (
    "wagtailsnippets_disclosure_listentry",
    "wagtailsnippetchoosers_disclosure_listentry",
    "duties",
    "waiting",
    "editions",
    "exemptions",
)


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Daftar informasi"

    def ready(self) -> None:
        from disclosure import (  # noqa: F401 - signals connects its receivers
            edition_messages,
            exemption_messages,
            home,
            microsite,
            panels,
            signals,
            standing,
        )
        from disclosure.exemptions.port import Register
        from disclosure.messages import register_messages
        from disclosure.objection_entries import entry_link
        from disclosure.search_sources import register_sources
        from requests_app import decrees
        from requests_app import entry_link as entry_port

        register_sources()
        register_messages()
        edition_messages.register_messages()
        exemption_messages.register_messages()
        decrees.register(Register())
        panels.register()
        home.register()
        microsite.register()
        standing.register()
        entry_port.register(entry_link)
        self._enter_admin()

    def _enter_admin(self) -> None:
        from portal.agencies import doors, homes
        from portal.agencies.rights import Action

        for name in _NAMESPACES:
            doors.register_namespace(name)
        # Wagtail's own publish action asks for the stock permission; the viewset asks for the agency before it.
        homes.register_permission(Action.ENTRY_PUBLISH, "disclosure.publish_listentry")
