"""The draft of a request travels in the form itself, signed: no session, no time-out, no row in the database.

A draft has no number and no due date, and stands in no list and no figure (case 5).
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.core import signing

_SALT = "requests.draft"


@dataclass
class Draft:
    """What has been typed so far. ``token`` names the form: however often it is sent, it makes one case."""

    token: str
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def new(cls, **values: Any) -> "Draft":
        return cls(secrets.token_urlsafe(24), {name: value for name, value in values.items() if value})

    @classmethod
    def read(cls, signed: str | None) -> "Draft":
        """The draft in a form; a fresh one when there is none or it was tampered with. Never expires."""
        try:
            token, values = signing.loads(signed or "", salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return cls.new()
        return cls(str(token), dict(values))

    def signed(self) -> str:
        return signing.dumps([self.token, self.values], salt=_SALT, compress=True)

    def get(self, name: str, default: Any = "") -> Any:
        return self.values.get(name, default)
