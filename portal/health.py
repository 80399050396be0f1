"""How the portal is: for the operator and the load balancer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
