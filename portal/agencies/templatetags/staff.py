"""Words of the staff screens."""

from django import template

from portal.agencies.people_selectors import STATES

register = template.Library()


@register.filter
def state_word(state: str) -> str:
    return str(STATES.get(state, state))
