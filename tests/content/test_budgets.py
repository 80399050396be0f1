"""What a phone on a weak line has to fetch."""

from __future__ import annotations

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

STATIC = settings.BASE_DIR / "static"
BASE = (settings.BASE_DIR / "templates" / "base.html").read_text()
KB = 1024


def _linked(kind: str) -> list[str]:
    return re.findall(rf"static '({kind}/[\w./-]+)'", BASE)


def test_style_sheets_of_a_page_stay_under_60_kb() -> None:
    assert sum((STATIC / name).stat().st_size for name in _linked("css")) < 60 * KB


def test_scripts_with_htmx_stay_under_60_kb() -> None:
    own = sum((STATIC / name).stat().st_size for name in _linked("js"))
    vendored = sum(path.stat().st_size for path in (STATIC / "js" / "vendor").glob("*.js"))
    assert own + vendored < 60 * KB


@pytest.mark.usefixtures("site")
def test_home_page_without_images_stays_under_100_kb_compressed(client: Client) -> None:
    page = len(gzip.compress(client.get("/").content))
    sheets = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in _linked("css"))
    scripts = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in _linked("js"))
    fonts = (STATIC / "fonts" / "plus-jakarta-sans-latin.woff2").stat().st_size
    assert page + sheets + scripts + fonts < 100 * KB


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", ["/", "/perangkat-daerah/", "/perangkat-daerah/dinsos/", "/berita/"])
def test_page_holds_no_inline_style_or_script(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert not re.search(r"\sstyle=", html)
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.findall(r"<script(?![^>]*(src=|application/ld\+json))", html)
