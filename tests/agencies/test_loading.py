"""load_agencies and the names of units."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.agencies.models import Agency
from portal.agencies.selectors import names_on, ppid_utama

pytestmark = pytest.mark.django_db


def load(*args: str) -> dict[str, int]:
    out = StringIO()
    call_command("load_agencies", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_second_run_changes_nothing():
    assert load() == {"created": 36, "changed": 0, "unchanged": 0}
    assert load() == {"created": 0, "changed": 0, "unchanged": 36}
    assert not Agency.objects.filter(code="BPPBJ").exists()


def test_demo_unit_exists_only_when_asked_for():
    assert load("--demo")["created"] == 37
    assert Agency.objects.by_code("BPPBJ").is_demo_only


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("BPKAD", "BPKPAD"),
        ("bpkad", "BPKPAD"),
        ("DP3AKB", "DP3AP2KB"),
        (" dinsos ", "DINSOS"),
        ("DKPP", "DKPPP"),
    ],
)
def test_former_code_finds_todays_unit(asked, code):
    load()
    assert Agency.objects.by_code(asked).code == code


def test_unknown_code_is_said_to_be_unknown():
    load()
    with pytest.raises(Agency.DoesNotExist, match="XYZ"):
        Agency.objects.by_code("XYZ")


def test_name_depends_on_the_day_and_nicknames_are_never_printed():
    load()
    unit = Agency.objects.by_code("BPKAD")
    assert unit.named_on(date(2024, 12, 31)).code == "BPKAD"
    assert unit.named_on(date(2025, 1, 1)).code == "BPKPAD"
    assert names_on(date(2024, 1, 1))[unit.pk].name == "Badan Pengelolaan Keuangan dan Aset Daerah"
    perkim = Agency.objects.by_code("PERKIM")
    assert perkim.name_on(date(2020, 1, 1)) == "Dinas Perumahan dan Kawasan Permukiman"


def test_search_finds_a_unit_by_words_of_an_old_name():
    load()
    assert [a.code for a in Agency.objects.named_like("penelitian pengembangan")] == ["BAPPERIDA"]


def test_attributes_that_duties_depend_on_are_data():
    load()
    assert set(Agency.objects.filter(issues_permits=True).values_list("code", flat=True)) == {
        "DPMPTSP", "DLH", "BPBD",
    }  # fmt: skip
    assert list(Agency.objects.filter(runs_schools=True).values_list("code", flat=True)) == ["DINDIKBUD"]
    assert list(Agency.objects.filter(recruits=True).values_list("code", flat=True)) == ["BKPSDM"]
    assert ppid_utama().code == "DKISS"


def test_what_dkiss_edited_stays_when_the_file_is_loaded_again():
    load()
    Agency.objects.filter(code="DINKES").update(issues_permits=True, phone="0254-1")
    assert load()["changed"] == 0
    assert Agency.objects.get(code="DINKES").issues_permits


def test_new_name_in_the_file_counts_as_changed(tmp_path):
    load()
    path = tmp_path / "unit.yaml"
    path.write_text("unit:\n  - {kode: DINSOS, nama: Dinas Sosial Kota, jenis: dinas}\n")
    assert load(str(path)) == {"created": 0, "changed": 1, "unchanged": 0}


@pytest.mark.parametrize("text", ["unit: [{kode: X, nama: Y, jenis: planet}]", "[]", "unit: {a: }: b"])
def test_unusable_file_is_refused_with_exit_code_2_and_nothing_loaded(tmp_path, text):
    path = tmp_path / "unit.yaml"
    path.write_text(text)
    with pytest.raises(CommandError) as error:
        load(str(path))
    assert error.value.returncode == 2
    assert not Agency.objects.exists()
