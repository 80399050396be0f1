from django.urls import path

from . import import_views, people_views

app_name = "people"
urlpatterns = [
    path("", people_views.PeopleView.as_view(), name="index"),
    path("hasil/", people_views.PeopleView.as_view(results_only=True), name="index_results"),
    path("tambah/", people_views.add, name="add"),
    path("impor/", import_views.upload, name="import"),
    path("impor/simpan/", import_views.confirm, name="import_confirm"),
    path("<int:pk>/", people_views.person, name="person"),
    path("<int:pk>/penugasan/", people_views.assign, name="assign"),
    path("<int:pk>/undang/", people_views.send_invitation, name="invite"),
    path("<int:pk>/tutup/", people_views.close, name="close"),
    path("penugasan/<int:pk>/akhiri/", people_views.end, name="end"),
]
