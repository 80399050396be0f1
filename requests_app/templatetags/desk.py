"""Words of the desk's pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from requests_app.law.grounds import exemption_ground
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest

register = template.Library()

#: Letters and digits left readable at the end of a masked value, enough to compare with a card in the hand.
VISIBLE_TAIL = 3


@register.filter
def masked(value: str) -> str:
    """``•••••••••••••123``; short values are hidden whole."""
    if not value:
        return "–"
    if len(value) <= 2 * VISIBLE_TAIL:
        return "•" * len(value)
    return "•" * (len(value) - VISIBLE_TAIL) + value[-VISIBLE_TAIL:]


@register.filter
def act_label(action: Any) -> str:
    return _(action.label)


@register.filter
def outcome_word(case: InformationRequest) -> str:
    return _(Outcome(case.outcome).label)


@register.filter
def number_part(number: str, place: int) -> str:
    """The pieces of `0042/DINSOS/2026`, for the address of its page."""
    return number.split("/")[place]


@register.filter
def exemption_title(letter: str) -> str:
    """The words of Pasal 17 for a letter; empty for a letter that the statute does not have."""
    return _(exemption_ground(letter).title) if letter in set("abcdefghij") else ""


@register.filter
def translated(text: str) -> str:
    return _(text)


@register.filter
def needs_words(case: InformationRequest) -> str:
    from requests_app.forms.needs import need_labels

    return ", ".join(need_labels(case.needs))


@register.filter
def slugged(word: str) -> str:
    """The word of an act as its address has it: `start_mediation` -> `start-mediation`."""
    return str(word).replace("_", "-")
