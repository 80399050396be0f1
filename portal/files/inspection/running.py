"""Having a stored file looked at, in a process that cannot hang or fill the portal."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.files.content import plain_bytes
from portal.files.models import StoredFile
from portal.files.names import extension_of

SECONDS = 60
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Seen:
    """Something personal in a file. ``value`` is the thing itself and is never stored or logged as it is."""

    kind: str
    where: str
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """``flaws``: no_text, some_no_text, no_tags, no_title, no_language, no_reader. ``pictures``: pages without
    words. ``unreadable``: "", picture, locked, broken, too_large or slow; then nothing personal can be ruled out.
    """

    flaws: tuple[str, ...] = ()
    pages: int = 0
    pictures: tuple[int, ...] = ()
    findings: tuple[Seen, ...] = ()
    unreadable: str = ""


def inspect_file(stored: StoredFile) -> Inspection:
    return inspect_bytes(extension_of(stored.name), plain_bytes(stored))


def inspect_bytes(kind: str, content: bytes, *, seconds: float = SECONDS) -> Inspection:
    """Look at a file of this kind (its extension). A fault of the file is an answer, never an exception."""
    command = [sys.executable, "-m", "portal.files.inspection.worker", kind]
    # No secret of the server reaches the process that opens strangers' files.
    clean = {"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the kind is an extension from our list
            command, input=content, capture_output=True, timeout=seconds, check=True, env=clean, cwd=_ROOT
        )
        return _read(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return Inspection(unreadable="slow")
    except (subprocess.CalledProcessError, ValueError):
        return Inspection(unreadable="broken")


def _read(found: dict[str, Any]) -> Inspection:
    return Inspection(
        flaws=tuple(found["flaws"]),
        pages=found["pages"],
        pictures=tuple(found["pictures"]),
        findings=tuple(Seen(**one) for one in found["findings"]),
        unreadable=found["unreadable"],
    )
