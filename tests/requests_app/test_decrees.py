"""The port to the register of exempt information."""

from datetime import date
from types import SimpleNamespace

import pytest

from requests_app import decrees

DAY = date(2026, 3, 16)


class Register:
    def decrees_covering(self, *, agency, ground, on):
        refs = [decrees.DecreeRef("7", "SK/7/2026", "Data pasien", "h", None)]
        return refs if ground == "h" else []

    def open_test(self, *, case_number, agency, subject, ground, by):
        return f"/uji/{case_number}/{ground}/"

    def requester_copy(self, *, decree_id):
        return b"%PDF-" + decree_id.encode()


@pytest.fixture
def register():
    before = list(decrees._registers)
    decrees.register(Register())
    yield
    decrees._registers[:] = before


def test_register_answers_by_ground_when_the_port_is_filled(register):
    agency = SimpleNamespace(pk=1)
    assert [d.number for d in decrees.decrees_covering(agency=agency, ground="h", on=DAY)] == ["SK/7/2026"]
    assert decrees.decrees_covering(agency=agency, ground="a", on=DAY) == []
    where = decrees.open_test(case_number="1", agency=agency, subject="x", ground="h", by=None)
    assert where == "/uji/1/h/"
    assert decrees.requester_copy(decree_id="7") == b"%PDF-7"


def test_no_decree_is_known_when_the_port_is_empty(register):
    decrees.register(None)
    agency = SimpleNamespace(pk=1)
    assert not decrees.is_filled()
    assert decrees.decrees_covering(agency=agency, ground="h", on=DAY) == []
    assert decrees.open_test(case_number="1", agency=agency, subject="x", ground="h", by=None) is None
    assert decrees.requester_copy(decree_id="7") is None
