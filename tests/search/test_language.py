"""What the analyser makes of words; pure."""

from __future__ import annotations

import pytest

from search.language import analyse, parse_query, stem, words


@pytest.mark.parametrize("word", ["pajak", "perpajakan", "pemajakan", "pajaknya", "dipajaki"])
def test_stem_finds_the_pajak_family(word):
    assert stem(word) == "pajak"


def test_stem_keeps_fish_out_of_giving():
    assert stem("berikan") != stem("ikan")


@pytest.mark.parametrize(
    ("word", "other"),
    [("perbankan", "bank"), ("permohonan", "pemohon"), ("memohon", "permohonan"), ("perizinan", "izin")],
)
def test_stem_joins_a_family(word, other):
    assert stem(word) == stem(other)


@pytest.mark.parametrize(
    ("word", "other"), [("bali", "kembali"), ("pengadaan", "ada"), ("keberatan", "berat")]
)
def test_stem_keeps_apart_what_only_looks_alike(word, other):
    assert stem(word) != stem(other)


@pytest.mark.parametrize(
    "text",
    [
        "perda 7/2024",
        "Perda No. 7 Tahun 2024",
        "peraturan daerah nomor 7 tahun 2024",
        "Peraturan Daerah Kota Cilegon Nomor 7 Tahun 2024",
        "perda nomor 07 thn 2024",
    ],
)
def test_regulation_is_one_token_however_it_is_cited(text):
    assert "perda7t2024" in analyse(text)
    assert parse_query(text).groups[0].main == "perda7t2024"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("APBD", "Anggaran Pendapatan dan Belanja Daerah"),
        ("LKjIP", "Laporan Kinerja Instansi Pemerintah"),
        ("LAKIP", "laporan akuntabilitas kinerja instansi pemerintah"),
        ("RKA", "Rencana Kerja dan Anggaran"),
        ("DPA", "dokumen pelaksanaan anggaran"),
        ("RUP", "rencana umum pengadaan"),
        ("LHKPN", "laporan harta kekayaan penyelenggara negara"),
        ("Perwal", "Peraturan Wali Kota"),
        ("Perwal", "peraturan walikota"),
        ("Dinsos", "Dinas Sosial"),
    ],
)
def test_abbreviation_and_long_form_find_each_other(short, long):
    wanted = parse_query(short).groups[0].main
    assert wanted in analyse(long)
    assert parse_query(long).groups[0].main in analyse(short)


def test_everyday_word_reaches_the_official_one():
    tokens = [token for token, _ in parse_query("gaji").groups[0].tokens]
    assert stem("penghasilan") in tokens


def test_query_reads_quotes_and_minus():
    parsed = parse_query('laporan "rencana kerja" -kendaraan -"mobil dinas"')
    assert parsed.phrases == (("rencana", "kerja"),)
    assert parsed.excluded == (stem("kendaraan"),)
    assert parsed.excluded_phrases == (("mobil", "dinas"),)
    assert [group.surface for group in parsed.groups] == ["laporan"]


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "-", '-"', "()", "*"])
def test_query_of_signs_is_empty(text):
    assert parse_query(text).is_empty


def test_query_of_exclusions_alone_is_empty():
    assert parse_query("-kendaraan").is_empty


def test_stop_words_alone_are_searched_as_they_stand():
    assert parse_query("apa itu").phrases == (("apa", "itu"),)


def test_hyphenated_words_are_not_exclusions():
    assert parse_query("undang-undang").excluded == ()


def test_money_is_one_word_and_apart_from_its_sign():
    assert words("Rp5.000.000 dan Rp 10.500") == ["rp", "5000000", "dan", "rp", "10500"]


def test_long_query_is_cut_and_says_so():
    parsed = parse_query("kata " * 2000)
    assert parsed.shortened and len(parsed.groups) <= 24


def test_tokens_hold_letters_and_digits_only():
    text = "Surat é“Ketua”.pdf\x00 'x'; DROP--TABLE a*b (c|d) & e:f <g> \\ 年報 ½"
    assert all(token.isalnum() for token in analyse(text))
