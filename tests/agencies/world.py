"""Two agencies, A and B, with pages, media and officers; every name of B carries a marker."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.accounts.models import User
from portal.agencies.groups import collection_of, sync_all
from portal.agencies.homes import PageRoot
from portal.agencies.models import Agency, Role
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
    roots: list[PageRoot] = field(default_factory=list)


def _png() -> ContentFile:
    buffer = io.BytesIO()
    Pillow.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="gambar.png")


def _unit(code: str, words: str, parent: Page) -> Unit:
    agency = AgencyFactory(code=code, name=f"Dinas {words}")
    root = parent.add_child(instance=Page(title=f"Laman {words}", slug=code.lower()))
    live = root.add_child(instance=Page(title=f"Terbit {words}", slug="terbit"))
    live.save_revision().publish()
    draft = root.add_child(instance=Page(title=f"Konsep {words}", slug="konsep", live=False))
    draft.save_revision()
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
    """Call with page roots taken over (see conftest), so that grants land on the pages made here."""
    parent = Page.objects.filter(depth=2).first() or Page.get_first_root_node().add_child(
        instance=Page(title="Beranda", slug="beranda")
    )
    a, b = _unit("UNITA", "Alfa", parent), _unit("UNITB", MARKER, parent)
    city = [officer(role) for role in (
        Role.PPID_UTAMA, Role.ATASAN_PPID, Role.PIMPINAN, Role.NEWS_EDITOR, Role.ADMINISTRATOR)]  # fmt: skip
    world = World(a, b, *city)
    world.roots = [
        PageRoot(unit.agency.pk, unit.root.pk, purpose) for unit in (a, b) for purpose in ("site", "news")
    ]
    return world


def grant(world: World) -> None:
    sync_all(TODAY)
