"""The only reader of the process environment.

Settings ask here for typed values; a missing or malformed one stops the start and says what to set.
"""

import base64
import binascii
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Variabel lingkungan {name} belum diisi.")
    return value


def secret(name: str, minimum: int = 40) -> str:
    """A value that only this installation knows; those of the repository and short ones are refused."""
    value = text(name)
    how = "Buat yang baru: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if _is_published(value):
        raise ImproperlyConfigured(f"{name} masih memakai nilai contoh yang diketahui umum. {how}")
    if len(value) < minimum:
        raise ImproperlyConfigured(f"{name} terlalu pendek (kurang dari {minimum} huruf). {how}")
    return value


def encryption_keys(name: str) -> list[str]:
    """Fernet keys, the newest first, separated by commas."""
    keys = items(name)
    how = (
        "Buat yang baru: python -c "
        "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    )
    if not keys:
        raise ImproperlyConfigured(f"Variabel lingkungan {name} belum diisi. {how}")
    for key in keys:
        try:
            sound = len(base64.urlsafe_b64decode(key)) == 32
        except (binascii.Error, ValueError):
            sound = False
        if not sound or _is_published(key):
            raise ImproperlyConfigured(f"{name} berisi kunci yang rusak atau kunci contoh. {how}")
    return keys


def _is_published(value: str) -> bool:
    try:
        plain = base64.b64decode(value, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        plain = ""
    return any(
        mark in candidate for mark in ("demo-only", "test-only", "ganti-") for candidate in (value, plain)
    )


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"Variabel lingkungan {name} harus 1 atau 0, bukan {value!r}.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"Variabel lingkungan {name} harus bilangan, bukan {value!r}.") from error


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def database(name: str, default: str | None = None) -> dict[str, object]:
    """Parse ``sqlite:///path`` or ``postgresql://user:password@host:port/name`` into Django's form."""
    from urllib.parse import unquote, urlsplit

    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = parts.path[1:] if url.startswith("sqlite:////") else str(BASE_DIR / parts.path.lstrip("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            # WAL lets readers go on while one writes; IMMEDIATE makes two writers queue instead of failing.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
        }
    raise ImproperlyConfigured(
        f"{name}: skema {parts.scheme!r} tidak dikenal; pakai sqlite:/// atau postgresql://."
    )
