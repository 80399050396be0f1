"""Personal data at rest: encrypted columns, and keyed digests to find equal values without reading them."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=8)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS kosong: data pribadi tidak dapat disimpan.")
    return MultiFernet([Fernet(key.encode()) for key in keys])


def cipher() -> MultiFernet:
    """The city's cipher: the first key writes, every key reads, so that keys can be rotated."""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS))


def encrypt(value: str) -> str:
    return cipher().encrypt(value.encode()).decode()


def decrypt(token: str) -> str:
    """Raise ``InvalidToken`` when none of the keys opens the value."""
    return cipher().decrypt(token.encode()).decode()


def blind_index(value: str) -> str:
    """A keyed SHA-256 (64 hex digits) of a normalised value: equal values match, nothing is readable."""
    normal = " ".join(value.split()).casefold()
    return hmac.new(settings.FIELD_INDEX_KEY.encode(), normal.encode(), hashlib.sha256).hexdigest()


def encrypt_bytes(value: bytes) -> bytes:
    return cipher().encrypt(value)


def decrypt_bytes(value: bytes) -> bytes:
    return cipher().decrypt(value)


class EncryptedTextField(models.TextField):
    """Text held only encrypted (UU 27/2022 Art 35, 39). Not searchable; see ``blind_index``."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value:
            return value
        return decrypt(value)


__all__ = [
    "EncryptedTextField",
    "InvalidToken",
    "blind_index",
    "cipher",
    "decrypt",
    "decrypt_bytes",
    "encrypt",
    "encrypt_bytes",
]
