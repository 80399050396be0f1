"""Announcing, changing, ending: who may, what must be said, who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from disclosure.emergency import services
from disclosure.emergency.media import keep_audio, keep_picture
from disclosure.emergency.models import EmergencyNotice
from portal.audit.models import AuditEvent
from portal.files.content import plain_bytes
from portal.files.validation import FileRefused
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification

from .conftest import announce, photo, recording, values

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["operator", "publisher", "utama"])
def test_notice_is_live_at_once_without_approval(world, who):
    now = timezone.now()
    notice = announce(world.dinsos, getattr(world, who), now)
    assert list(EmergencyNotice.objects.running_at(now)) == [notice]
    event = AuditEvent.objects.get(action="notice.alert")
    assert (event.actor, event.agency_id) == (getattr(world, who), world.dinsos.pk) and event.acting_as


@pytest.mark.parametrize("who", ["other_operator", "other_publisher"])
def test_nobody_announces_for_another_unit(world, who):
    with pytest.raises(NotAllowed):
        announce(world.dinsos, getattr(world, who))
    assert not EmergencyNotice.objects.exists()


def test_dkiss_is_told_of_notice_change_and_end_once_each(world):
    notice = announce(world.dinsos, world.operator)
    services.update(
        notice=notice, by=world.operator, now=timezone.now(), values={"severity": "Extreme"}, note="Air naik."
    )
    services.end(notice=notice, by=world.operator, now=timezone.now(), reason="Air sudah surut.")
    told = Notification.objects.filter(kind="notice.sent", user=world.utama).order_by("pk")
    assert [n.subject.rpartition("(")[2] for n in told] == ["diumumkan)", "diperbarui)", "diakhiri)"]
    assert "Kecamatan Ciwandan" in told[0].body and "Air naik." in told[1].body


def test_same_form_sent_twice_is_one_notice(world):
    uid = uuid4()
    first = announce(world.dinsos, world.operator, uid=uid)
    assert announce(world.dinsos, world.operator, uid=uid) == first
    assert EmergencyNotice.objects.count() == 1 and first.messages.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": "Lihat gambar"}, "description"),
        ({"instruction": "https://contoh.example/a"}, "instruction"),
        ({"places": [], "area_detail": " "}, "places"),
        ({"hazard": "ufo"}, "hazard"),
        ({"ends_at": timezone.now() - timedelta(minutes=1)}, "ends_at"),
        ({"ends_at": timezone.now() + timedelta(days=40)}, "ends_at"),
        (
            {"starts_at": timezone.now() + timedelta(days=2), "ends_at": timezone.now() + timedelta(days=1)},
            "ends_at",
        ),
    ],
)
def test_notice_is_refused_with_its_field_when_something_is_not_said(world, changes, field):
    with pytest.raises(InputError) as caught:
        services.announce(
            agency=world.dinsos, by=world.operator, now=timezone.now(), values=values(**changes)
        )
    assert caught.value.field == field and not EmergencyNotice.objects.exists()


def test_picture_needs_its_words(world):
    kept = keep_picture(upload=photo(), now=timezone.now(), by=world.operator)
    with pytest.raises(InputError) as caught:
        announce(world.dinsos, world.operator, picture=kept)
    assert caught.value.field == "picture_alt"
    assert announce(world.dinsos, world.operator, picture=kept, picture_alt="Peta banjir.").picture == kept


def test_picture_is_drawn_anew_small_and_without_what_the_phone_wrote(world):
    kept = keep_picture(upload=photo((4000, 1000)), now=timezone.now(), by=world.operator)
    content = plain_bytes(kept)
    assert (kept.content_type, kept.scan_state) == ("image/jpeg", "clean")
    assert b"PonselRahasia" not in content and kept.size < 200_000


def test_transparent_picture_is_taken(world):
    assert keep_picture(upload=photo((20, 20), "PNG", "peta.png"), now=timezone.now(), by=world.operator)


def test_file_that_is_no_picture_or_recording_is_refused_on_its_field(world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    broken = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 50, "image/jpeg")
    with pytest.raises(FileRefused) as caught:
        keep_picture(upload=broken, now=timezone.now(), by=world.operator)
    assert caught.value.field == "picture"
    with pytest.raises(FileRefused) as caught:
        keep_audio(upload=photo(name="a.mp3"), now=timezone.now(), by=world.operator)
    assert caught.value.field == "audio"


def test_recording_is_kept_as_it_is(world):
    kept = keep_audio(upload=recording(), now=timezone.now(), by=world.operator)
    assert kept.content_type.startswith("audio/") and plain_bytes(kept).startswith(b"RIFF")


def test_notice_that_is_over_cannot_be_changed_or_ended(world, running):
    later = running.ends_at + timedelta(seconds=1)
    with pytest.raises(RuleViolation):
        services.update(notice=running, by=world.operator, now=later, values={})
    with pytest.raises(RuleViolation):
        services.end(notice=running, by=world.operator, now=later, reason="x")
    assert running.messages.count() == 1


def test_ending_needs_a_reason_and_the_right(world, running):
    with pytest.raises(InputError):
        services.end(notice=running, by=world.operator, now=timezone.now(), reason="  ")
    with pytest.raises(NotAllowed):
        services.end(notice=running, by=world.other_operator, now=timezone.now(), reason="x")
    assert EmergencyNotice.objects.running_at(timezone.now()).exists()
