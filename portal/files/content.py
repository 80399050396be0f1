"""Reading the plain content of a stored file, encrypted at rest or not."""

from collections.abc import Iterator

from portal.crypto.fields import decrypt_bytes

from .models import StoredFile

CHUNK = 256 * 1024


def plain_bytes(stored: StoredFile) -> bytes:
    with stored.file.open("rb") as handle:
        raw = handle.read()
    return decrypt_bytes(raw) if stored.encrypted else raw


def chunks_of(stored: StoredFile) -> Iterator[bytes]:
    """The plain content in pieces; an encrypted file is opened whole, which its size limit allows."""
    if stored.encrypted:
        content = plain_bytes(stored)
        for start in range(0, len(content), CHUNK):
            yield content[start : start + CHUNK]
        return
    with stored.file.open("rb") as handle:
        yield from handle.chunks(CHUNK)
