from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.kernel import formats
from portal.kernel.errors import InputError, NotAllowed, PortalError, RuleViolation
from portal.kernel.moments import wib_date


def test_date_is_written_in_indonesian_and_english():
    day = date(2026, 4, 2)
    assert formats.tanggal(day) == "2 April 2026"
    assert formats.hari_tanggal(day) == "Kamis, 2 April 2026"
    assert formats.hari_tanggal(date(2026, 8, 7)) == "Jumat, 7 Agustus 2026"
    assert formats.hari_tanggal(date(2026, 8, 7), "en") == "Friday, 7 August 2026"
    assert formats.bulan_tahun(day) == "April 2026"
    assert formats.tanggal_pendek(day) == "02/04/2026"


def test_date_is_that_of_cilegon_when_utc_still_has_the_day_before():
    moment = datetime(2026, 3, 11, 17, 30, tzinfo=UTC)
    assert formats.tanggal(moment) == "12 Maret 2026"
    assert formats.waktu(moment) == "00.30 WIB"
    assert formats.waktu(moment, "en") == "00:30 WIB"
    assert formats.tanggal_waktu(moment) == "Kamis, 12 Maret 2026 pukul 00.30 WIB"
    assert wib_date(moment) == date(2026, 3, 12)


def test_moment_is_refused_when_it_has_no_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        formats.waktu(datetime(2026, 3, 11, 17, 30))


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2026, 4, 1), (2026, 4, 5), "1–5 April 2026"),
        ((2026, 3, 30), (2026, 4, 2), "30 Maret – 2 April 2026"),
        ((2026, 12, 28), (2027, 1, 3), "28 Desember 2026 – 3 Januari 2027"),
        ((2026, 4, 1), (2026, 4, 1), "1 April 2026"),
        ((2026, 4, 1), (2027, 4, 5), "1 April 2026 – 5 April 2027"),
    ],
)
def test_range_repeats_only_what_differs(start, end, text):
    assert formats.rentang_tanggal(date(*start), date(*end)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (8412, 0, "8.412"),
        (95.12, 2, "95,12"),
        (1234567.5, 1, "1.234.567,5"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-0.001, 1, "0,0"),
        (-1500, 0, "-1.500"),
        (Decimal("99.995"), 2, "100,00"),
    ],
)
def test_number_has_dots_for_thousands_and_a_decimal_comma(value, decimals, text):
    assert formats.angka(value, decimals) == text


def test_number_is_written_the_english_way_on_english_pages():
    assert formats.angka(8412.5, 1, "en") == "8,412.5"


def test_rupiah_has_no_space_and_no_dot_after_rp():
    assert formats.rupiah(5_000_000) == "Rp5.000.000,00"
    assert formats.rupiah(Decimal("-250.5")) == "-Rp250,50"


def test_percent_rounds_a_share():
    assert formats.persen(0.9177) == "92%"
    assert formats.persen(Decimal(1) / 3, 1) == "33,3%"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (1023, "1.023 byte"),
        (1024, "1 KB"),
        (1_887_437, "1,8 MB"),
        (1024 * 1024 - 1, "1,0 MB"),
        (5 * 1024**3, "5,0 GB"),
    ],
)
def test_file_size_has_a_readable_unit(size, text):
    assert formats.ukuran_berkas(size) == text


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_list_is_joined_as_in_a_sentence(items, text):
    assert formats.daftar(items) == text


def test_errors_carry_message_code_and_details():
    error = RuleViolation("Tidak bisa.", article="UU 14/2008 Pasal 22", code="late", due="2026-04-02")
    assert isinstance(error, PortalError)
    assert (error.message, str(error), error.code, error.article) == (
        "Tidak bisa.",
        "Tidak bisa.",
        "late",
        "UU 14/2008 Pasal 22",
    )
    assert error.details == {"due": "2026-04-02"}
    assert NotAllowed("x").code == "not_allowed"
    assert InputError("x", field="nik").field == "nik"
