"""Every address of the portal. English stands at the same address under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("masuk/", include("portal.accounts.urls")),
    path("api/v1/", include("portal.api")),
    path("", include("portal.health")),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("", include("requests_app.urls")),
    path("", include("disclosure.urls")),
    path("", include("disclosure.reports.urls")),
    path("", include("disclosure.emergency.urls")),
    path("", include("disclosure.programmes.urls")),
    path("", include("disclosure.editions.urls")),
    path("", include("disclosure.exemptions.urls")),
    path("", include("search.urls")),
    path("", include("portal.content.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
