"""Asking clamd whether a file is harmful; the only module that speaks its protocol (INSTREAM)."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings

from portal.kernel.errors import PortalError

from .models import ScanState

TIMEOUT_SECONDS = 30


class ScannerUnavailable(PortalError):
    """clamd is configured but does not answer; the file stays PENDING and is asked about again."""

    code = "scanner_unavailable"


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def _connect() -> socket.socket:
    host, _separator, port = settings.CLAMD_ADDRESS.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def scan(chunks: Iterable[bytes]) -> ScanState:
    """CLEAN or INFECTED. Raises ScannerUnavailable when clamd cannot say (down, time-out, too large)."""
    try:
        with _connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            reply = b""
            while not reply.endswith(b"\0"):
                part = connection.recv(4096)
                if not part:
                    break
                reply += part
    except OSError as error:
        raise ScannerUnavailable("Pemeriksa berkas tidak menjawab.", reason=str(error)) from error
    text = reply.rstrip(b"\0").decode(errors="replace")
    if text.endswith(" FOUND"):
        return ScanState.INFECTED
    if text.endswith(" OK"):
        return ScanState.CLEAN
    raise ScannerUnavailable("Pemeriksa berkas tidak dapat menilai berkas ini.", reason=text)
