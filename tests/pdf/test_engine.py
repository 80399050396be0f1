"""The PDF engine, seen from outside: bytes, text, fonts, embedded files, and what it asks of the world."""

from __future__ import annotations

import base64
import io
import os
import socket
import threading
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from portal.pdf.engine import PdfAttachment, render_pdf
from portal.pdf.letterhead import Letterhead
from portal.pdf.qr import qr_svg
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

MOMENT = datetime(2026, 6, 30, 16, 59, tzinfo=UTC)
HOSTILE = "Ḥājj Ōṛ 陳 🙂"


def page(body: str) -> str:
    return (
        '<!doctype html><html lang="id"><head><title>t</title>'
        '<link rel="stylesheet" href="/static/css/print/base.css"></head>'
        f"<body><h1>Uji</h1>{body}</body></html>"
    )


def render(body: str = "<p>isi</p>", **more):
    wanted = {"identifier": "uji-1", "created": MOMENT, "title": "Dokumen uji", **more}
    return render_pdf(html=page(body), **wanted)


def letter_context(**more):
    kop = Letterhead(
        "Pemerintah Kota Cilegon", "Dinas Sosial", "Jl. Uji 1", "42431", "0254", "a.go.id", "b@c.id"
    )
    return {
        "letterhead": kop,
        "letter": {"number": "0042/DINSOS/2026", "subject": "Uji", "to": [HOSTILE], "place_date": "Cilegon"},
        "signer": {"title": "Kepala Dinas", "name": "Nama"},
        "verify": {"qr": qr_svg("https://contoh.go.id/v/1", label="Kode QR"), "lines": ["Periksa"]},
        **more,
    }


def text_of(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def embedded(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


@pytest.fixture
def no_network(monkeypatch):
    asked: list[object] = []

    def refuse(self, address):
        asked.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


@pytest.mark.verapdf
def test_document_keeps_both_standards_when_with_and_without_attachment():
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    csv = PdfAttachment("angka.csv", b"a;b\n1;2\n", "Angka laporan")
    letter = {
        "template": "pdf/letter.html", "context": letter_context(), "identifier": "s", "created": MOMENT,
        "title": "Surat",
    }  # fmt: skip
    files = {
        "plain": render(f"<p>{HOSTILE}</p>").bytes,
        "attached": render(
            "<table><thead><tr><th scope=col>A<tbody><tr><td>1</table>", attachments=[csv]
        ).bytes,
        "letter": render_pdf(**letter).bytes,
        "letter attached": render_pdf(**letter, attachments=[csv]).bytes,
        "no glyph": render("<p>\U000e0101 \U00016e00 \U0001f9ff \ue000</p>").bytes,
    }
    assert validator.check(files) == {}


@pytest.mark.verapdf
def test_validator_reports_a_fault_when_standard_is_broken():
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(render().bytes)) as document:
        del document.Root.Metadata
        del document.Root.StructTreeRoot
        document.save(broken)
    faults = validator.check({"broken": broken.getvalue(), "sound": render().bytes})
    assert sorted(faults) == ["broken (PDF/A-3a)", "broken (PDF/UA-1)"]


def test_bytes_are_equal_when_built_twice():
    csv = PdfAttachment("angka.csv", b"a;b\n", "Angka")
    first, second = (render(f"<p>{HOSTILE}</p>", attachments=[csv]) for _ in range(2))
    assert first == second
    assert first.pages == 1
    assert len(first.sha256) == 64


def test_bytes_differ_when_identifier_or_moment_differs():
    seen = {
        render().sha256,
        render(identifier="uji-2").sha256,
        render(created=MOMENT + timedelta(seconds=1)).sha256,
    }
    assert len(seen) == 3


def test_environment_is_left_as_found_when_rendering(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "123")
    render()
    assert os.environ["SOURCE_DATE_EPOCH"] == "123"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    render()
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_bytes_are_equal_when_threads_render_at_once():
    expected = {
        str(day): render(identifier=str(day), created=MOMENT + timedelta(days=day)) for day in range(4)
    }
    found: dict[str, object] = {}

    def work(day: int) -> None:
        found[str(day)] = render(identifier=str(day), created=MOMENT + timedelta(days=day))

    threads = [threading.Thread(target=work, args=(day,)) for day in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected


def test_markup_is_text_when_it_comes_from_people(no_network):
    hostile = '<link rel="attachment" href="file:///etc/passwd"><img src="http://127.0.0.1:9200/">'
    context = letter_context(letter={"subject": hostile, "to": ["<img src=x onerror=alert(1)>"]})
    made = render_pdf(
        template="pdf/letter.html", context=context, identifier="x", created=MOMENT, title=hostile
    )
    assert embedded(made.bytes) == {}
    assert no_network == []
    flat = text_of(made.bytes).replace("\n", "")
    assert "http://127.0.0.1:9200/" in flat
    assert "<img src=x onerror=alert(1)>" in flat
    assert "root:" not in flat


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">a</a>',
        '<link rel="attachment" href="/static/css/print/base.css">',
        '<img src="http://127.0.0.1:9200/" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="/static/../../etc/passwd" alt="x">',
        '<img src="/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd" alt="x">',
        '<img src="/media/rahasia.pdf" alt="x">',
        '<link rel="stylesheet" href="https://contoh.test/x.css">',
        '<style>@import url("http://127.0.0.1:9200/x.css"); p { background: url(file:///etc) }</style>',
        '<object data="file:///etc/passwd"></object><embed src="http://127.0.0.1/">',
        '<svg><title>x</title><image href="http://127.0.0.1:9200/"/><use href="file:///etc/passwd#a"/></svg>',
        "<img alt=x src='data:text/html,<script>1</script>'>",
    ],
)
def test_nothing_outside_is_read_when_markup_slips_through(markup, no_network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "rahasia.pdf").write_bytes(b"%PDF-1.4 rahasia")
    made = render(markup)
    assert embedded(made.bytes) == {}
    assert no_network == []
    assert "root:" not in text_of(made.bytes)


