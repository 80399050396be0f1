"""Staff screens: the board, inviting, assigning, ending; who may."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Invitation, User
from portal.agencies.models import Membership, Role
from portal.audit.models import AuditEvent
from tests.factories import AgencyFactory, MembershipFactory, UserFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def dkiss(client):
    user = officer(Role.PPID_UTAMA, first_name="Rina")
    client.force_login(user)
    return user


def add(client, **changes):
    data = {
        "email": "baru@cilegon.example", "name": "Budi Baru", "nip": "1", "position": "Sekretaris",
        "phone": "", "role": "ppid_pelaksana", "capacity": "definitif", "valid_from": "2026-01-02",
        "valid_until": "", "decree_number": "800/1", "decree_date": "2026-01-01",
    } | changes  # fmt: skip
    return client.post(reverse("people:add"), data)


def test_new_officer_is_made_assigned_and_invited_when_dkiss_adds(
    client, dkiss, django_capture_on_commit_callbacks
):
    agency = AgencyFactory()
    with django_capture_on_commit_callbacks(execute=True):
        response = add(client, agency=agency.pk)
    user = User.objects.get(email="baru@cilegon.example")
    assert response.url == reverse("people:person", args=[user.pk])
    assert not user.has_usable_password()
    assert user.memberships.get().decree_number == "800/1"
    assert len(mail.outbox) == 1 and mail.outbox[0].to == ["baru@cilegon.example"]
    assert re.search(r"/masuk/undangan/\S+/", mail.outbox[0].body)
    assert set(AuditEvent.objects.filter(actor=dkiss).values_list("action", flat=True)) >= {
        "user.created", "membership.assigned", "user.invited",
    }  # fmt: skip


def test_mistakes_keep_what_was_typed_and_say_what_to_do(client, dkiss):
    response = add(client, agency="", valid_from="kapan")
    body = response.content.decode()
    assert response.status_code == 200 and "Budi Baru" in body
    assert "Pilih perangkat daerah untuk peran ini." in body
    assert not User.objects.filter(email="baru@cilegon.example").exists()


def test_known_address_is_not_overwritten(client, dkiss):
    known = UserFactory(email="baru@cilegon.example", first_name="Lama")
    response = add(client, email="BARU@cilegon.example", agency=AgencyFactory().pk)
    assert "sudah dipakai" in response.content.decode()
    known.refresh_from_db()
    assert known.first_name == "Lama"


def test_board_tells_who_has_never_signed_in(client, dkiss):
    never = UserFactory(first_name="Belum", password=None)
    MembershipFactory(user=never)
    never.set_unusable_password()
    never.save()
    Invitation.objects.create(
        user=never, nonce="a", sent_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1)
    )
    seen = UserFactory(first_name="Sudah", last_login=timezone.now())
    body = client.get(reverse("people:index"), {"state": "never"}).content.decode()
    assert "Belum" in body and seen.email not in body
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert never.email in client.get(reverse("people:index"), {"state": "expired"}).content.decode()


def test_board_costs_the_same_for_five_and_fifty(client, dkiss, django_assert_max_num_queries):
    client.get(reverse("people:index"))
    for _number in range(5):
        MembershipFactory()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("people:index"))
    for _number in range(20):
        MembershipFactory()
    with CaptureQueriesContext(connection) as many:
        assert client.get(reverse("people:index")).status_code == 200
    assert len(many) <= len(few)
    assert len(many) <= 25


def test_pelaksana_sees_only_people_of_the_own_unit_and_changes_nobody(client, world):
    client.force_login(world.a.pelaksana)
    body = client.get(reverse("people:index")).content.decode()
    assert world.a.operator.email in body and world.b.operator.email not in body
    assert client.get(reverse("people:person", args=[world.b.operator.pk])).status_code == 404
    for name, pk in (("assign", world.a.operator.pk), ("close", world.a.operator.pk), ("invite", world.a.operator.pk),
                     ("end", world.a.operator.memberships.get().pk)):  # fmt: skip
        response = client.post(
            reverse(f"people:{name}", args=[pk]), {"last_day": "2026-11-01", "reason": "x"}
        )
        assert response.status_code in (302, 403) and response.headers.get("Location", "/admin/") == "/admin/"
    assert world.a.operator.memberships.get().valid_until is None
    assert not Invitation.objects.exists()


def test_ending_from_the_screen_sets_the_last_day(client, dkiss):
    membership = MembershipFactory()
    response = client.post(
        reverse("people:end", args=[membership.pk]), {"last_day": "2026-12-31", "reason": "mutasi"}
    )
    assert response.status_code == 302
    membership.refresh_from_db()
    assert str(membership.valid_until) == "2026-12-31"


def test_inviting_again_kills_the_first_link(client, dkiss):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    MembershipFactory(user=user)
    for _time in range(2):
        client.post(reverse("people:invite", args=[user.pk]))
    first, second = Invitation.objects.order_by("pk")
    assert first.revoked_at is not None and second.revoked_at is None


def test_markup_in_names_stays_text(client, dkiss):
    evil = "<img src=x onerror=alert(1)>"
    agency = AgencyFactory(name=evil, code="EVIL")
    user = UserFactory(first_name=evil)
    Membership.objects.create(user=user, agency=agency, role="operator", valid_from="2026-01-01")
    for url in (reverse("people:index"), reverse("people:person", args=[user.pk]), reverse("people:add")):
        body = client.get(url).content.decode()
        assert "<img src=x" not in body
