"""Marking texts of the pure layers for translation without importing Django."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Return `message` unchanged; `makemessages` collects the call, the template or view translates
    the value.
    """
    return message
