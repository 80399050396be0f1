"""Until when entries are current: worked out and kept, so that the database can filter by it."""

from __future__ import annotations

from datetime import date

from disclosure.law.freshness import current_until
from disclosure.models import ListEntry
from disclosure.selectors import facts_on, rulebook_on


def refresh_current_until(*, entries: list[int] | None, today: date) -> None:
    """Work out until when live entries are current: of these, or of all (after the catalogue has changed)."""
    book = rulebook_on(today)
    rules = {rule.key: rule for rule in book.rules}
    for facts in facts_on(today, entries=entries).values():
        for one in facts:
            until = current_until(one, rules, book.parents, today)
            ListEntry.objects.filter(pk=one.id).update(fresh_until=until)
