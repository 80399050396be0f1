"""The outbox: once each, never lost, never twice (case 18)."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from portal.notifications import delivery, registry
from portal.notifications.models import DeliveryState, Notification
from portal.notifications.services import cancel_waiting, notify

NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def message():
    cache.clear()
    registry.register(
        "test.hello", subject="Halo {name}", body="Nomor {number}.", variables=("name", "number")
    )
    yield
    registry._messages.pop("test.hello")


def tell(key: str = "k1", **kwargs) -> tuple[Notification, bool]:
    return notify(
        kind="test.hello",
        dedupe_key=key,
        variables={"name": "Ani", "number": "0001/DINSOS/2026"},
        now=kwargs.pop("now", NOW),
        address="ani@example.com",
        **kwargs,
    )


def test_message_is_refused_when_its_text_uses_more_than_it_may() -> None:
    with pytest.raises(ValueError, match="nik"):
        registry.register("test.bad", subject="x", body="{nik}", variables=("name",))


def test_rendering_fails_when_values_do_not_fit() -> None:
    with pytest.raises(ValueError, match="extra"):
        registry.get("test.hello").render({"name": "a", "number": "b", "extra": "c"}, "id")


def test_subject_stays_one_line_when_a_value_has_line_breaks() -> None:
    subject, _body = registry.get("test.hello").render({"name": "a\r\nBcc: x", "number": "1"}, "id")
    assert subject == "Halo a Bcc: x"


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_once_when_the_same_occasion_is_told_twice() -> None:
    assert tell()[1] is True
    assert tell()[1] is False
    assert len(mail.outbox) == 1
    assert mail.outbox[0].body == "Nomor 0001/DINSOS/2026."
    assert Notification.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db(transaction=True)
def test_thirty_messages_wait_and_leave_once_each_when_the_server_was_down(monkeypatch) -> None:
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", refuse)
        for number in range(30):
            tell(f"k{number}", now=datetime.now(UTC))
        assert Notification.objects.filter(state=DeliveryState.WAITING).count() == 30
    later = datetime.now(UTC) + timedelta(hours=1)
    run = delivery.deliver_waiting(now=later)
    assert (run.sent, run.failed) == (30, 0)
    assert delivery.deliver_waiting(now=later).sent == 0
    assert len(mail.outbox) == 30


@pytest.mark.django_db
def test_waits_grow_when_attempts_fail_and_end_after_two_days(monkeypatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError()))
    row, _new = tell()
    now, waits = NOW, []
    for _ in range(3):
        delivery.deliver_one(row.pk, now=now, ignore_pause=True)
        row.refresh_from_db()
        waits.append(row.next_attempt_at - now)
        now = row.next_attempt_at
    assert waits == list(delivery.BACK_OFF[:3])
    delivery.deliver_one(row.pk, now=NOW + timedelta(days=3), ignore_pause=True)
    row.refresh_from_db()
    assert row.state == DeliveryState.FAILED


@pytest.mark.django_db
def test_address_that_is_refused_for_good_fails_at_once(monkeypatch) -> None:
    error = smtplib.SMTPRecipientsRefused({"ani@example.com": (550, b"no such user")})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(error))
    row, _new = tell()
    delivery.deliver_one(row.pk, now=NOW, ignore_pause=True)
    row.refresh_from_db()
    assert row.state == DeliveryState.FAILED
    assert "ani@example.com" not in row.error


@pytest.mark.django_db
def test_message_is_left_alone_when_another_worker_holds_it() -> None:
    row, _new = tell()
    assert delivery._lease(row.pk, NOW) is True
    assert delivery.deliver_one(row.pk, now=NOW) == DeliveryState.WAITING
    assert mail.outbox == []


@pytest.mark.django_db
def test_message_is_withdrawn_when_it_became_untrue() -> None:
    row, _new = tell(target=Notification(pk=77))
    assert cancel_waiting(target=Notification(pk=77), kind="test.hello") == 1
    assert delivery.deliver_one(row.pk, now=NOW) == DeliveryState.CANCELLED
