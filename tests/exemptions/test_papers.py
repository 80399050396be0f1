"""Lampiran II to V: their columns, the requester's copy with black bars, both standards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from disclosure.exemptions.papers import decree_pdf, sheet_pdf
from disclosure.models import Exemption
from disclosure.services.exemption_tests import save_item, start_change, start_test
from tests.disclosure.conftest import at
from tests.exemptions.conftest import decreed, line
from tests.pdf.test_engine import text_of
from tests.requests_app.letters import samples
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NOW = at(2026, 1, 12)


def words_of(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def changed(offices: Any, exemption: Exemption, **values: Any) -> Any:
    test = start_change(exemption=exemption, by=offices.publisher, now=NOW, held_on=date(2026, 6, 1))
    data = line(starts_on=exemption.starts_on, ends_on=date(2027, 6, 30), if_closed="AlasanBaru", **values)
    save_item(test=test, data=data, by=offices.publisher, now=NOW, item=test.items.get())
    return test


def test_sheet_has_the_columns_of_lampiran_ii_and_the_table_of_testers(offices):
    words = words_of(sheet_pdf(decreed(offices).decree.test).bytes)
    for text in (
        "Lampiran II", "Nomor 1/2026", "Senin, 12 Januari 2026", "Dasar hukum pengecualian informasi", "bila dibuka",
        "bila ditutup", "Jangka waktu", "12 Januari 2026 s.d. 30 Juni 2026", "PengujiRahasia", "Tanda tangan",
        "Menyetujui,", "Wali Kota Cilegon", "100/WK/2026",
    ):  # fmt: skip
        assert text in words, text


def test_decree_has_the_parts_of_lampiran_iii_and_cites_what_is_in_force(offices):
    words = words_of(decree_pdf(decreed(offices).decree.test).bytes)
    for text in (
        "Lampiran III", "SK/1/2026", "Menimbang", "Mengingat", "Memperhatikan", "Menetapkan", "Pertama", "Kedua",
        "Ditetapkan di Cilegon", "Nomor 1 Tahun 2021", "Lembar Pengujian Konsekuensi Nomor 1/2026", "Dinas Sosial",
        "KonsekuensiRahasiaSatu", "Ratna",
    ):  # fmt: skip
        assert text in words, text
    assert "PengujiRahasia" not in words
    assert "Tahun 2017" not in words
    assert "Jakarta" not in words


def test_change_is_printed_as_lampiran_iv_and_v_with_what_stood_before(offices):
    test = changed(offices, decreed(offices))
    sheet, decree = words_of(sheet_pdf(test).bytes), words_of(decree_pdf(test).bytes)
    for text in (
        "Lampiran IV",
        "Dasar hukum semula",
        "KonsekuensiRahasiaSatu",
        "KonsekuensiTutupDua",
        "AlasanBaru",
    ):
        assert text in sheet, text
    assert "Lampiran V" in decree
    assert "30 Juni 2027" in decree
    opened = words_of(decree_pdf(changed(offices, decreed(offices, number="SK/2"), result="open")).bytes)
    assert "terbuka sejak tanggal penetapan ini" in opened


def test_requester_gets_the_decree_with_other_lines_blacked_out_and_their_words_gone(offices):
    own = decreed(
        offices, None, line(title="Jenis pertama", information="Pertama", if_opened="SebabPertama"),
        line(title="JudulLain", information="IsiLain", if_opened="SebabLain", statute="UU Lain",
             ends_on=date(2029, 5, 3)),
    )  # fmt: skip
    assert own.title == "Jenis pertama"
    pdf = decree_pdf(own.decree.test, only=own)
    words = words_of(pdf.bytes)
    assert "Salinan untuk pemohon" in words
    assert "SebabPertama" in words
    assert "dihitamkan" in words
    gone = ("JudulLain", "IsiLain", "SebabLain", "UU Lain", "2029")
    assert [word for word in gone if word in words or word.encode() in pdf.bytes] == []
    whole = words_of(decree_pdf(own.decree.test).bytes)
    assert [word for word in gone if word not in whole] == []


def test_bar_tells_nothing_of_the_length_of_the_words_under_it(offices):
    def other(n: int, number: str) -> str:
        own = decreed(offices, None, line(title="Sama"), line(title="X" * n), number=number)
        return words_of(decree_pdf(own.decree.test, only=own).bytes).replace(number, "")

    one, two = other(3, "SK/7"), other(200, "SK/8")
    assert one.replace("1/2026", "").replace("2/2026", "") == two.replace("1/2026", "").replace("2/2026", "")


@pytest.mark.verapdf
@pytest.mark.slow
def test_papers_keep_both_standards_when_shortest_and_longest(offices):
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    empty = start_test(agency=offices.dinsos, by=offices.publisher, now=NOW, held_on=NOW.date())
    long = samples.LONG * 2
    lines = [
        line(title=samples.LONG[:240], information=long, if_opened=long, if_closed=long) for _n in range(6)
    ]
    held = decreed(offices, None, *lines)
    files = {
        "short sheet": sheet_pdf(empty), "short decree": decree_pdf(empty), "long sheet": sheet_pdf(held.decree.test),
        "long decree": decree_pdf(held.decree.test), "copy": decree_pdf(held.decree.test, only=held),
        "change": sheet_pdf(changed(offices, held)),
    }  # fmt: skip
    assert validator.check({name: pdf.bytes for name, pdf in files.items()}) == {}
