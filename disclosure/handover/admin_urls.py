from django.urls import path

from disclosure.handover import views

app_name = "handover"
urlpatterns = [
    path("<int:pk>/", views.hand_over, name="form"),
    path("selesai/<int:pk>/", views.done, name="done"),
    path("selesai/<int:pk>/keputusan/", views.decree, name="decree"),
    path("panduan/<slug:agency>.pdf", views.guide, name="guide"),
]
