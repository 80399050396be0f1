"""A real browser (Debian's chromium) on the live server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.services.base import missing

SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# WCAG 2.2 at levels A and AA holds every rule of 2.0 and 2.1 at these levels as well.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("chromium tidak ada (paket Debian chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """``open_page("/cari/", size=PHONE, javascript=False, dark=True)``: a page in a context of its own.

    An uncaught script error or a violated content security policy fails the test when it ends.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        path: str = "/",
        *,
        size: dict[str, int] = DESKTOP,
        javascript: bool = True,
        dark: bool = False,
        context: BrowserContext | None = None,
    ) -> Page:
        if context is None:
            context = chromium.new_context(
                base_url=live_server.url,
                viewport=size,  # type: ignore[arg-type]
                java_script_enabled=javascript,
                color_scheme="dark" if dark else "light",
                locale="id-ID",
                timezone_id="Asia/Jakarta",
            )
            context.set_default_timeout(15_000)
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}")
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Page, str], Path]:
    def shoot(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return shoot


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """What axe-core finds wrong by WCAG 2.2 A/AA, one readable line a rule; empty when all is well."""
    axe = Axe()

    def found(page: Page, *, exclude: tuple[str, ...] = ()) -> list[str]:
        context: dict[str, Any] = {"exclude": [[selector] for selector in exclude]} if exclude else {}
        result = axe.run(page, context=context or None, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [
            f"{v['id']}: {v['help']}: {', '.join(n['html'][:120] for n in v['nodes'][:5])}"
            for v in result.response["violations"]
        ]

    return found
