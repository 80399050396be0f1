"""CAP 1.2: every message valid against the OASIS schema, and telling what the page tells."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from disclosure.emergency import services
from disclosure.emergency.media import keep_audio, keep_picture
from disclosure.emergency.words import (
    CERTAINTY_CHOICES,
    HAZARD_CHOICES,
    RESPONSE_CHOICES,
    SEVERITY_CHOICES,
    STATUS_CHOICES,
    URGENCY_CHOICES,
)

from .conftest import announce, photo, recording

pytestmark = pytest.mark.django_db
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "oasis" / "CAP-v1.2.xsd"))
NS = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}


def fetch(client, notice, number=1):
    response = client.get(f"/serta-merta/{notice.pk}/cap-{number}.xml")
    assert response.status_code == 200 and response["Content-Type"] == "application/cap+xml"
    document = etree.fromstring(response.content)
    SCHEMA.assertValid(document)
    return document


def text(document, path):
    return "|".join(document.xpath(f"{path}/text()", namespaces=NS))


def test_schema_refuses_what_is_no_cap_message():
    assert not SCHEMA.validate(
        etree.fromstring(f'<alert xmlns="{NS["c"]}"><identifier>x</identifier></alert>')
    )


def test_alert_tells_what_the_page_tells(client, world):
    document = fetch(client, announce(world.dinsos, world.operator, evacuation="Balai warga Kubangsari."))
    assert text(document, "c:msgType") == "Alert" and text(document, "c:status") == "Actual"
    assert text(document, "c:sender") == "ppid@cilegon.go.id" and text(document, "c:scope") == "Public"
    info = "c:info"
    assert text(document, f"{info}/c:category") == "Met" and text(document, f"{info}/c:language") == "id"
    assert text(document, f"{info}/c:senderName") == "Dinas Sosial"
    assert text(document, f"{info}/c:area/c:areaDesc") == "RW 03 dan 04, Kecamatan Ciwandan, Kota Cilegon"
    assert "Balai warga Kubangsari." in text(document, f"{info}/c:instruction")
    assert text(document, "c:sent").endswith("+07:00") and "." not in text(document, "c:sent")
    assert text(document, f"{info}/c:web").startswith("http://testserver/serta-merta/")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (name, value)
        for name, choices in (
            ("hazard", HAZARD_CHOICES), ("severity", SEVERITY_CHOICES), ("urgency", URGENCY_CHOICES),
            ("certainty", CERTAINTY_CHOICES), ("response", RESPONSE_CHOICES), ("status", STATUS_CHOICES),
        )
        for value, _label in choices
    ],
)  # fmt: skip
def test_every_choice_of_the_form_gives_a_valid_message(client, world, name, value):
    fetch(client, announce(world.dinsos, world.operator, **{name: value}))


def test_update_and_cancel_refer_to_all_messages_before_them(client, world):
    start = timezone.now() - timedelta(hours=2)
    notice = announce(world.dinsos, world.operator, start)
    services.update(
        notice=notice, by=world.operator, now=start + timedelta(hours=1), values={"severity": "Extreme"},
        note="Air naik.",
    )  # fmt: skip
    services.end(
        notice=notice, by=world.operator, now=start + timedelta(minutes=90), reason="Air sudah surut."
    )
    first, second, third = (fetch(client, notice, number) for number in (1, 2, 3))

    def ref(document):
        return ",".join(text(document, f"c:{name}") for name in ("sender", "identifier", "sent"))

    assert text(first, "c:references") == ""
    assert text(second, "c:references") == ref(first)
    assert text(third, "c:references") == f"{ref(first)} {ref(second)}"
    assert [text(d, "c:msgType") for d in (first, second, third)] == ["Alert", "Update", "Cancel"]
    assert text(third, "c:info/c:responseType") == "AllClear" and "surut" in text(third, "c:note")
    # What was said stays as it was said.
    assert [text(d, "c:info/c:severity") for d in (first, second)] == ["Severe", "Extreme"]


def test_drill_says_so_in_status_and_note(client, world):
    document = fetch(client, announce(world.dinsos, world.operator, status="Exercise"))
    assert text(document, "c:status") == "Exercise" and "Latihan" in text(document, "c:note")


def test_picture_and_recording_are_resources(client, world):
    now = timezone.now()
    notice = announce(
        world.dinsos, world.operator, picture_alt="Peta banjir.",
        picture=keep_picture(upload=photo(), now=now, by=world.operator),
        audio=keep_audio(upload=recording(), now=now, by=world.operator),
    )  # fmt: skip
    document = fetch(client, notice)
    kinds = text(document, "c:info/c:resource/c:mimeType").split("|")
    assert kinds[0] == "image/jpeg" and kinds[1].startswith("audio/")
    for address in text(document, "c:info/c:resource/c:uri").split("|"):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_markup_and_control_characters_are_text(client, world):
    evil = "Banjir </headline><script>alert(1)</script> & \x0b\x00 é ☃"
    document = fetch(client, announce(world.dinsos, world.operator, headline=evil))
    assert "<script>" in text(document, "c:info/c:headline") and "☃" in text(document, "c:info/c:headline")


def test_feed_leads_to_every_message_of_the_last_days(client, world):
    old = timezone.now() - timedelta(days=40)
    announce(world.dinsos, world.operator, old, headline="Lama sekali")
    notice = announce(world.dinsos, world.operator, headline="Baru saja")
    services.end(notice=notice, by=world.operator, now=timezone.now(), reason="Selesai, sudah aman.")
    atom = etree.fromstring(client.get("/serta-merta/cap.atom").content)
    links = atom.xpath("//a:entry/a:link/@href", namespaces={"a": "http://www.w3.org/2005/Atom"})
    assert [link.rpartition("/")[2] for link in links] == ["cap-2.xml", "cap-1.xml"]
    for link in links:
        SCHEMA.assertValid(etree.fromstring(client.get(link.removeprefix("http://testserver")).content))


def test_rss_has_an_item_per_message_with_its_cap_document(client, world):
    notice = announce(world.dinsos, world.operator, headline="Banjir <b>")
    services.update(notice=notice, by=world.operator, now=timezone.now(), values={}, note="Masih sama.")
    rss = etree.fromstring(client.get("/serta-merta/umpan.rss").content)
    assert rss.xpath("//item/title/text()") == ["Diperbarui: Banjir <b>", "Banjir <b>"]
    assert set(rss.xpath("//item/enclosure/@type")) == {"application/cap+xml"}
    assert len(set(rss.xpath("//item/guid/text()"))) == 2


@pytest.mark.parametrize("path", ["/serta-merta/umpan.rss", "/serta-merta/cap.atom"])
def test_feed_takes_the_same_queries_whatever_the_number(client, world, django_assert_max_num_queries, path):
    for n in range(12):
        announce(world.dinsos, world.operator, headline=f"Banjir {n}")
    with django_assert_max_num_queries(5):
        assert client.get(path).status_code == 200
