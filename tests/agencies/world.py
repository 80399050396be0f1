"""Two agencies, A and B, with pages, media and officers; every name of B carries a marker."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.accounts.models import User
from portal.agencies.groups import collection_of, sync_all
from portal.agencies.models import Agency, Role
from portal.content.models import AgencyPage, NewsPage
from portal.content.models.news import NewsCategory
from portal.content.services.pages import add_microsite, load_pages
from tests.factories import AgencyFactory, officer

TODAY = date(2026, 11, 25)
MARKER = "RahasiaBeta"


@dataclass
class Unit:
    agency: Agency
    root: Page
    live: Page
    draft: Page
    image: Any
    document: Any
    operator: User
    pelaksana: User


@dataclass
class World:
    a: Unit
    b: Unit
    utama: User
    atasan: User
    pimpinan: User
    editor: User
    administrator: User


def _png() -> ContentFile:
    buffer = io.BytesIO()
    Pillow.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="gambar.png")


def _news(root: AgencyPage, words: str, *, live: bool) -> NewsPage:
    page = NewsPage(
        title=words, slug="terbit" if live else "konsep", agency=root.agency, lead=f"Teras {words}.",
        body=f"<p>Isi {words}.</p>", category=NewsCategory.choices[0][0], author="Humas", live=live,
    )  # fmt: skip
    root.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def _unit(code: str, words: str) -> Unit:
    agency = AgencyFactory(code=code, name=f"Dinas {words}")
    root = add_microsite(agency=agency)
    live, draft = _news(root, f"Terbit {words}", live=True), _news(root, f"Konsep {words}", live=False)
    collection = collection_of(agency)
    image = get_image_model().objects.create(title=f"Foto {words}", file=_png(), collection=collection)
    document = get_document_model().objects.create(
        title=f"Berkas {words}", file=ContentFile(b"isi", name="berkas.txt"), collection=collection
    )
    people = [
        officer(role, agency, first_name=f"{role} {words}") for role in (Role.OPERATOR, Role.PPID_PELAKSANA)
    ]
    return Unit(agency, root, live, draft, image, document, *people)


def build() -> World:
    """The city's pages, two microsites with a live and an unpublished news item, and everyone of staff."""
    load_pages()
    a, b = _unit("UNITA", "Alfa"), _unit("UNITB", MARKER)
    city = (Role.PPID_UTAMA, Role.ATASAN_PPID, Role.PIMPINAN, Role.NEWS_EDITOR, Role.ADMINISTRATOR)
    return World(a, b, *(officer(role) for role in city))


def grant(world: World) -> None:
    sync_all(TODAY)
