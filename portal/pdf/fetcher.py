"""What a PDF may be made of: the portal's own static files and public pictures, nothing else.

Words of citizens and officers end up in letters and reports. Even if markup in them slipped through
escaping, it must not read the server's disk, ask an inner service or embed a file (UU 27/2022 Art. 35). So
addresses are never opened as such: they are looked up in two closed lists, everything else is refused unread.
"""

from __future__ import annotations

import base64
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

STATIC_PREFIX = "/static/"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"})
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/svg+xml"})


class ForbiddenSource(ValueError):
    """The document names something that is not the portal's own static file or public picture."""


@dataclass(frozen=True)
class OwnFile:
    content: bytes
    content_type: str


def site_address() -> str:
    """Public address of the portal, without a trailing slash; relative links in PDFs resolve against it."""
    for name in ("PORTAL_BASE_URL", "SITE_URL", "WAGTAILADMIN_BASE_URL"):
        if value := getattr(settings, name, ""):
            return str(value).rstrip("/")
    return "http://localhost:8000"


def _static_path(name: str) -> Path | None:
    found = finders.find(name)
    if found:
        return Path(found)
    root = getattr(settings, "STATIC_ROOT", None)
    if not root:
        return None
    path = Path(safe_join(str(root), name))
    return path if path.is_file() else None


def _media_path(name: str) -> Path | None:
    # Only pictures: documents in the media folder may belong to a private collection.
    if PurePosixPath(name).suffix.lower() not in PICTURES or not settings.MEDIA_ROOT:
        return None
    path = Path(safe_join(str(settings.MEDIA_ROOT), name))
    return path if path.is_file() else None


def _inline(url: str) -> OwnFile:
    head, separator, body = url.removeprefix("data:").partition(",")
    kind, *options = head.split(";")
    if not separator or kind not in INLINE_TYPES:
        raise ForbiddenSource(f"inline data of kind {kind[:40]!r} is not allowed")
    raw = unquote_to_bytes(body)
    return OwnFile(base64.b64decode(raw) if "base64" in options else raw, kind)


def read_own(url: str) -> OwnFile:
    """Content of an allowed address.

    Raises:
        ForbiddenSource: for every other scheme, host or folder, and for files that do not exist.
    """
    if url.startswith("data:"):
        return _inline(url)
    site = site_address()
    if not url.startswith(site + "/"):
        raise ForbiddenSource(f"outside the portal's own files: {url[:200]}")
    path = unquote(urlsplit(url).path)
    base_path = urlsplit(site).path
    path = path.removeprefix(base_path)
    try:
        found = _find(path)
    except SuspiciousFileOperation as error:
        raise ForbiddenSource(str(error)) from error
    if found is None:
        raise ForbiddenSource(f"no such public file: {path[:200]}")
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return OwnFile(found.read_bytes(), kind)


def _find(path: str) -> Path | None:
    for prefix in {STATIC_PREFIX, "/" + str(settings.STATIC_URL).lstrip("/")}:
        if path.startswith(prefix):
            return _static_path(path.removeprefix(prefix))
    media = "/" + str(settings.MEDIA_URL).lstrip("/")
    if media != "/" and path.startswith(media):
        return _media_path(path.removeprefix(media))
    return None
