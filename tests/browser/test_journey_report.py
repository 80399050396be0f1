"""Journey 3: DKISS looks at the board, narrows it, picks an agency and a period, and takes away the PDF."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from disclosure.models import EntryLink, ListEntry, MandatedItem
from disclosure.services.publishing import publish_entry
from portal.content.models import AgencyPage, NewsPage
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest
from requests_app.services.answering import AnswerData, answer
from requests_app.services.filing import FilingData, file_request
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.test_journey_publish import open_side_bar
from tests.browser.world import City, city

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

#: What the world below makes of the Dinas Sosial, counted by hand: two fell due, one of them answered in time;
#: a third was filed yesterday. One duty is met, one news item stands.
ON_TIME, LATE, OPEN, FULFILLED, NEWS = 1, 1, 1, 1, 1


@pytest.fixture
def busy_city(city: City) -> City:
    now = timezone.now()
    for number, (filed, answered) in enumerate(((70, 67), (70, 20), (1, None))):
        data = FilingData(
            agency=city.dinsos, details=f"Daftar penerima bantuan tahap {number}.", name="Ani Lestari",
            identity_number=f"36720155059{number:05d}", address="Jl. Melati 7",
        )  # fmt: skip
        case = file_request(data=data, now=now - timedelta(days=filed)).case
        if answered is not None:
            held = InformationRequest.objects.get(pk=case.pk)
            text = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)
            answer(case=held, data=text, by=city.petugas, now=now - timedelta(days=answered))
    entry = ListEntry(
        agency=city.dinsos, live=False, title="Profil dinas", category="periodic", summary="Profil.",
        holder="Sekretariat", responsible="Sekretaris", made_when="2026", period_start=timezone.localdate(),
    )  # fmt: skip
    entry.items = [MandatedItem.objects.get(key="b_15_1_c1")]
    entry.links = [EntryLink(url="https://dinsos.cilegon.go.id/dokumen/profil.pdf", label="Profil")]
    entry.save()
    publish_entry(entry=entry, by=city.petugas, now=now)
    page = NewsPage(
        title="Loket buka pagi", slug="loket-pagi", lead="Warga datang.", body="<p>Isi.</p>", author="Tono",
        category="layanan", live=False,
    )  # fmt: skip
    AgencyPage.objects.get(agency=city.dinsos).add_child(instance=page)
    page.save_revision().publish()
    return city


def figures_of(hands: Keyboard, agency: str) -> dict[str, str]:
    """The agency's row as the screen shows it: the name of each cell, and its words."""
    row = hands.page.get_by_role("row").filter(has=hands.page.get_by_role("rowheader", name=agency))
    cells = row.get_by_role("cell").filter(has_not=hands.page.get_by_role("button")).all()
    names = [cell.get_attribute("data-label") or "" for cell in cells]
    return dict(zip(names, (cell.inner_text().strip() for cell in cells), strict=True))


def type_date(hands: Keyboard, label: str, day: date) -> None:
    """A date control is typed in the order of the browser's own language, which the system decides: it is
    asked first with a date whose day could be a month."""
    field = hands.reach(hands.page.get_by_label(label, exact=True))
    hands.page.keyboard.type("05062007")
    month_first = field.input_value() == "2007-05-06"
    # The focus stands on the last part, the year; back to the first.
    for _part in ("month", "day"):
        hands.page.keyboard.press("ArrowLeft")
    hands.page.keyboard.type(f"{day:%m%d%Y}" if month_first else f"{day:%d%m%Y}")
    expect(field).to_have_value(day.isoformat())


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_report_says_the_figures_of_the_board_when_dkiss_picks_agency_and_period(
    busy_city: City, open_page: OpenPage, size: dict[str, int]
) -> None:
    today = timezone.localdate()
    hands = Keyboard(open_page("/masuk/", size=size))
    hands.sign_in(busy_city.utama.email)
    open_side_bar(hands)
    hands.leave("link", "Pengawasan")
    expect(hands.page.get_by_role("rowheader", name=re.compile("Penataan Ruang"))).to_be_visible()
    hands.write("Unit", "Sosial")
    type_date(hands, "Dari", today - timedelta(days=100))
    type_date(hands, "Sampai", today)
    hands.leave("button", "Terapkan")
    expect(hands.page.get_by_role("rowheader", name=re.compile("Penataan Ruang"))).to_have_count(0)
    shown = figures_of(hands, "Dinas Sosial")
    assert shown["Tepat waktu"] == f"{ON_TIME} dari {ON_TIME + LATE}"
    assert (shown["Lewat waktu"], shown["Belum selesai"]) == (str(LATE), str(OPEN))
    assert shown["Berita bulan ini"] == str(NEWS)
    fulfilled, total = re.findall(r"\d+", shown["Terpenuhi"])
    assert fulfilled == str(FULFILLED)
    hands.shoot(f"journey3-board-{size['width']}")

    hands.leave("button", "Buat laporan Dinas Sosial")
    expect(hands.page.get_by_text(re.compile(r"Laporan .+ siap"))).to_be_visible()
    link = hands.reach(hands.page.get_by_role("link", name="Buka PDF"))
    answer_ = hands.page.context.request.get(link.get_attribute("href") or "")
    assert answer_.headers["content-type"] == "application/pdf"
    hands.shoot(f"journey3-reports-{size['width']}")
    words = text_of(answer_.body())
    assert f"Jatuh tempo dalam masa ini {ON_TIME + LATE}: tepat waktu {ON_TIME}, {LATE} lewat waktu" in words
    assert f"{total} jenis yang berlaku menurut" in words
    for label, name in (
        ("Terpenuhi", "terpenuhi"),
        ("Perlu diperbarui", "perlu diperbarui"),
        ("Belum ada", "belum ada"),
    ):
        figure = re.findall(r"\d+", shown[label])[0]
        assert re.search(rf"{name} {figure}\b", words, re.I), (name, figure)
    assert busy_city.dinsos.name in words
    assert "Yang belum ada" in words or "belum ada" in words.casefold()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).split())
