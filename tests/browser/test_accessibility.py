"""WCAG 2.2 A/AA on every page of the project, and on the states that a page can be in.

The pages are those of the permission table, so that a new page is looked at without being named here. Each is
opened twice: wide and light, and as a narrow phone (320 px) in the dark with text at twice its size, where
nothing may run off the side either.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from portal.agencies.groups import sync_all
from portal.content.services.news import ensure_workflow
from portal.content.services.pages import load_pages
from tests.browser.conftest import DESKTOP
from tests.contracts.permissions import reading
from tests.contracts.permissions import world as worlds
from tests.contracts.permissions.arguments import address
from tests.factories import AgencyFactory

pytestmark = pytest.mark.timeout(900)
committed = pytest.mark.django_db(transaction=True)

NARROW = {"width": 320, "height": 640}
#: The first role of this order that may open a page looks at it.
LOOKS = ("anonymous", "pelaksana", "utama", "atasan", "administrator")
#: Machinery of Wagtail that is not a page of its own: fragments, and what only an open dialogue shows.
NO_PAGES = ("wagtailadmin_sprite", "wagtailadmin_block_preview", "wagtailstyleguide", "api-schema")


@pytest.fixture
def world(live_server: Any) -> SimpleNamespace:
    """The world of the permission table, and the pages that the city starts with."""
    world = worlds.build()
    # The numbers of the two agencies of the table are written by hand; this one's are not.
    world.third = AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    load_pages()
    ensure_workflow()
    sync_all(timezone.localdate())
    return world


def pages_of(role: str, world: SimpleNamespace, client: Any) -> list[tuple[str, str]]:
    """(route, address) of each whole HTML page at which this role looks."""
    found: dict[str, str] = {}
    for row in reading.rows():
        if row.method != "GET" or row.whose == "other" or row.route.startswith(NO_PAGES):
            continue
        if next((look for look in LOOKS if row.allowed(look)), "") != role:
            continue
        where = address(row, world)
        response = client.get(where)
        if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
            content = b"".join(response) if response.streaming else response.content
            if b"<html" in content[:2000]:
                found.setdefault(where, row.route)
    return [(route, where) for where, route in found.items()]


def signed_in(browser: Browser, base: str, client: Any, **options: Any) -> BrowserContext:
    context = browser.new_context(base_url=base, locale="id-ID", timezone_id="Asia/Jakarta", **options)
    context.set_default_timeout(15_000)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if session:
        context.add_cookies([{"name": session.key, "value": session.value, "url": base}])
    return context


def at_rest(page: Page) -> None:
    """Colours are measured when nothing fades or slides any more."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")


def twice_as_large(page: Page) -> None:
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def runs_off(page: Page) -> str:
    """What makes the page wider than the screen, or nothing."""
    return str(
        page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide + 1) return '';
              const out = [...document.querySelectorAll('body *')].filter(
                (one) => one.getBoundingClientRect().right > wide + 1 && one.checkVisibility());
              return out.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(' | ') || 'the page';
            }"""
        )
    )


def look_at(page: Page, violations: Callable[..., list[str]]) -> list[str]:
    """What is wrong with the page as it stands: wide and light, then narrow, dark and with large letters."""
    at_rest(page)
    wrong = [f"wide: {line}" for line in violations(page)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    twice_as_large(page)
    at_rest(page)
    wide = runs_off(page)
    wrong += [f"narrow: runs off the side: {wide}"] if wide else []
    wrong += [f"narrow: {line}" for line in violations(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    return wrong


def test_each_page_has_a_reader() -> None:
    unread = [
        str(row)
        for row in reading.rows()
        if row.method == "GET" and any(row.cells) and not any(row.allowed(role) for role in LOOKS)
    ]
    assert unread == []


@committed
@pytest.mark.parametrize("role", LOOKS)
def test_every_page_is_sound_when_its_first_reader_opens_it(
    world: SimpleNamespace,
    live_server: Any,
    chromium: Browser,
    violations: Callable[..., list[str]],
    role: str,
) -> None:
    client = worlds.clients(world)[role]
    pages = pages_of(role, world, client)
    assert pages
    context = signed_in(chromium, live_server.url, client, viewport=DESKTOP)
    page = context.new_page()
    wrong = []
    for route, where in pages:
        page.goto(where)
        wrong += [f"{route} {where}: {line}" for line in look_at(page, violations)]
    context.close()
    assert not wrong, "\n".join(wrong)


@committed
def test_nothing_moves_when_a_person_asked_for_stillness(
    world: SimpleNamespace, live_server: Any, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    moving = []
    for where in ("/", "/daftar-informasi/", "/permohonan/ajukan/", "/cari/?q=dinas", "/serta-merta/"):
        page.goto(where)
        moving += page.evaluate(
            """() => [...document.querySelectorAll('*')].filter((one) => {
                 const style = getComputedStyle(one);
                 return [style.transitionDuration, style.animationDuration].some(
                   (times) => times.split(',').some((time) => parseFloat(time) > 0.01));
               }).map((one) => location.pathname + ' ' + one.outerHTML.slice(0, 80))"""
        )
    context.close()
    assert moving == []
