"""Who may let news out: the one policy of the agencies, asked for news."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.agencies import policy
from portal.agencies.rights import Action, Scope


def is_city_officer(user: Any, today: date) -> bool:
    """An editor of DKISS or PPID Utama, who may act for every agency."""
    return policy.scope(user, Action.NEWS_REVIEW, today) is Scope.CITY


def may_review(user: Any, agency_id: int, today: date) -> bool:
    """Whether the person lets news of this agency out."""
    return policy.allows(user, Action.NEWS_PUBLISH, agency_id, on=today)


def reviewed_agencies(user: Any, today: date) -> set[int] | None:
    """Ids of the agencies whose news the person lets out; None means all."""
    if policy.scope(user, Action.NEWS_PUBLISH, today) is Scope.CITY:
        return None
    return set(policy.agency_ids(user, Action.NEWS_PUBLISH, today))


def editor_is_asked() -> bool:
    """Whether an editor of DKISS stands between agencies and the public: his task is switched on."""
    from portal.content.models import EditorTask

    return EditorTask.objects.filter(active=True, workflow_tasks__workflow__active=True).exists()
