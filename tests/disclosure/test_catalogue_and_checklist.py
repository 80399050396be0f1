import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from disclosure.models import CatalogueEdition, MandatedItem, NotApplicable
from disclosure.selectors import checklists_of_all
from disclosure.services.catalogue import decide_not_applicable, propose_not_applicable
from portal.agencies.models import AgencyName
from portal.kernel.errors import NotAllowed

from .conftest import days_ago, published

pytestmark = pytest.mark.django_db


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return json.loads(out.getvalue())


def test_loading_twice_changes_nothing():
    assert run("load_catalogue", "--json") == {"created": 232, "changed": 0, "unchanged": 0}
    assert run("load_catalogue", "--json") == {"created": 0, "changed": 0, "unchanged": 232}
    assert MandatedItem.objects.get(key="b_15_9_b1").parent.key == "b_15_9_b"
    assert CatalogueEdition.objects.filter(is_checklist=False).count() == 6


def test_changed_title_is_counted_and_a_later_edition_stands_beside(tmp_path, catalogue):
    text = (
        "edition: {key: perki-9-2030, name: PERKI 9/2030, valid_from: 2030-01-01}\n"
        "lists:\n- {key: perki-9-2030, name: PERKI 9/2030, checklist: true, items: [\n"
        "  {key: b_1, code: '1', category: periodic, level: item, interval: 3, for: [every_agency],"
        " id: Satu, ref: x}]}\n"
    )
    file = tmp_path / "edisi.yaml"
    file.write_text(text)
    assert run("load_catalogue", str(file), "--json")["created"] == 1
    file.write_text(text.replace("Satu", "Kesatu"))
    assert run("load_catalogue", str(file), "--json") == {"created": 0, "changed": 1, "unchanged": 0}
    assert CatalogueEdition.objects.checklist_on(timezone.datetime(2029, 12, 31).date()).key == "perki-1-2021"
    assert CatalogueEdition.objects.checklist_on(timezone.datetime(2030, 1, 1).date()).key == "perki-9-2030"


def test_wrong_file_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("load_catalogue", str(tmp_path / "tidak-ada.yaml"))
    assert error.value.returncode == 2 and "tidak dapat dibuka" in str(error.value)


def test_checklist_of_an_ordinary_agency_equals_the_count_by_hand(world, catalogue):
    fresh = published(world.dinsos, world.publisher, *(f"b_15_10_{c}" for c in "abcdefg"))
    published(world.dinsos, world.publisher, "b_15_2_a", when=days_ago(200))
    published(world.dinsos, world.publisher, "b_15_2_b", link="https://dinsos.cilegon.go.id/")
    published(world.dinsos, world.publisher, "b_15_2_c", link="")
    found = run("checklist", "--agency", "dinsos", "--json")
    assert (found["agency"], found["edition"], found["total"]) == ("DINSOS", "perki-1-2021", 115)
    assert found["counts"] == {
        "fulfilled": 7,
        "stale": 1,
        "missing": 115 - 7 - 1 - 4 - 8,
        "not_applicable": 4,
        "no_event": 8,
    }
    assert found["applicable"] == 103
    assert {c: sum(v.values()) for c, v in found["by_category"].items()} == {
        "periodic": 78,
        "immediate": 9,
        "anytime": 28,
    }
    items = {i["key"]: i for i in found["items"]}
    assert items["b_15_10_a"]["entries"] == [fresh.pk]
    assert items["b_15_2_b"]["reasons"] == ["home_page"] and items["b_15_2_c"]["reasons"] == ["no_evidence"]
    assert items["x_56"]["city_duty"] and items["x_56"]["state"] == "not_applicable"


def test_checklist_accepts_a_former_code(world, catalogue):
    AgencyName.objects.create(agency=world.dinsos, code="DINSOSNAKER", name="Dinas Sosial dan Tenaga Kerja")
    assert run("checklist", "--agency", "DINSOSNAKER", "--json")["agency"] == "DINSOS"


@pytest.mark.parametrize("args", [("--agency", "XYZ"), ("--agency", "DINSOS", "--as-of", "kemarin")])
def test_checklist_says_what_to_do_when_used_wrongly(world, catalogue, args):
    with pytest.raises(CommandError) as error:
        call_command("checklist", *args)
    assert error.value.returncode == 2


def test_item_leaves_the_denominator_only_when_ppid_utama_approves(world, catalogue):
    now = timezone.now()
    proposal = propose_not_applicable(
        agency=world.dinsos, item_key="b_15_1_d", reason="Tidak ada wajib lapor", by=world.publisher, now=now
    )
    assert run("checklist", "--agency", "DINSOS", "--json")["counts"]["not_applicable"] == 4
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        decide_not_applicable(decision=proposal, approve=True, by=world.publisher, now=now, valid_from=today)
    decide_not_applicable(decision=proposal, approve=True, by=world.utama, now=now, valid_from=today)
    assert run("checklist", "--agency", "DINSOS", "--json")["counts"]["not_applicable"] == 5
    yesterday = (now - timezone.timedelta(days=1)).date().isoformat()
    assert (
        run("checklist", "--agency", "DINSOS", "--as-of", yesterday, "--json")["counts"]["not_applicable"]
        == 4
    )
    assert NotApplicable.objects.get().decided_by == world.utama


def test_city_duties_are_shown_on_an_agency_when_ppid_utama_has_met_them(world, catalogue):
    published(world.dkiss, world.utama, "x_47", title="Maklumat")
    items = {i["key"]: i for i in run("checklist", "--agency", "DINSOS", "--json")["items"]}
    assert items["x_47"]["city_state"] == "fulfilled"
    assert run("checklist", "--agency", "DKISS", "--json")["counts"]["fulfilled"] == 1


def test_all_checklists_take_the_same_queries_whatever_the_number_of_rows(
    world, catalogue, django_assert_max_num_queries
):
    for agency, by in ((world.dinsos, world.publisher), (world.dishub, world.other_publisher)):
        for n in range(6):
            published(agency, by, "b_15_2_a", title=f"Entri {n}")
    with django_assert_max_num_queries(8):
        found = checklists_of_all(timezone.localdate())
    assert set(found) == {world.dinsos.pk, world.dishub.pk, world.dkiss.pk}
