"""Notices of two units, announced through the service as an officer would."""

from __future__ import annotations

import io
import struct
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from disclosure.emergency import services
from disclosure.emergency.models import EmergencyNotice
from tests.disclosure.conftest import catalogue, world

__all__ = ["catalogue", "world"]


def values(**changes: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "hazard": "flood",
        "status": "Actual",
        "severity": "Severe",
        "urgency": "Immediate",
        "certainty": "Observed",
        "response": "Evacuate",
        "headline": "Banjir di Kubangsari, air setinggi lutut",
        "places": ["Ciwandan"],
        "area_detail": "RW 03 dan 04",
        "description": "Hujan sejak pukul dua membuat Kali Kubangsari meluap ke permukiman.",
        "instruction": "Matikan listrik. Bawa anak dan lansia ke balai warga.",
        "evacuation": "",
        "source": "BPBD Kota Cilegon",
        "source_url": "",
        "contact": "112",
        "starts_at": now,
        "ends_at": now + timedelta(hours=6),
        "picture_alt": "",
        **changes,
    }


def announce(agency: Any, by: Any, now: Any = None, **changes: Any) -> EmergencyNotice:
    media = {name: changes.pop(name) for name in ("picture", "audio", "uid") if name in changes}
    now = now or timezone.now()
    content = values(**{"starts_at": now, "ends_at": now + timedelta(hours=6), **changes})
    return services.announce(agency=agency, by=by, now=now, values=content, **media)


def photo(
    size: tuple[int, int] = (2400, 1200), kind: str = "JPEG", name: str = "foto.jpg"
) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PonselRahasia"
    Image.new("RGB", size, "#336699").save(buffer, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def recording(name: str = "suara.wav") -> SimpleUploadedFile:
    data = b"\x00\x00" * 400
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(data))
    return SimpleUploadedFile(name, head + data, "audio/wav")


@pytest.fixture
def running(world: Any) -> EmergencyNotice:
    return announce(world.dinsos, world.operator)
