"""The health page: what the operator and the load balancer learn."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from portal import health
from portal.notifications.models import DeliveryState, Notification

pytestmark = pytest.mark.django_db


def states(client) -> dict[str, str]:
    response = client.get("/kesehatan/", headers={"accept": "application/json"})
    return {part["key"]: part["state"] for part in response.json()["parts"]}


def test_health_names_every_part_when_asked_by_a_machine(client):
    assert set(states(client)) == {"database", "search", "mail", "queue", "scanner", "storage"}


def test_health_answers_503_when_the_database_is_down(client, monkeypatch):
    def broken(*args: object) -> None:
        raise DatabaseError("putus")

    monkeypatch.setattr(health.connection, "cursor", broken)
    response = client.get("/kesehatan/")
    assert response.status_code == 503
    assert [part["state"] for part in response.json()["parts"]] == ["down"]


def test_health_warns_but_serves_when_mail_waits_too_long(client):
    Notification.objects.create(
        kind="x", dedupe_key="x", state=DeliveryState.WAITING, created_at=timezone.now() - timedelta(hours=1)
    )
    response = client.get("/kesehatan/?format=json")
    assert response.status_code == 200
    assert {p["key"]: p["state"] for p in response.json()["parts"]}["mail"] == "warn"


def test_health_warns_when_the_mail_server_does_not_answer(client, mail_server, settings):
    assert states(client)["mail"] == "ok"
    health.cache.clear()
    settings.EMAIL_PORT = 1
    assert states(client)["mail"] == "warn"


@pytest.mark.clamd
def test_health_is_well_when_clamd_answers(client, clamd_server, settings):
    settings.CLAMD_ADDRESS = clamd_server.address
    assert states(client)["scanner"] == "ok"
    health.cache.clear()
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    assert states(client)["scanner"] == "warn"


def test_health_is_a_page_in_indonesian_when_asked_by_a_browser(client):
    response = client.get("/kesehatan/", headers={"accept": "text/html"})
    assert response.status_code == 200
    assert "Kesehatan portal" in response.content.decode()
    assert "noindex" in response.content.decode()


def test_health_asks_once_when_called_often(client, monkeypatch):
    asked = []
    monkeypatch.setattr(health, "parts", lambda now: asked.append(now) or [health.check_database(now)])
    for _round in range(5):
        client.get("/kesehatan/?format=json")
    assert len(asked) == 1


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/kesehatan/hidup/").content == b"ok"


def test_policy_is_strict_for_the_public_and_looser_in_the_admin(client):
    public = client.get("/kesehatan/", headers={"accept": "text/html"})["Content-Security-Policy"]
    assert "unsafe-inline" not in public
    assert "object-src 'none'" in public
    admin = client.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in admin
    assert "nonce" not in admin
