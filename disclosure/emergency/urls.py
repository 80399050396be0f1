"""Public addresses under /serta-merta/."""

from django.urls import path

from disclosure.emergency import views
from disclosure.emergency.feeds import CapFeed, NoticeFeed

app_name = "emergency"
urlpatterns = [
    path("serta-merta/", views.notice_list, name="list"),
    path("serta-merta/umpan.rss", NoticeFeed(), name="rss"),
    path("serta-merta/cap.atom", CapFeed(), name="cap_feed"),
    path("serta-merta/<int:pk>/", views.notice_page, name="notice"),
    path("serta-merta/<int:pk>/lembar.pdf", views.sheet, name="sheet"),
    path("serta-merta/<int:pk>/gambar/", views.picture, name="picture"),
    path("serta-merta/<int:pk>/suara/", views.audio, name="audio"),
    path("serta-merta/<int:pk>/cap-<int:number>.xml", views.cap, name="cap"),
]
