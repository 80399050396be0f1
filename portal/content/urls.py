from django.conf import settings
from django.urls import URLPattern, path

from portal.content import views

app_name = "content"

urlpatterns: list[URLPattern] = []

if settings.DEBUG:
    urlpatterns += [path("_gaya/", views.style, name="style")]
