"""Which subtree of the site is whose, for rights made from memberships: a microsite holds site and news."""

from __future__ import annotations

from collections.abc import Iterator

from portal.agencies.homes import PageRoot


def page_roots() -> Iterator[PageRoot]:
    from portal.content.models import AgencyPage

    for agency_id, page_id in AgencyPage.objects.order_by().values_list("agency_id", "pk"):
        yield PageRoot(agency_id, page_id, "site")
        yield PageRoot(agency_id, page_id, "news")
