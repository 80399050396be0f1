"""The pattern language of letter numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import InputError
from requests_app.law.letter_numbers import NumberFacts, check_pattern, may_collide, write_number

FACTS = NumberFacts(sequence=7, code="DINSOS", year=2026, month=4, classification="000.8.3")


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{nomor:3}/PPID-{kode}/{tahun}", "007/PPID-DINSOS/2026"),
        ("{klasifikasi}/{nomor}/{kode}/{bulan_romawi}/{tahun}", "000.8.3/7/DINSOS/IV/2026"),
        ("{nomor} (PPID) {bulan}-{tahun}", "7 (PPID) 04-2026"),
        ("  800/{nomor:2}/BKPSDM   {tahun} ", "800/07/BKPSDM 2026"),
    ],
)
def test_number_is_written_when_the_pattern_is_sound(pattern, number):
    assert write_number(check_pattern(pattern), FACTS) == number


def test_empty_archive_code_leaves_no_separator_behind():
    bare = NumberFacts(7, "DINSOS", 2026, 4)
    assert write_number("{klasifikasi}/{nomor:3}/{tahun}", bare) == "007/2026"


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "Tuliskan pola"),
        ("x" * 90 + "{nomor}{tahun}", "Tuliskan pola"),
        ("{nomor}/{tahunn}", "Periksa ejaannya"),
        ("{nomor}/{kode}", "masing-masing satu kali"),
        ("{tahun}/PPID", "masing-masing satu kali"),
        ("{nomor}/{nomor}/{tahun}", "masing-masing satu kali"),
        ("{nomor:9}/{tahun}", "dari 1 sampai 6"),
        ("{nomor}/{tahun:4}", "dari 1 sampai 6"),
        ("{nomor}{tahun}", "pemisah"),
        ("12{nomor}/{tahun}", "pemisah"),
        ("{nomor}/<b>{tahun}</b>", "Di luar kurung kurawal"),
        ("{nomor/{tahun}", "Di luar kurung kurawal"),
    ],
)
def test_pattern_is_refused_with_what_to_do_when_it_cannot_number(pattern, says):
    with pytest.raises(InputError) as refused:
        check_pattern(pattern)
    assert says in refused.value.message
    assert refused.value.field == "pattern"


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.integers(1, 12), st.integers(1, 12))
def test_two_letters_of_a_year_never_share_a_number(one, other, month, other_month):
    for pattern in ("{nomor:3}/{kode}/{tahun}", "{bulan_romawi}/{nomor}/{tahun}", "{tahun}-{nomor:6}"):
        first, second = (
            write_number(pattern, NumberFacts(n, "X", 2026, m))
            for n, m in ((one, month), (other, other_month))
        )
        assert (first == second) is (one == other and (month == other_month or "bulan" not in pattern))


def test_series_with_the_same_words_collide_whatever_their_width():
    assert may_collide("{nomor}/{kode}/{tahun}", "{nomor:3}/DINSOS/{tahun}", code="DINSOS")
    assert not may_collide("{nomor}/{kode}/{tahun}", "{nomor}/KEP/{kode}/{tahun}", code="DINSOS")
