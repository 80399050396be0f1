"""A dossier as ZIP: every paper as it is kept, the index as PDF, and the digests of all."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

from portal.files.names import extension_of
from portal.kernel.moments import wib_date

from .contents import Dossier
from .drawing import index_pdf, parts_of
from .parts import Part

#: What a name may hold so that every system can unpack it.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
LONGEST = 100


def plain_name(place: int, name: str) -> str:
    """`03-pemberitahuan-tertulis.pdf`: no folder, no letter that a system could not keep, never twice."""
    extension = extension_of(name)
    stem = name[: -len(extension) - 1] if extension else name
    text = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    text = "".join(letter if letter in _PLAIN else "-" for letter in text.replace(" ", "-"))
    while "--" in text or ".." in text:
        text = text.replace("--", "-").replace("..", ".")
    tail = f".{extension[:8]}" if extension and extension.isascii() else ""
    return f"{place:02d}-{text.strip('-.')[:LONGEST].strip('-.') or 'berkas'}{tail}"


def dossier_zip(dossier: Dossier, parts: Sequence[Part] | None = None, *, now: datetime) -> bytes:
    parts = parts_of(dossier, now=now) if parts is None else parts
    index = index_pdf(dossier, parts)
    files = [("00-daftar-isi.pdf", wib_date(dossier.made_at), index)]
    files += [
        (plain_name(place, part.name), part.item.on, part.content) for place, part in enumerate(parts, 1)
    ]
    digests = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, _on, content in files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, on, content in [*files, ("sidik-sha256.txt", wib_date(dossier.made_at), digests.encode())]:
            archive.writestr(_entry(name, on), content)
    return target.getvalue()


def _entry(name: str, on: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(max(1980, on.year), on.month, on.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
