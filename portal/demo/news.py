"""News: alive in most units, silent for weeks in six of them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils.html import format_html
from django.utils.text import slugify

from portal.agencies.models import Agency
from portal.content.models import AgencyPage, NewsPage
from portal.demo.clock import at, moment_on
from portal.demo.people import officer_of
from portal.kernel.formats import tanggal

#: Days of silence of the units of the story, in the order of the data.
_SILENT = (41, 52, 63, 74, 88, 103)


def rows() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "news.yaml"
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def idle_codes() -> frozenset[str]:
    """The units without news this month: what the rules must find by themselves."""
    alive = {row["agency"] for row in rows() if not row.get("old")}
    return frozenset(row["agency"] for row in rows() if row.get("old")) - alive


def seed_news(today: date) -> int:
    """Put each item on its unit's microsite, published on its day; returns how many are live."""
    silent = iter(_SILENT)
    for place, row in enumerate(rows()):
        agency = Agency.objects.filter(code=row["agency"]).first()
        page = AgencyPage.objects.filter(agency=agency).first() if agency else None
        if agency is None or page is None:
            continue
        days = next(silent) if row.get("old") else place % max(1, min(today.day, 24))
        _publish(page, agency, row, today - timedelta(days=days))
        if not row.get("old"):
            _publish(page, agency, _older(row), today - timedelta(days=days + 33))
    return NewsPage.objects.filter(live=True).count()


def _older(row: dict[str, Any]) -> dict[str, Any]:
    """Last month's item of the same unit: the same programme, as it was announced."""
    return {**row, "title": f"Persiapan: {row['title'][0].lower()}{row['title'][1:]}"}


def _publish(parent: AgencyPage, agency: Agency, row: dict[str, Any], day: date) -> None:
    if NewsPage.objects.filter(agency=agency, title=row["title"]).exists():
        return
    author = officer_of(agency)
    with at(moment_on(day, 8, 30)):
        page = NewsPage(
            title=row["title"], slug=slugify(row["title"])[:90], agency=agency, category=row["category"],
            lead=row["lead"].format(day=tanggal(day)), body=format_html("<p>{}</p>", row["body"]),
            happened_on=day, author=author.get_full_name(), place="Cilegon", owner=author,
        )  # fmt: skip
        AgencyPage.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision(user=author).publish(user=author, skip_permission_checks=True)
