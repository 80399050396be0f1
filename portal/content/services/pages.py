"""The tree of public pages: home, lists, a microsite per agency, standard pages. Safe to run again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from portal.agencies.groups import regrant
from portal.agencies.models import Agency
from portal.content.models import AgencyIndexPage, AgencyPage, HomePage, NewsIndexPage, StandardPage

_DATA = Path(__file__).resolve().parent.parent / "data" / "pages.yaml"


@dataclass
class PageLoad:
    """How many pages were made, changed, left alone."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return loaded


@transaction.atomic
def load_pages(*, hostname: str = "localhost", port: int = 80) -> PageLoad:
    """Make what is missing of the tree and bring microsites' titles up to their agencies' names.

    Texts that somebody edited stay as they are: a page that exists is never overwritten.
    """
    done = PageLoad()
    root = _root()
    home = _home(root, done)
    _site(home, hostname, port)
    index = _ensure(home, AgencyIndexPage, "agency_index", done)
    _ensure(home, NewsIndexPage, "news_index", done)
    for entry in _texts()["standard"]:
        _ensure(home, StandardPage, entry, done)
    _microsites(index, done)
    return done


def _root() -> Page:
    """Wagtail's root; a database that was flushed has lost it, and the locale with it."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node()
    return root or Page.add_root(title="Root", slug="root")


def _home(root: Page, done: PageLoad) -> HomePage:
    found = HomePage.objects.first()
    if found is not None:
        done.unchanged += 1
        return found
    home = HomePage(**_texts()["home"])
    root.add_child(instance=home)
    home.save_revision().publish()
    done.created += 1
    return home


def _site(home: HomePage, hostname: str, port: int) -> None:
    """The default site shows our home page; Wagtail's welcome page goes when nothing hangs below it."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname=hostname, port=port, is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
        site.save()
    for welcome in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        welcome.delete()


def _ensure(home: HomePage, model: type[Page], entry: str | dict[str, Any], done: PageLoad) -> Any:
    fields = dict(_texts()[entry] if isinstance(entry, str) else entry)
    found = model.objects.child_of(home).filter(slug=fields["slug"]).first()
    if found is not None:
        done.unchanged += 1
        return found
    page = model(**fields)
    Page.objects.get(pk=home.pk).specific.add_child(instance=page)
    page.save_revision().publish()
    done.created += 1
    return page


def _microsites(index: AgencyIndexPage, done: PageLoad) -> None:
    known = {page.agency_id: page for page in AgencyPage.objects.all()}
    for agency in Agency.objects.order_by("pk"):
        page = known.get(agency.pk)
        if page is None:
            add_microsite(agency=agency, index=index)
            done.created += 1
        elif page.title != agency.name:
            page.title = page.draft_title = agency.name
            page.save_revision().publish()
            done.changed += 1
        else:
            done.unchanged += 1


def add_microsite(*, agency: Agency, index: AgencyIndexPage | None = None) -> AgencyPage:
    """The microsite of a new agency, at its slug, live at once."""
    parent = Page.objects.get(pk=(index or AgencyIndexPage.objects.get()).pk).specific
    page = AgencyPage(title=agency.name, slug=agency.slug, agency=agency)
    parent.add_child(instance=page)
    page.save_revision().publish()
    regrant(agency.pk)
    return page
