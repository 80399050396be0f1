"""A message as a CAP 1.2 document (OASIS Standard, 1 July 2010), drawn from what was frozen when it was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings

from disclosure.emergency.models import EmergencyMessage, area_line
from disclosure.law.emergencies import BY_KEY, MessageType, Response, Status, Urgency
from portal.kernel.moments import in_wib

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CONTENT_TYPE = "application/cap+xml"
LANGUAGE = "id"
#: Signals of Unicode and of old terminals that XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Absolute = Callable[[str], str]


def moment(value: datetime) -> str:
    """`2026-04-02T09:12:00+07:00`: whole seconds and an offset, never Z (CAP 1.2, 3.3.2)."""
    return in_wib(value).replace(microsecond=0).isoformat()


def reference(message: EmergencyMessage) -> str:
    """`sender,identifier,sent`, as later messages refer to this one."""
    return f"{message.sender},{message.identifier},{moment(message.sent_at)}"


def cap_document(message: EmergencyMessage, earlier: Sequence[EmergencyMessage], absolute: Absolute) -> bytes:
    """The document in UTF-8. ``earlier`` are the notice's messages before this one; ``absolute`` makes an
    address of a path.
    """
    root = ET.Element(_tag("alert"))
    _add(root, "identifier", message.identifier)
    _add(root, "sender", message.sender)
    _add(root, "sent", moment(message.sent_at))
    _add(root, "status", message.content["status"])
    _add(root, "msgType", message.kind)
    _add(root, "source", message.content["source"])
    _add(root, "scope", "Public")
    _add(root, "note", _note(message))
    _add(root, "references", " ".join(reference(one) for one in earlier))
    _info(root, message, absolute)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=NAMESPACE)


def _note(message: EmergencyMessage) -> str:
    if message.content["status"] == Status.EXERCISE:
        return f"Latihan, bukan kejadian sungguhan. {message.note}".strip()
    return message.note


def _info(root: ET.Element, message: EmergencyMessage, absolute: Absolute) -> None:
    said = message.content
    hazard = BY_KEY[said["hazard"]]
    is_over = message.kind == MessageType.CANCEL
    info = ET.SubElement(root, _tag("info"))
    _add(info, "language", LANGUAGE)
    _add(info, "category", hazard.cap_category)
    _add(info, "event", hazard.label)
    _add(info, "responseType", "AllClear" if is_over else said["response"] or Response.NONE)
    _add(info, "urgency", Urgency.PAST if is_over else said["urgency"])
    _add(info, "severity", said["severity"])
    _add(info, "certainty", said["certainty"])
    _add(info, "effective", moment(message.sent_at))
    _add(info, "onset", moment(datetime.fromisoformat(said["starts_at"])))
    _add(info, "expires", moment(datetime.fromisoformat(said["ends_at"])))
    _add(info, "senderName", said["agency"])
    _add(info, "headline", said["headline"])
    _add(info, "description", said["description"])
    _add(info, "instruction", message.note if is_over else _instruction(said))
    _add(info, "web", absolute(message.notice.get_absolute_url()))
    _add(info, "contact", said["contact"])
    _resources(info, message, absolute)
    area = ET.SubElement(info, _tag("area"))
    _add(area, "areaDesc", area_line(said["places"], said["area_detail"]))
    geocode = ET.SubElement(area, _tag("geocode"))
    _add(geocode, "valueName", "Kemendagri")
    _add(geocode, "value", settings.CITY_CODE)


def _instruction(said: dict[str, Any]) -> str:
    return "\n\n".join(part for part in (said["instruction"], said["evacuation"]) if part)


def _resources(info: ET.Element, message: EmergencyMessage, absolute: Absolute) -> None:
    base = message.notice.get_absolute_url()
    for name, path, description in (
        ("picture", "gambar/", message.content["picture_alt"]),
        ("audio", "suara/", "Pengumuman dalam suara"),
    ):
        held = message.content.get(name)
        if not held:
            continue
        resource = ET.SubElement(info, _tag("resource"))
        _add(resource, "resourceDesc", description)
        _add(resource, "mimeType", held["type"])
        _add(resource, "size", str(held["size"]))
        _add(resource, "uri", absolute(f"{base}{path}"))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: ET.Element, name: str, value: Any) -> None:
    """An element with text; nothing where there is nothing to say."""
    text = _NOT_XML.sub("", str(value or "")).strip()
    if text:
        ET.SubElement(parent, _tag(name)).text = text
