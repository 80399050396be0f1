import pytest

from portal.kernel.cells import formula_safe


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("=10+20", "'=10+20"),
        ("+62812345", "'+62812345"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("Anggaran 2026", "Anggaran 2026"),
        ("nol\x00tiga", "noltiga"),
        (-1, "-1"),
        (None, ""),
    ],
)
def test_cell_is_text_when_people_typed_a_formula(given: object, shown: str) -> None:
    assert formula_safe(given) == shown
