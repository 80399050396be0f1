"""Addresses under /admin/kalender/ (Wagtail wraps them in its own access check)."""

from django.urls import path

from . import views

app_name = "calendar"

urlpatterns = [
    path("", views.HolidayListView.as_view(), name="index"),
    path("hasil/", views.HolidayListView.as_view(results_only=True), name="index_results"),
    path("usulan/", views.ProposalListView.as_view(), name="proposals"),
    path("usulan/hasil/", views.ProposalListView.as_view(results_only=True), name="proposals_results"),
    path("usulan/baru/", views.propose, name="propose"),
    path("usulan/simpan/", views.create_proposal, name="create_proposal"),
    path("usulan/<int:pk>/", views.proposal, name="proposal"),
    path("<int:pk>/keputusan/", views.decree, name="decree"),
    path("usulan/<int:pk>/keputusan/", views.proposal_decree, name="proposal_decree"),
    path("usulan/<int:pk>/sahkan/", views.confirm, name="confirm"),
    path("usulan/<int:pk>/tolak/", views.reject, name="reject"),
    path("usulan/<int:pk>/tarik/", views.withdraw, name="withdraw"),
]
