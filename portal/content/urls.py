from django.conf import settings
from django.urls import URLPattern, path

from portal.content import paper_views, views
from portal.content.feeds import NewsFeed

app_name = "content"

urlpatterns: list[URLPattern] = [
    path("statistik/", views.statistics, name="statistics"),
    path("halaman/<int:pk>/suara/", paper_views.recording, name="recording"),
    path("halaman/<int:pk>/lembar.pdf", paper_views.sheet, name="sheet"),
    path("berita/umpan/", NewsFeed(), name="feed"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap, name="sitemap_section"),
]

if settings.DEBUG:
    urlpatterns += [path("_gaya/", views.style, name="style")]
