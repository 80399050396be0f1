"""The trail: chained, unchangeable, mirrored, readable."""

import json
import logging
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.audit.services import check_chain, record
from tests.factories import AgencyFactory, UserFactory, officer

pytestmark = pytest.mark.django_db


def change(pk: int, **values: str) -> None:
    """Round the model, as somebody with the database would."""
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(f"UPDATE audit_auditevent SET {name} = %s WHERE id = %s", [value, pk])


def remove(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [pk])


def three():
    return [
        record(action=f"test.{n}", data={"n": n, "day": datetime(2026, 1, 1, tzinfo=UTC)}) for n in range(3)
    ]


def test_whole_trail_verifies():
    three()
    assert check_chain().is_whole and check_chain().checked == 3


@pytest.mark.parametrize("column", ["action", "actor_label", "target_label", "data"])
def test_changed_row_is_found(column):
    rows = three()
    change(rows[1].pk, **{column: '"x"'})
    assert check_chain().broken.pk == rows[1].pk


def test_removed_row_and_cut_end_are_found():
    rows = three()
    remove(rows[1].pk)
    assert check_chain().broken.pk == rows[2].pk
    remove(rows[2].pk)
    result = check_chain()
    assert not result.is_whole and result.broken is None


def test_command_says_where_and_exits_with_1_when_the_chain_is_broken():
    rows = three()
    change(rows[0].pk, action="x")
    out = StringIO()
    with pytest.raises(SystemExit) as error:
        call_command("verify_audit", "--json", stdout=out)
    assert error.value.code == 1
    assert json.loads(out.getvalue())["broken_at"] == rows[0].pk


def test_rows_refuse_change_and_removal():
    row = three()[0]
    for act in (
        row.save,
        row.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(action="x"),
    ):
        with pytest.raises(TypeError):
            act()


def test_each_act_is_mirrored_as_one_json_line(caplog, django_capture_on_commit_callbacks):
    user = UserFactory(first_name="Sari")
    with (
        caplog.at_level(logging.INFO, "portal.audit.trail"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        record(action="test.line", actor=user, target=user)
    lines = [json.loads(r.getMessage()) for r in caplog.records if r.name == "portal.audit.trail"]
    assert [line["action"] for line in lines] == ["test.line"]
    assert lines[0]["actor"] == "Sari" and len(lines[0]["digest"]) == 64


def test_wagtails_log_is_mirrored_with_the_agency_of_the_page(world):
    page = world.a.draft
    page.title = "Judul baru"
    page.save_revision(user=world.a.operator, log_action=True)
    event = AuditEvent.objects.filter(action="wagtail.edit").latest("id")
    assert (event.actor, event.agency_id) == (world.a.operator, world.a.agency.pk)
    assert event.target_id == str(page.pk)


@pytest.fixture
def reader(client):
    user = officer(Role.PPID_UTAMA)
    client.force_login(user)
    return user


def test_screen_filters_by_unit_action_and_day(client, reader):
    a, b = AgencyFactory(), AgencyFactory()
    record(action="entry.published", agency=a, at=datetime(2026, 3, 1, tzinfo=UTC), target=a)
    record(action="case.answered", agency=b, at=datetime(2026, 4, 1, tzinfo=UTC), target=b)
    url = reverse("trail:index")
    for query in ({"agency": a.pk}, {"action": "entry"}, {"until": "2026-03-15"}):
        body = client.get(url, query).content.decode()
        assert "entry.published" in body and "case.answered" not in body


def test_export_is_csv_with_bom_and_without_formulas(client, reader):
    record(action="test.formula", actor=UserFactory(first_name="=10+20"))
    response = client.get(reverse("trail:export"), {"action": "test"})
    text = response.getvalue().decode()
    assert text.startswith("\ufeffwaktu,")
    assert "'=10+20" in text and ",=10+20" not in text
    assert AuditEvent.objects.filter(action="audit.exported", actor=reader).exists()


def test_screen_costs_the_same_for_ten_and_hundred(client, reader):
    from django.test.utils import CaptureQueriesContext

    agency = AgencyFactory()
    client.get(reverse("trail:index"))
    counts = []
    for number in (10, 40):
        for n in range(number):
            record(action="test.row", agency=agency, target=agency, data={"n": n})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("trail:index")).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 22
