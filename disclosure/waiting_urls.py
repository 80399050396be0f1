from django.urls import path

from disclosure import waiting_views

app_name = "waiting"
urlpatterns = [
    path("", waiting_views.index, name="index"),
    path("putus/", waiting_views.answer, name="answer"),
    path("entri/<int:pk>/", waiting_views.spread, name="spread"),
    path("contoh/<int:pk>/", waiting_views.sample, name="sample"),
]
