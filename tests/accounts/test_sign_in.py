"""Signing in, the second factor, invitations, and people without an office."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from portal.accounts import invitations, links
from portal.accounts.models import Invitation
from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from tests.factories import MembershipFactory, UserFactory, officer
from tests.factories.agencies import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = {"password": PASSWORD}


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def sign_in_again(client):
    """allauth wants the password once more before the second factor is touched."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_officer_signs_in_and_the_trail_knows(client):
    user = officer(Role.OPERATOR)
    response = sign_in(client, user)
    assert response.status_code == 302 and response.url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert AuditEvent.objects.filter(action="auth.signed_in", actor=user).exists()


def test_wrong_password_says_so_and_leaves_a_line_without_the_address(client):
    user = officer(Role.OPERATOR)
    response = sign_in(client, user, "salah-sekali-123")
    assert response.status_code == 200 and b"error-summary" in response.content
    event = AuditEvent.objects.get(action="auth.sign_in_failed")
    assert event.data == {"known_address": True} and user.email not in str(event.__dict__)


def test_guessing_is_throttled_so_that_even_the_right_password_waits(client):
    user = officer(Role.OPERATOR)
    for number in range(6):
        assert sign_in(client, user, f"salah-{number}-salah").status_code in (200, 429)
    response = sign_in(client, user)
    assert response.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client):
    response = client.get("/masuk/daftar/")
    assert response.status_code == 302 and response.url == reverse("account_login")
    assert client.post("/masuk/daftar/", {"email": "x@y.id"}).status_code == 302
    assert client.get("/masuk/signup/").status_code == 404


def test_person_without_office_gets_a_clear_page_and_is_signed_out(client):
    user = UserFactory()
    sign_in(client, user)
    response = client.get("/admin/")
    assert response.status_code == 403
    assert "belum punya penugasan" in response.content.decode()
    assert client.get("/admin/").status_code == 302


def test_closed_account_cannot_sign_in(client):
    user = officer(Role.OPERATOR, is_active=False)
    response = sign_in(client, user)
    assert "/admin/" not in response.headers.get("Location", "")
    assert client.get("/admin/").status_code == 302


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.STAFF_MFA_REQUIRED = True

    def test_admin_waits_for_it_when_it_is_required(self, client):
        sign_in(client, officer(Role.PPID_UTAMA))
        response = client.get("/admin/petugas/")
        assert response.status_code == 302 and response.url == reverse("mfa_activate_totp")
        assert client.get(response.url).url.startswith(reverse("account_reauthenticate"))
        sign_in_again(client)
        page = client.get(response.url)
        assert page.status_code == 200 and b"data:image/svg+xml" in page.content

    def test_admin_opens_after_activating(self, client):
        user = officer(Role.PPID_UTAMA)
        sign_in(client, user)
        sign_in_again(client)
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
        assert done.status_code == 302
        assert client.get("/admin/").status_code == 200

    def test_password_alone_does_not_let_in_when_it_is_active(self, client):
        user = officer(Role.PPID_UTAMA)
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        response = sign_in(client, user)
        assert response.url.startswith(reverse("mfa_authenticate"))
        assert client.get("/admin/").status_code == 302
        client.post(reverse("mfa_authenticate"), {"code": code(secret)})
        assert client.get("/admin/").status_code == 200
        assert Authenticator.objects.filter(user=user).exists()


class TestInvitation:
    @pytest.fixture
    def invited(self):
        user = UserFactory()
        user.set_unusable_password()
        user.save()
        MembershipFactory(user=user)
        invitation = invitations.invite(user=user, actor=None, now=timezone.now())
        return user, links.link(invitation).split("8000", 1)[1]

    def test_get_changes_nothing_and_post_sets_the_password_once(self, client, invited):
        user, url = invited
        assert client.get(url).status_code == 200
        user.refresh_from_db()
        assert not user.has_usable_password()
        data = {"password1": "sandi-baru-yang-kuat", "password2": "sandi-baru-yang-kuat"}
        assert client.post(url, data).status_code == 302
        user.refresh_from_db()
        assert user.check_password("sandi-baru-yang-kuat")
        assert client.post(url, data).status_code == 410
        assert client.get(url).status_code == 410

    def test_weak_or_unequal_password_is_refused_with_the_reason(self, client, invited):
        _user, url = invited
        body = client.post(url, {"password1": "12345678", "password2": "87654321"}).content.decode()
        assert "belum sama" in body and "error-summary" in body

    def test_link_dies_with_time_replacement_and_forgery(self, client, invited):
        user, url = invited
        assert client.get(url.replace("undangan/", "undangan/x")).status_code == 410
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert "habis" in client.get(url).content.decode()
        Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
        invitations.invite(user=user, actor=None, now=timezone.now())
        assert "diganti" in client.get(url).content.decode()

    def test_link_of_a_closed_account_is_dead(self, client, invited):
        user, url = invited
        user.is_active = False
        user.save()
        assert client.get(url).status_code == 410
