"""Every message the portal may send, with the variables it may use."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation


class UnknownMessage(LookupError):
    """No app has registered a message of this kind: a programming mistake."""


@dataclass(frozen=True)
class Message:
    """One kind of message: lazy texts whose ``{name}`` fields are all among ``variables``."""

    kind: str
    subject: Any
    body: Any
    variables: frozenset[str]

    def render(self, values: Mapping[str, object], language: str) -> tuple[str, str]:
        """Subject (one line) and body. Raises ValueError unless exactly the registered values are given."""
        if set(values) != self.variables:
            raise ValueError(f"{self.kind}: variables {sorted(set(values) ^ self.variables)} do not fit")
        with translation.override(language):
            formatter = string.Formatter()
            subject = formatter.vformat(str(self.subject), (), values)
            body = formatter.vformat(str(self.body), (), values)
        # A line break in a subject would be a mail header of the citizen's own making.
        return " ".join(subject.split()), body


_messages: dict[str, Message] = {}


def register(kind: str, *, subject: Any, body: Any, variables: tuple[str, ...]) -> Message:
    """Add a kind of message; called from an app's ``AppConfig.ready``.

    Raises ValueError when a text names a variable that the message was not allowed.
    """
    message = Message(kind, subject, body, frozenset(variables))
    used = set()
    for text in (str(subject), str(body)):
        used |= {name for _lit, name, _spec, _conv in string.Formatter().parse(text) if name is not None}
    if not used <= message.variables:
        raise ValueError(f"{kind}: text uses {sorted(used - message.variables)}")
    _messages[kind] = message
    return message


def get(kind: str) -> Message:
    try:
        return _messages[kind]
    except KeyError:
        raise UnknownMessage(kind) from None


def all_messages() -> tuple[Message, ...]:
    return tuple(_messages[kind] for kind in sorted(_messages))
