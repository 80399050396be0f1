from django.urls import path

from portal.content import moved_views

app_name = "moved"
urlpatterns = [
    path("", moved_views.index, name="index"),
    path("muat/", moved_views.upload, name="upload"),
    path("muat/simpan/", moved_views.confirm, name="confirm"),
]
