import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import InputError
from portal.kernel.identifiers import (
    TRACKING_ALPHABET,
    RegistrationNumber,
    format_registration_number,
    generate_tracking_code,
    mask_nik,
    nik_warnings,
    normalise_tracking_code,
    parse_registration_number,
)


def test_tracking_code_has_no_confusable_letter_when_drawn_often():
    drawn = {generate_tracking_code(random.Random(seed)) for seed in range(300)}
    assert len(drawn) == 300
    assert not set("".join(drawn)) & set("0O1IL")
    assert {len(code) for code in drawn} == {14}


def test_tracking_code_is_the_same_when_the_random_source_is_the_same():
    assert generate_tracking_code(random.Random(7)) == generate_tracking_code(random.Random(7))
    assert len(generate_tracking_code(secrets.SystemRandom())) == 14


@given(st.integers(), st.sampled_from(["", " ", "-"]), st.booleans())
def test_tracking_code_is_read_back_when_typed_in_another_way(seed, separator, lower):
    code = generate_tracking_code(random.Random(seed))
    typed = code.replace("-", separator)
    assert normalise_tracking_code(f" {typed.lower() if lower else typed}\n") == code


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-4TXP-9BD0", "K7QM-4TXP-9BDAA", "'; drop table--"])
def test_tracking_code_is_refused_with_advice_when_its_form_is_wrong(typed):
    with pytest.raises(InputError) as caught:
        normalise_tracking_code(typed)
    assert "12 huruf dan angka" in caught.value.message
    assert caught.value.field == "code"


def test_tracking_alphabet_has_31_letters():
    assert len(set(TRACKING_ALPHABET)) == len(TRACKING_ALPHABET) == 31


def test_registration_number_is_written_with_four_digits_and_part():
    assert format_registration_number(42, "DINSOS", 2026) == "0042/DINSOS/2026"
    assert format_registration_number(42, "DINSOS", 2026, part=2) == "0042.2/DINSOS/2026"
    assert format_registration_number(12345, "BPKPAD", 2027) == "12345/BPKPAD/2027"


@pytest.mark.parametrize("typed", ["0042/DINSOS/2026", " 42 / dinsos / 2026 ", "00042/Dinsos/2026"])
def test_registration_number_is_read_when_typed_loosely(typed):
    assert parse_registration_number(typed) == RegistrationNumber(2026, "DINSOS", 42)


@given(
    st.integers(1, 99999),
    st.sampled_from(["DINSOS", "KEC-JOMBANG", "DP3AP2KB"]),
    st.integers(2019, 2100),
    st.integers(0, 99),
)
def test_registration_number_survives_writing_and_reading(sequence, agency, year, part):
    number = RegistrationNumber(year, agency, sequence, part)
    assert parse_registration_number(str(number)) == number


@pytest.mark.parametrize("typed", ["", "DINSOS/2026", "42", "42/DINSOS/26", "-1/DINSOS/2026"])
def test_registration_number_is_refused_when_its_form_is_wrong(typed):
    with pytest.raises(InputError, match="0042/DINSOS/2026"):
        parse_registration_number(typed)


@pytest.mark.parametrize(
    "nik",
    ["3672011203900001", "3672015203900001", "36 7201 120390 0001", "9471012902960005", ""],
)
def test_nik_raises_no_warning_when_plausible(nik):
    assert nik_warnings(nik) == ()


@pytest.mark.parametrize(
    ("nik", "word"),
    [
        ("367201120390000", "16 angka"),
        ("36720112O3900001", "16 angka"),
        ("٣٦٧٢٠١١٢٠٣٩٠٠٠٠١", "16 angka"),
        ("9972011203900001", "kode provinsi"),
        ("3672013213900001", "tanggal lahir"),
        ("3672017202900001", "tanggal lahir"),
        ("3672012902910001", "tanggal lahir"),
        ("3672014003900001", "tanggal lahir"),
        ("3672011203900000", "0000"),
    ],
)
def test_nik_warns_when_part_of_it_is_implausible(nik, word):
    assert any(word in warning for warning in nik_warnings(nik))


def test_nik_warns_of_each_fault_when_there_are_several():
    assert len(nik_warnings("9900009999990000")) == 3


def test_nik_is_masked_to_four_digits():
    assert mask_nik("3672011203900001") == "36••••••••••••01"
    assert mask_nik("123") == "•••"
