"""Public addresses of the register of exempt information."""

from django.urls import path

from disclosure.exemptions import views

app_name = "closed"
urlpatterns = [
    path("informasi-dikecualikan/", views.public_list, name="list"),
    path("informasi-dikecualikan/unduh.csv", views.public_csv, name="csv"),
]
