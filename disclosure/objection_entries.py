"""What an upheld objection opens becomes an entry: requests_app asks for the address of a prefilled form.

Information declared open by an objection or a dispute is available at any time (PERKI 1/2021 Pasal 21 ayat (1)
huruf q). Nothing of the citizen's own words goes into the form: only the subject that an officer worded.
"""

from typing import Any

from django.urls import reverse

from disclosure.models import MandatedItem
from portal.agencies import policy
from portal.agencies.rights import Action
from requests_app.models import Objection
from requests_app.objection_selectors import objections_for

ITEM_KEY = "t_21_1_q"
PARAMETER = "keberatan"


def entry_link(objection: Objection, user: Any) -> str | None:
    """The address of the form; None where this user drafts no entries for the objection's unit."""
    if not policy.allows(user, Action.ENTRY_DRAFT, objection.agency):
        return None
    return f"{reverse('wagtailsnippets_disclosure_listentry:add')}?{PARAMETER}={objection.pk}"


def entry_initial(user: Any, key: str) -> dict[str, Any]:
    """What the form knows already; empty for a key that names no objection within the user's reach."""
    if not key.isascii() or not key.isdigit():
        return {}
    objection = objections_for(user).filter(pk=int(key[:12])).first()
    if objection is None or entry_link(objection, user) is None:
        return {}
    item = MandatedItem.objects.filter(key=ITEM_KEY, is_leaf=True, edition__is_checklist=True).first()
    return {
        "agency": objection.agency_id,
        "category": item.category if item else "anytime",
        "items": [item.pk] if item else [],
        "title": objection.public_subject,
    }
