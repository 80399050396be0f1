"""Two pages for who takes over: what this unit must publish, what lies open, by when, and how it is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from disclosure import pages
from disclosure.handover.work import running_notices
from disclosure.law.categories import Category
from disclosure.law.freshness import ItemState
from disclosure.models import CATEGORY_NAMES
from disclosure.selectors import AgencyChecklist, checklist_for
from portal.agencies.models import Agency
from portal.agencies.selectors import ppid_utama
from portal.pdf.engine import RenderedPdf, render_pdf
from portal.pdf.qr import qr_svg
from requests_app.services.succeeding import open_cases_of

#: So many lines fit, so that the guide stays at two pages whatever the unit owes.
MOST_DUTIES, MOST_CASES, MOST_GROUPS = 8, 5, 17


def guide_pdf(agency: Agency, now: datetime) -> RenderedPdf:
    """Always in Indonesian: it is handed over on paper. Equal figures of one day give equal bytes."""
    day = timezone.localdate(now)
    found = checklist_for(agency, day)
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override("id"):
        context = {
            "agency": agency,
            "day": day,
            "duty": pages.duty_summary(found),
            "todo": _todo(found),
            "groups": _groups(found),
            "cases": open_cases_of(agency)[:MOST_CASES],
            "case_count": open_cases_of(agency).count(),
            "notices": running_notices(agency, now),
            "utama": ppid_utama(),
            "address": f"{base}/admin/",
            "qr": qr_svg(base + reverse("wagtailadmin_home"), label="Alamat panel petugas"),
        }
        return render_pdf(
            template="handover/guide.html",
            context=context,
            identifier=f"guide:{agency.pk}:{day}",
            created=now.replace(hour=0, minute=0, second=0, microsecond=0),
            title=f"Panduan petugas {agency.name}",
            author=agency.name,
        )


def _todo(found: AgencyChecklist) -> list[dict[str, Any]]:
    rows = [
        row
        for row in found.by_urgency
        if row.status.charged and (row.state in (ItemState.STALE, ItemState.MISSING) or row.status.soon)
    ]
    return [
        {
            "title": row.item.title_id,
            "code": row.item.legal_ref,
            "word": "segera habis" if row.status.soon else str(pages.STATE_TAGS[row.state.value][1]).lower(),
            "due_on": row.status.due_on,
        }
        for row in rows[:MOST_DUTIES]
    ]


def _groups(found: AgencyChecklist) -> list[dict[str, Any]]:
    """The unit's own duties, folded into their groups, with how many are met."""
    lines: list[dict[str, Any]] = []
    for category in (Category.PERIODIC, Category.ANYTIME, Category.IMMEDIATE):
        for group in found.groups(category.value):
            own = [row for row in group.rows if row.status.charged]
            if not own:
                continue
            lines.append(
                {
                    "kind": str(CATEGORY_NAMES[category]),
                    "title": group.item.title_id if group.item else own[0].item.title_id,
                    "met": sum(row.state is ItemState.FULFILLED for row in own),
                    "all": sum(
                        row.state not in (ItemState.NOT_APPLICABLE, ItemState.NO_EVENT) for row in own
                    ),
                }
            )
    return sorted(lines, key=lambda line: line["met"] - line["all"])[:MOST_GROUPS]
