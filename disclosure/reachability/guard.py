"""Where the portal may knock: public addresses and web ports only, whatever a link or a redirect says (SSRF)."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

PORTS = frozenset({80, 443, 8080, 8443})


class Forbidden(Exception):
    """The address leads into a network of our own, or is no web address; the argument is for people."""


class NoSuchHost(Exception):
    """The name has no address."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: the connection goes to ``ip``, so that the name cannot point elsewhere a moment later."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str


def is_public(ip: str) -> bool:
    try:
        parsed = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None) or parsed
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises NoSuchHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost(host) from error
    return [str(entry[4][0]) for entry in found]


def _split(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Forbidden("alamat tidak sah") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Forbidden("bukan alamat http atau https")
    if parts.username or parts.password:
        raise Forbidden("alamat memuat nama pengguna")
    if port not in PORTS:
        raise Forbidden(f"port {port} tidak diperiksa")
    return parts, port


def target_of(url: str) -> Target:
    """Raises Forbidden and NoSuchHost. One private address among several is enough to refuse."""
    parts, port = _split(url)
    host = parts.hostname or ""
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Forbidden("nama situs tidak sah") from error
    ips = resolve(host, port)
    if not ips:
        raise NoSuchHost(host)
    if not all(is_public(ip) for ip in ips):
        raise Forbidden("alamat jaringan dalam, tidak terbuka bagi umum")
    path = parts.path or "/"
    return Target(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path, ips[0])
