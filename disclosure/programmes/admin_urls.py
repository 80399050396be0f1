from django.urls import path

from disclosure.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.index, name="index"),
    path("tulis/", views.new, name="new"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/kemajuan/", views.progress, name="progress"),
    path("<int:pk>/terbit/", views.publish, name="publish"),
]
