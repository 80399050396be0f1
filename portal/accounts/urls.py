"""Signing in and the second factor, by allauth; no signing up, no e-mail of one's own choosing."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("", allauth_views.login, name="account_login"),
    path("keluar/", allauth_views.logout, name="account_logout"),
    path("nonaktif/", allauth_views.account_inactive, name="account_inactive"),
    path("ulang/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("sandi/ubah/", allauth_views.password_change, name="account_change_password"),
    path("sandi/lupa/", allauth_views.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/baru/selesai/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("dua-langkah/", include("allauth.mfa.urls")),
    path("undangan/<str:token>/", views.accept_invitation, name="account_invitation"),
    # allauth asks for these addresses by name; here they only lead back.
    path("daftar/", views.no_signup, name="account_signup"),
    path("surel/", views.no_signup, name="account_email"),
]