def test_only_given_attachments_are_inside_when_read_back():
    made = render(attachments=[PdfAttachment("a.csv", b"x", "A"), PdfAttachment("b.json", b"{}", "B")])
    assert embedded(made.bytes) == {"a.csv": b"x", "b.json": b"{}"}


def test_name_of_many_scripts_is_text_and_fonts_are_embedded_when_extracted():
    made = render(f"<p>{HOSTILE}</p>")
    found = text_of(made.bytes)
    assert "Ḥājj Ōṛ" in found
    with pikepdf.open(io.BytesIO(made.bytes)) as document:
        fonts = [
            item["/DescendantFonts"][0].FontDescriptor
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/DescendantFonts" in item
        ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_letter_is_spelt_out_when_no_font_has_it(monkeypatch):
    # A code point of an alphabet for which no test machine carries a font (Beria Erfe, Unicode 17).
    made = render("<p>awal \U00016ea0 akhir</p>")
    found = text_of(made.bytes)
    assert "awal" in found
    assert "akhir" in found
    assert "\U00016ea0" not in found


def test_control_characters_are_dropped_when_in_text_or_title():
    made = render("<p>satu\x00dua\x1b\x9btiga</p>", title="A\x00B")
    assert "satuduatiga" in text_of(made.bytes)
    assert PdfReader(io.BytesIO(made.bytes)).metadata.title == "AB"


def test_title_language_and_identifier_are_set_when_read_back():
    made = render(lang="en", title="Receipt")
    with pikepdf.open(io.BytesIO(made.bytes)) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "Receipt"
        assert document.Root.MarkInfo.Marked
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260630235900")


def test_wrong_use_is_refused_when_arguments_clash():
    with pytest.raises(ValueError, match="template or html"):
        render_pdf(identifier="x", created=MOMENT, title="x")
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(html="<p>", identifier="x", created=datetime(2026, 1, 1), title="x")


def test_picture_of_own_media_is_drawn_when_it_is_a_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    (tmp_path / "logo.png").write_bytes(base64.b64decode(dot))
    with pikepdf.open(io.BytesIO(render('<img src="/media/logo.png" alt="Logo">').bytes)) as document:
        assert any(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" for item in document.objects
        )


def test_letter_stays_sound_when_emblem_is_missing():
    kop = Letterhead("Pemerintah Kota Cilegon", "Dinas Sosial", emblem="/static/img/tidak-ada.svg")
    made = render_pdf(
        template="pdf/letter.html", context={"letterhead": kop}, identifier="k", created=MOMENT, title="Surat"
    )
    assert "DINAS SOSIAL" in text_of(made.bytes)
