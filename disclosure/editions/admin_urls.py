from django.urls import path

from disclosure.editions import admin_views as views

app_name = "editions"
urlpatterns = [
    path("", views.index, name="index"),
    path("buka/", views.open_next, name="open"),
    path("baris/<int:pk>/", views.row, name="row"),
    path("<int:number>/", views.edition, name="edition"),
    path("<int:number>/tetapkan/", views.adopt, name="adopt"),
    path("<int:number>/setujui/", views.approve, name="approve"),
    path("<int:number>/perbandingan/", views.comparison, name="comparison"),
    path("<int:number>/lampiran-i.pdf", views.paper, name="paper"),
    path("<int:number>/<slug:agency>/", views.section, name="section"),
    path("<int:number>/<slug:agency>/usulkan/", views.propose, name="propose"),
    path("<int:number>/<slug:agency>/putus/", views.answer, name="answer"),
]
