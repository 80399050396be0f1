"""Public addresses of the adopted lists."""

from django.urls import path

from disclosure.editions import views

app_name = "lists"
urlpatterns = [
    path("daftar-informasi/edisi/", views.archive, name="archive"),
    path("daftar-informasi/edisi/<int:number>/", views.edition, name="edition"),
    path("daftar-informasi/edisi/<int:number>/perbandingan/", views.comparison, name="comparison"),
    path("daftar-informasi/edisi/<int:number>/perbandingan.csv", views.comparison_csv, name="comparison_csv"),
    path("daftar-informasi/edisi/<int:number>/daftar.csv", views.rows_csv, name="csv"),
    path("daftar-informasi/edisi/<int:number>/lampiran-i.pdf", views.paper, name="paper"),
    path("daftar-informasi/edisi/<int:number>/keputusan/", views.decree, name="decree"),
]
