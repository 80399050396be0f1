"""A new link is tried right after it was saved, quickly; the night looks again with patience."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from disclosure.reachability.client import Visitor
from disclosure.reachability.models import LinkResult
from disclosure.reachability.rounds import digest_of, keep_result

SECONDS, MOST_LINKS = 4.0, 5
FRESH = timedelta(hours=1)


@task()
def look_at_links(entry_id: int) -> int:
    """Try the links of the latest draft that nobody tried within the hour; returns how many."""
    from disclosure.models import ListEntry

    entry = ListEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        return 0
    now = timezone.now()
    urls = list(dict.fromkeys(link.url for link in entry.get_latest_revision_as_object().links.all()))
    known = set(
        LinkResult.objects.filter(
            digest__in=[digest_of(url) for url in urls], checked_at__gt=now - FRESH
        ).values_list("digest", flat=True)
    )
    fresh = [url for url in urls if digest_of(url) not in known][:MOST_LINKS]
    visitor = Visitor(seconds=SECONDS)
    for url in fresh:
        keep_result(url, visitor.probe(url), now)
    return len(fresh)
