from django.urls import path

from disclosure.programmes import views

app_name = "disclosure_programmes"
urlpatterns = [path("program/foto/<int:pk>.jpg", views.photo, name="photo")]
