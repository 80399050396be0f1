"""Addresses under /admin/impor/."""

from django.urls import path

from disclosure.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.RunListView.as_view(), name="index"),
    path("hasil/", views.RunListView.as_view(results_only=True), name="index_results"),
    path("unggah/", views.upload, name="upload"),
    path("contoh.xlsx", views.sample, name="sample"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/kolom/", views.columns, name="columns"),
    path("<int:pk>/pilihan/", views.choose, name="choose"),
    path("<int:pk>/simpan/", views.confirm, name="confirm"),
    path("<int:pk>/jalankan/", views.write_now, name="write"),
    path("<int:pk>/terbitkan/", views.publish, name="publish"),
    path("<int:pk>/batalkan/", views.undo, name="undo"),
]
