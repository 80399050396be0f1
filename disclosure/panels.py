"""What the list shows on pages of the site: duties and lists of an agency, newest entries on the home
page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django.core.cache import cache
from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure import pages
from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES, PublicationPeriod
from disclosure.selectors import checklists_for, count_live_by_category, newest_live
from disclosure.standing import checklist_here
from portal.agencies.models import Agency
from portal.content import panels
from portal.content.panels import Panel

ON_AGENCY_PAGE = 10
ON_HOME_PAGE = 5
KEPT_SECONDS = 300


def duties_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel:
    found = checklist_here(request, agency)
    return Panel("disclosure/panels/duties.html", {"duty": pages.duty_summary(found), "agency": agency})


def lists_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel:
    now = timezone.now()
    counts = count_live_by_category(now, agency)
    here = reverse("disclosure:agency", args=[agency.slug])
    chips = [{"text": _("Semua"), "count": sum(counts.values()), "url": here, "current": True}]
    chips += [
        {"text": CATEGORY_NAMES[c.value], "count": counts[c.value], "url": f"{here}?category={c.value}"}
        for c in PUBLISHABLE
    ]
    context = {
        "agency": agency,
        "chips": chips,
        "label": _("Kategori"),
        "entries": newest_live(now, ON_AGENCY_PAGE, agency),
        "ask_url": pages.ask_url(None, agency.code),
    }
    return Panel("disclosure/panels/lists.html", context)


def latest_panel(request: HttpRequest | None, **kwargs: Any) -> Panel | None:
    entries = newest_live(timezone.now(), ON_HOME_PAGE)
    return Panel("disclosure/panels/latest.html", {"entries": entries}) if entries else None


def _duty_counts(today: date) -> dict[int, tuple[int, int]]:
    """Fulfilled and applicable duties of every agency; counted again when something enters or leaves the list."""
    state = PublicationPeriod.objects.aggregate(
        newest=Max("pk"), left=Max("live_until"), gone=Count("live_until")
    )
    key = f"disclosure.duty_counts.{today}.{state['newest']}.{state['left']}.{state['gone']}".replace(
        " ", "_"
    )

    def count() -> dict[int, tuple[int, int]]:
        found = checklists_for(Agency.objects.active_on(today), today)
        return {pk: (one.fulfilled, one.applicable) for pk, one in found.items()}

    return cast(dict[int, tuple[int, int]], cache.get_or_set(key, count, KEPT_SECONDS))


def agency_tags(request: HttpRequest | None, ids: list[int]) -> Mapping[int, tuple[str, str]]:
    """ "88 dari 105" beside each agency of a list: a figure with its total, no grade."""
    counts = _duty_counts(timezone.localdate())
    words = _("%(done)s dari %(all)s terpenuhi")
    tags = {}
    for pk in ids:
        done, applicable = counts.get(pk, (0, 0))
        if applicable:
            tone, text = (
                ("ok", _("Lengkap"))
                if done == applicable
                else ("", words % {"done": done, "all": applicable})
            )
            tags[pk] = (tone, text)
    return tags


def register() -> None:
    panels.register("agency.duties", duties_panel, order=10)
    panels.register("agency.lists", lists_panel, order=10)
    panels.register("home.latest", latest_panel, order=20)
    panels.register_agency_tags(agency_tags)
