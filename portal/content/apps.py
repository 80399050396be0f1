from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Halaman"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from portal.agencies import doors, homes
        from portal.content import messages, search_sources
        from portal.content.page_roots import page_roots

        homes.register_page_roots(page_roots)
        doors.register_namespace("moved")
        search_sources.register()
        page_published.connect(search_sources.page_published, dispatch_uid="content.page_published")
        page_unpublished.connect(search_sources.page_unpublished, dispatch_uid="content.page_unpublished")
        messages.register_messages()
