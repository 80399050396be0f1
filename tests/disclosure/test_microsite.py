"""The agency's own page is drawn from its entries: nothing is typed twice."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.microsite import PROCUREMENT, PROFILE, served_duties
from disclosure.models import MandatedItem
from disclosure.services.publishing import unpublish_entry
from portal.content.services.pages import load_pages
from tests.disclosure.test_entry_page import with_files
from tests.files.test_previews import photo

from .conftest import edit, make_entry, published

pytestmark = pytest.mark.django_db
ADDRESS = "/perangkat-daerah/dinsos/profil/"


@pytest.fixture
def site(world: SimpleNamespace, catalogue: None) -> SimpleNamespace:
    load_pages()
    return world


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_profile_shows_the_entries_of_the_profile_duties_and_follows_their_edits(
    client: Client, site: SimpleNamespace
) -> None:
    entry = published(
        site.dinsos, site.publisher, "b_15_1_a4", title="Tugas dan fungsi", summary="Urusan sosial."
    )
    published(site.dinsos, site.publisher, "b_15_3", title="Kinerja")
    published(site.dishub, site.other_publisher, "b_15_1_a4", title="Milik Dishub")
    make_entry(site.dinsos, "b_15_1_a4", title="Konsep rahasiaX")
    html = page(client)
    assert "Urusan sosial." in html and entry.get_absolute_url() in html
    assert not any(word in html for word in ("Kinerja", "Milik Dishub", "rahasiaX"))
    edit(entry, site.publisher, summary="Urusan sosial dan kebencanaan.")
    assert "kebencanaan" in page(client)
    unpublish_entry(entry=entry, by=site.publisher, reason="Keliru", now=timezone.now())
    assert "kebencanaan" not in page(client)


def test_missing_profile_duty_is_named_and_can_be_asked_for(client: Client, site: SimpleNamespace) -> None:
    html = page(client)
    assert "9 hal wajib belum diterbitkan" in html  # Art 15(1): nine items bind every agency
    assert "agency=DINSOS&amp;subject=Struktur+organisasi" in html


def test_chart_is_shown_as_a_picture_that_opens(client: Client, site: SimpleNamespace) -> None:
    entry = with_files(site, photo(), title="Bagan Dinsos")
    edit(entry, site.publisher, items=_items("b_15_1_c1"))
    html = page(client)
    assert (
        f"/informasi/{entry.pk}/berkas/" in html
        and "halaman-1.webp" in html
        and "Gambar: Bagan Dinsos" in html
    )


def _items(*keys: str) -> list[MandatedItem]:
    return list(MandatedItem.objects.filter(key__in=keys))


def test_procurement_counts_its_documents_and_leads_out(client: Client, site: SimpleNamespace) -> None:
    published(
        site.dinsos, site.publisher, "b_15_9_a", "b_15_9_b1", title="RUP", link="https://sirup.lkpp.go.id/sirup/x",
    )  # fmt: skip
    html = page(client)
    assert "2 dari 39 jenis dokumen pengadaan" in html
    assert "https://sirup.lkpp.go.id/sirup/x" in html and "?item=b_14_2_i" in html


def test_profile_costs_the_same_whatever_the_number_of_entries(
    client: Client, site: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    now = timezone.now()
    for n in range(12):
        published(site.dinsos, site.publisher, "b_15_1_a4", "b_15_9_a", title=f"Entri {n}")
    for group in (PROFILE, PROCUREMENT):
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            served_duties(site.dinsos, group, now, timezone.localdate(now))


def test_services_are_drawn_from_the_entries_that_tell_them(client: Client, site: SimpleNamespace) -> None:
    assert 'id="layanan"' not in page(client)
    published(site.dinsos, site.publisher, "p_25_23_c", title="Standar pelayanan rehabilitasi")
    published(site.dishub, site.other_publisher, "p_25_23_c", title="Milik Dishub")
    html = page(client)
    assert 'id="layanan"' in html and "Standar pelayanan rehabilitasi" in html and "Milik Dishub" not in html


def test_officer_of_information_is_named_by_office_data_only(client: Client, site: SimpleNamespace) -> None:
    person = site.publisher
    person.first_name, person.position, person.nip, person.phone = (
        "Rina",
        "Sekretaris",
        "198002152005011003",
        "0811",
    )
    person.save()
    html = page(client)
    assert "PPID Pelaksana Dinas Sosial" in html and "Rina, Sekretaris" in html
    assert person.nip not in html and person.email not in html and "0811" not in html


def test_contact_has_a_link_to_the_map(client: Client, site: SimpleNamespace) -> None:
    site.dinsos.address, site.dinsos.map_url = (
        "Jl. Raya 1",
        "https://www.openstreetmap.org/?mlat=-6.0&mlon=106.0",
    )
    site.dinsos.save()
    html = page(client)
    assert "Lihat di peta" in html and "https://www.openstreetmap.org/?mlat=-6.0&amp;mlon=106.0" in html
