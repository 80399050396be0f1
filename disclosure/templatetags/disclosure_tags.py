"""Small helps of the list's templates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.models import ListEntry
from disclosure.pages import FRESHNESS_TAGS

register = template.Library()


@register.filter
def kinds(entry: ListEntry) -> list[tuple[str, int | None]]:
    """("PDF", bytes) per file, then ("Tautan", None); reads what was prefetched."""
    found: list[tuple[str, int | None]] = [
        (file.stored.name.rpartition(".")[2].upper(), file.stored.size) for file in entry.files.all()
    ]
    if entry.links.all():
        found.append((_("Tautan"), None))
    return found


@register.simple_tag
def freshness_tag(entry: ListEntry, today: date | None = None) -> tuple[str, Any] | None:
    """Tone and word of an entry's state; None for one that is tied to no duty."""
    if entry.fresh_until is None:
        return None
    return FRESHNESS_TAGS["current" if entry.fresh_until >= (today or timezone.localdate()) else "stale"]
