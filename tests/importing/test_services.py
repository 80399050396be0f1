"""From the preview to the list and back: verdicts, roles, one transaction, re-import, undo."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from disclosure.importing import bulk, services, writing
from disclosure.importing.comparing import Options
from disclosure.importing.models import ImportedRow, ImportRun
from disclosure.importing.services import choose_items, confirm_run, correct_run, publish_rest
from disclosure.importing.undoing import undo_run
from disclosure.models import ListEntry, Withdrawal
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from tests.disclosure.conftest import make_entry
from tests.importing.conftest import HEAD, lines, start

pytestmark = pytest.mark.django_db


def verdicts(run: ImportRun) -> list[str]:
    return [line["verdict"] for line in run.judged()]


def test_new_lines_become_drafts_with_every_column(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(3))
    assert (run.state, run.counts["new"]) == ("done", 3)
    entry = ListEntry.objects.get(title="Laporan kegiatan 2")
    assert not entry.live
    assert (entry.agency, entry.category, entry.summary) == (world.dinsos, "periodic", "Isi laporan 2")
    assert (entry.holder, entry.responsible, entry.made_when) == (
        "Sekretariat",
        "Bidang Program",
        "4 Maret 2024",
    )
    assert [link.url for link in entry.links.all()] == ["https://dinsos.cilegon.go.id/dokumen/2"]
    assert (entry.created_by, entry.slug) == (world.operator, "laporan-kegiatan-2")
    draft = entry.get_latest_revision_as_object()
    assert [link.url for link in draft.links.all()] == ["https://dinsos.cilegon.go.id/dokumen/2"]
    assert AuditEvent.objects.filter(action="entry.import", agency_id=world.dinsos.pk).count() == 1


def test_same_file_again_changes_nothing(imported: Any, world: SimpleNamespace) -> None:
    imported(world.operator, lines(5))
    before = (ListEntry.objects.count(), Revision.objects.count())
    run = start(world.dinsos, world.operator, lines(5))
    assert verdicts(run) == ["same"] * 5
    with pytest.raises(RuleViolation):
        confirm_run(run=run, aim="draft", by=world.operator, now=timezone.now())
    assert (ListEntry.objects.count(), Revision.objects.count()) == before


def test_same_file_again_keeps_what_was_corrected_in_the_portal(
    imported: Any, world: SimpleNamespace
) -> None:
    imported(world.operator, lines(2))
    entry = ListEntry.objects.get(title="Laporan kegiatan 1")
    entry.title = "Judul yang dibetulkan"
    entry.save_revision(user=world.operator)
    entry.save()
    assert verdicts(start(world.dinsos, world.operator, lines(2))) == ["same", "same"]


def test_changed_cell_changes_that_column_only(imported: Any, world: SimpleNamespace) -> None:
    imported(world.operator, lines(3))
    ListEntry.objects.filter(title="Laporan kegiatan 2").update(retention="Permanen")
    rows = lines(3)
    rows[1][2] = "Isi yang baru"
    preview = start(world.dinsos, world.operator, rows)
    assert verdicts(preview) == ["same", "changed", "same"]
    assert preview.judged()[1]["diff"] == {"summary": ["Isi laporan 2", "Isi yang baru"]}
    run = imported(world.operator, rows)
    assert run.report == {"created": 0, "changed": 1}
    entry = ListEntry.objects.get(title="Laporan kegiatan 2")
    assert entry.summary == "Isi yang baru"
    assert ListEntry.objects.count() == 3


def test_same_title_of_another_year_is_another_entry(imported: Any, world: SimpleNamespace) -> None:
    row = [
        1,
        "Laporan keuangan",
        "Isi",
        "Sekretariat",
        "Keuangan",
        "2023",
        "Berkala",
        "https://a.cilegon.go.id/lk/2023",
    ]
    imported(world.operator, [row])
    newer = [
        1,
        "Laporan keuangan",
        "Isi",
        "Sekretariat",
        "Keuangan",
        "2024",
        "Berkala",
        "https://a.cilegon.go.id/lk/2024",
    ]
    assert verdicts(start(world.dinsos, world.operator, [newer])) == ["new"]


def test_line_twice_in_a_file_makes_one_entry(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, [*lines(2), *lines(2)])
    assert (run.counts["new"], run.counts["same"]) == (2, 2)
    assert ListEntry.objects.count() == 2


def test_wrong_lines_say_cell_and_reason_and_stay_out(imported: Any, world: SimpleNamespace) -> None:
    rows = lines(4)
    rows[1][1] = ""
    rows[2][6] = "Entahlah"
    rows[3][6] = "Dikecualikan"
    run = imported(world.operator, rows)
    found = [line["problems"] for line in run.judged()]
    assert [p[0][0] if p else "" for p in found] == ["", "B3", "G4", "G5"]
    assert "dikecualikan" in found[3][0][1]
    assert ListEntry.objects.count() == 1


def test_line_of_another_unit_is_refused_by_name(world: SimpleNamespace, catalogue: None) -> None:
    from disclosure.importing.services import start_run
    from tests.importing.messy import csv_bytes

    content = csv_bytes(
        [
            ["Judul", "OPD", "Kategori"],
            ["A", "Dinas Perhubungan", "Berkala"],
            ["B", "Dinas Sosial", "Berkala"],
        ]
    )
    run = start_run(agency=world.dinsos, name="a.csv", content=content, by=world.operator, now=timezone.now())
    assert verdicts(run) == ["error", "new"]
    assert run.judged()[0]["problems"][0][0] == "B2"


def test_long_title_is_cut_and_kept_whole_in_the_summary(imported: Any, world: SimpleNamespace) -> None:
    rows = lines(1)
    rows[0][1] = "Judul panjang " * 30
    imported(world.operator, rows)
    entry = ListEntry.objects.get()
    assert len(entry.title) <= 250
    assert rows[0][1].strip() in entry.summary


def test_outsider_cannot_import_for_another_unit(world: SimpleNamespace, catalogue: None) -> None:
    with pytest.raises(NotAllowed):
        start(world.dishub, world.operator, lines(1))
    run = start(world.dinsos, world.operator, lines(1))
    for call in (
        lambda: confirm_run(run=run, aim="draft", by=world.other_publisher, now=timezone.now()),
        lambda: undo_run(run=run, by=world.other_publisher, now=timezone.now()),
        lambda: publish_rest(run=run, by=world.operator, now=timezone.now()),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_operator_submits_and_one_message_tells_the_reviewer(imported: Any, world: SimpleNamespace) -> None:
    imported(world.operator, lines(12), "submit")
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert states.count() == 12
    assert TaskState.objects.filter(status="in_progress").count() == 12
    assert states.first().current_task_state.task.specific.may_act(ListEntry.objects.first(), world.publisher)
    told = Notification.objects.filter(kind="entries.imported")
    assert [row.user for row in told] == [world.publisher]
    assert "12 entri" in told[0].subject


def test_operator_cannot_publish(world: SimpleNamespace, catalogue: None) -> None:
    run = start(world.dinsos, world.operator, lines(1))
    with pytest.raises(NotAllowed):
        confirm_run(run=run, aim="publish", by=world.operator, now=timezone.now())
    run.refresh_from_db()
    assert run.state == "preview"


def test_publisher_publishes_and_incomplete_lines_stay_drafts(imported: Any, world: SimpleNamespace) -> None:
    rows = lines(3)
    rows[1][2] = ""
    run = imported(world.publisher, rows, "publish")
    assert (run.report["published"], run.report["refused_count"]) == (2, 1)
    assert "ringkasan" in run.report["refused"][0][1].lower()
    assert ListEntry.objects.filter(live=True).count() == 2


def test_publisher_publishes_what_an_operator_submitted(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(2), "submit")
    publish_rest(run=run, by=world.publisher, now=timezone.now())
    assert ListEntry.objects.filter(live=True).count() == 2
    assert not WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists()


def test_many_entries_are_published_by_a_worker_and_the_page_tells_how_far(
    imported: Any, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:  # fmt: skip
    monkeypatch.setattr(services, "MANY_TO_PUBLISH", 3)
    monkeypatch.setattr(writing, "TELL_EVERY", 2)
    run = imported(world.operator, lines(5))
    told: list[Any] = []
    tell = writing._tell
    monkeypatch.setattr(
        writing, "_tell", lambda run, news: told.append(news.get("publishing")) or tell(run, news)
    )
    with django_capture_on_commit_callbacks() as later:
        held = publish_rest(run=run, by=world.publisher, now=timezone.now())
    assert held.report["publishing"] == {"done": 0, "total": 5}
    assert not ListEntry.objects.filter(live=True).exists()
    with pytest.raises(RuleViolation, match="sedang diterbitkan"):
        undo_run(run=run, by=world.publisher, now=timezone.now())
    for act in later:
        act()
    run.refresh_from_db()
    assert told == [{"done": 2, "total": 5}, {"done": 4, "total": 5}, None]
    assert (run.report["published"], run.report["publishing"]) == (5, None)
    assert ListEntry.objects.filter(live=True).count() == 5


@pytest.mark.parametrize("fails", [False, True])
def test_who_left_a_long_file_to_a_worker_hears_how_it_ended(
    fails: bool, imported: Any, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "LARGE", 2)
    if fails:
        monkeypatch.setattr(writing, "_create", None)
    run = imported(world.operator, lines(3))
    [told] = Notification.objects.filter(user=world.operator)
    assert (run.state, told.kind) == (
        ("failed", "entries.import_failed") if fails else ("done", "entries.import_done")
    )
    assert "daftar.csv" in told.subject


def test_many_entries_to_publish_at_once_are_left_to_a_worker(
    world: SimpleNamespace, catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MANY_TO_PUBLISH", 2)
    handed: list[Any] = []
    monkeypatch.setattr(services, "enqueue_after_commit", lambda task, *args: handed.append(args))
    run = start(world.dinsos, world.publisher, lines(2))
    held = confirm_run(run=run, aim="publish", by=world.publisher, now=timezone.now())
    assert (held.state, handed) == ("waiting", [(run.pk,)])


def test_broken_off_publishing_is_gone_on_with(
    imported: Any, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imported(world.operator, lines(4))
    publish = writing.publish_entry
    seen: list[Any] = []

    def dies(**given: Any) -> Any:
        seen.append(given["entry"])
        if len(seen) == 3:
            raise SystemExit
        return publish(**given)

    monkeypatch.setattr(writing, "publish_entry", dies)
    with pytest.raises(SystemExit):
        publish_rest(run=run, by=world.publisher, now=timezone.now())
    assert ListEntry.objects.filter(live=True).count() == 2
    monkeypatch.setattr(writing, "publish_entry", publish)
    publish_rest(run=ImportRun.objects.get(pk=run.pk), by=world.publisher, now=timezone.now())
    assert ListEntry.objects.filter(live=True).count() == 4


def test_nothing_is_written_when_one_line_fails(
    imported: Any, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = bulk.insert

    def fail(model: Any, *args: Any, **kwargs: Any) -> None:
        if model is ImportedRow:
            raise ZeroDivisionError
        put(model, *args, **kwargs)

    monkeypatch.setattr(bulk, "insert", fail)
    run = imported(world.operator, lines(3))
    assert run.state == "failed"
    assert run.report["reason"]
    assert not ListEntry.objects.exists()


def test_writing_twice_writes_once(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(3))
    writing.write_run(run_id=run.pk, now=timezone.now())
    assert ListEntry.objects.count() == 3


def test_blank_columns_take_what_the_person_filled_in_for_the_file(
    world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:
    rows = lines(2)
    rows[0][3] = ""
    run = start(world.dinsos, world.operator, rows)
    run = correct_run(
        run=run,
        columns={},
        headers={},
        skipped=[],
        category="anytime",
        fill={"holder": "Kepala Dinas"},
        by=world.operator,
        now=timezone.now(),
    )
    assert Options.of(run).fill == {"holder": "Kepala Dinas"}
    with django_capture_on_commit_callbacks(execute=True):
        confirm_run(run=run, aim="draft", by=world.operator, now=timezone.now())
    assert [e.holder for e in ListEntry.objects.order_by("pk")] == ["Kepala Dinas", "Sekretariat"]


def test_corrected_column_is_read_otherwise(world: SimpleNamespace, catalogue: None) -> None:
    run = start(world.dinsos, world.operator, lines(1))
    run = correct_run(
        run=run,
        columns={"": {"1": "summary", "2": "title"}},
        headers={},
        skipped=[],
        category="anytime",
        fill={},
        by=world.operator,
        now=timezone.now(),
    )
    assert run.judged()[0]["values"]["title"] == "Isi laporan 1"


def test_items_are_suggested_and_written_only_when_ticked(imported: Any, world: SimpleNamespace) -> None:
    rows = [
        [
            1,
            "Struktur organisasi Dinas Sosial",
            "Bagan",
            "Sekretariat",
            "Umum",
            "2024",
            "Berkala",
            "https://a.cilegon.go.id/so/1",
        ]
    ]
    run = start(world.dinsos, world.operator, rows)
    assert run.judged()[0]["items"] == ["b_15_1_c1"]
    imported(world.operator, rows)
    assert list(ListEntry.objects.get().items.all()) == []


def test_ticked_items_are_written(
    world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:
    run = start(world.dinsos, world.operator, lines(2))
    choose_items(
        run=run,
        chosen={"!2": {"items": ["b_15_3"]}, "!3": {"items": [], "skip": True}},
        by=world.operator,
        now=timezone.now(),
    )
    with django_capture_on_commit_callbacks(execute=True):
        confirm_run(run=run, aim="draft", by=world.operator, now=timezone.now())
    entry = ListEntry.objects.get()
    assert [item.key for item in entry.items.all()] == ["b_15_3"]


def test_more_than_ten_items_are_refused(world: SimpleNamespace, catalogue: None) -> None:
    run = start(world.dinsos, world.operator, lines(1))
    many = [
        "b_15_1_a1",
        "b_15_2_a",
        "b_15_3",
        "b_15_4_a",
        "b_15_5_a",
        "b_15_6_a",
        "b_15_7_a",
        "b_15_8_a",
        "b_15_9_a",
        "t_21_1_a",
        "t_21_1_d",
        "t_21_1_g",
    ]
    with pytest.raises(InputError):
        choose_items(run=run, chosen={"!2": {"items": many}}, by=world.operator, now=timezone.now())


def test_undo_deletes_what_was_made(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(4), "submit")
    report = undo_run(run=run, by=world.operator, now=timezone.now())
    assert (report["deleted"], report["kept"]) == (4, [])
    assert not ListEntry.objects.exists()
    assert not WorkflowState.objects.exists()
    assert verdicts(start(world.dinsos, world.operator, lines(4))) == ["new"] * 4


def test_undo_gives_back_what_was_changed(imported: Any, world: SimpleNamespace) -> None:
    imported(world.operator, lines(2))
    rows = lines(2)
    rows[0][2], rows[0][7] = "Isi baru", "https://dinsos.cilegon.go.id/dokumen/1-baru"
    run = imported(world.operator, rows)
    entry = ListEntry.objects.get(title="Laporan kegiatan 1")
    assert entry.links.get().url.endswith("1-baru")
    assert undo_run(run=run, by=world.operator, now=timezone.now())["restored"] == 1
    entry = ListEntry.objects.get(title="Laporan kegiatan 1")
    assert (entry.summary, entry.links.get().url) == (
        "Isi laporan 1",
        "https://dinsos.cilegon.go.id/dokumen/1",
    )


def test_undo_names_what_somebody_edited_since(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(3))
    entry = ListEntry.objects.get(title="Laporan kegiatan 2")
    entry.summary = "Disunting"
    entry.save_revision(user=world.operator)
    entry.save()
    report = undo_run(run=run, by=world.operator, now=timezone.now())
    assert report["deleted"] == 2
    assert [title for title, _reason in report["kept"]] == ["Laporan kegiatan 2"]
    assert ListEntry.objects.get().summary == "Disunting"


def test_undo_takes_down_what_was_public_and_leaves_the_stub(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.publisher, lines(2), "publish")
    report = undo_run(run=run, by=world.publisher, now=timezone.now())
    assert report["taken_down"] == 2
    assert not ListEntry.objects.filter(live=True).exists()
    assert Withdrawal.objects.count() == 2


def test_undo_ends_after_a_day(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(1))
    with pytest.raises(RuleViolation):
        undo_run(run=run, by=world.operator, now=timezone.now() + timedelta(hours=25))
    assert ListEntry.objects.count() == 1


def test_undo_happens_once(imported: Any, world: SimpleNamespace) -> None:
    run = imported(world.operator, lines(1))
    undo_run(run=run, by=world.operator, now=timezone.now())
    with pytest.raises(RuleViolation):
        undo_run(run=run, by=world.operator, now=timezone.now())


def test_writing_and_judging_take_as_many_queries_for_many_lines(
    imported: Any, world: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(rows: list[list[Any]]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            imported(world.operator, rows)
        return len(found)

    queries(lines(2))
    few, many = queries(lines(5, start=100)), queries(lines(150, start=1000))
    # SQLite takes so many values a statement: less than one query for ten lines, in batches.
    assert many - few < 145 / 10
    changed = [[*row[:2], "Isi berganti", *row[3:]] for row in lines(5, start=100)]
    more = [[*row[:2], "Isi berganti", *row[3:]] for row in lines(150, start=1000)]
    assert queries(more) - queries(changed) < 145 / 10


def test_first_revision_holds_what_the_entry_holds(imported: Any, world: SimpleNamespace) -> None:
    """Made without asking each field again, so it must equal what the editor would have saved."""
    rows = lines(4)
    rows[1][7] = ""
    rows[2][5] = "2023"
    run = imported(world.operator, rows)
    for row in run.rows.all():
        entry = ListEntry.objects.get(pk=row.entry_id)
        assert entry.latest_revision is not None
        saved = entry.serializable_data()
        for name in (
            "latest_revision",
            "has_unpublished_changes",
        ):  # set after a revision is made, as Wagtail does
            saved.pop(name)
        held = {name: value for name, value in entry.latest_revision.content.items() if name in saved}
        assert held == json.loads(json.dumps(saved, cls=DjangoJSONEncoder))
        assert entry.latest_revision.as_object().links.get().url if entry.links.exists() else True


def test_entries_made_later_get_keys_of_their_own(imported: Any, world: SimpleNamespace) -> None:
    """Keys are taken beforehand; the database must go on counting after them."""
    imported(world.operator, lines(3))
    later = make_entry(world.dinsos, title="Ditulis sesudahnya")
    assert later.pk > max(ListEntry.objects.exclude(pk=later.pk).values_list("pk", flat=True))
    assert later.save_revision(user=world.operator).pk not in ImportedRow.objects.values_list(
        "revision", flat=True
    )
    assert imported(world.operator, lines(3, start=50)).report["created"] == 3


def test_head_names_every_column_used_here() -> None:
    assert len(HEAD) == len(lines(1)[0])
