"""The contract of every command: help in Indonesian with an example, exit 2 on wrong use, one JSON document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class

OURS = sorted(
    name
    for name, app in get_commands().items()
    if (app if isinstance(app, str) else app.name).split(".")[0]
    in {"portal", "disclosure", "requests_app", "search"}
    and apps.is_installed(app if isinstance(app, str) else app.name)
)

#: Arguments with which a command answers on the reference data alone, and the keys that stay.
NAMED_KEYS: dict[str, tuple[list[str], set[str]]] = {
    "load_agencies": ([], {"created", "changed", "unchanged"}),
    "load_catalogue": ([], {"created", "changed", "unchanged"}),
    "load_calendar": (["--years", "2025-2026"], {"created", "changed", "unchanged"}),
    "due_dates": (
        ["--received", "2026-03-12T10:00+07:00"],
        {
            "received_at", "check_by", "target_on", "due_on", "extended_due_on", "objection_from", "objection_until",
            "decision_due_on", "dispute_until", "provisional", "days",
        },
    ),
    "checklist": (
        ["--agency", "BPKAD", "--as-of", "2026-06-30"],
        {"agency", "as_of", "edition", "total", "applicable", "counts", "by_category", "items"},
    ),
    "search": (["anggaran"], {"engine", "total", "took_ms", "did_you_mean", "results", "facets"}),
    "rebuild_search": ([], {"engine", "checked", "added", "updated", "removed", "seconds"}),
    "reconcile_search": ([], {"engine", "checked", "added", "updated", "removed", "seconds"}),
    "check_activity": (
        ["--month", "2026-06", "--dry-run"],
        {"month", "agencies", "sent", "already_sent"},
    ),
    "remind_lists": (["--dry-run"], {"sent", "already_sent", "failed"}),
    "check_links": (
        ["--dry-run"],
        {"checked", "reachable", "dead", "unsure", "newly_dead", "told", "line_down", "problems", "seconds"},
    ),
    "send_reminders": (["--dry-run"], {"sent", "already_sent", "failed"}),
    "compliance_report": (
        ["--agency", "DINSOS", "--from", "2026-01-01", "--to", "2026-06-30", "--output"],
        {"as_of", "reports", "failed"},
    ),
}  # fmt: skip


def command(name: str) -> object:
    app = get_commands()[name]
    return app if not isinstance(app, str) else load_command_class(app, name)


@pytest.mark.parametrize("name", OURS)
def test_help_is_indonesian_with_an_example(name):
    text = command(name).create_parser("manage.py", name).format_help()
    assert "Contoh" in text
    assert f"python manage.py {name}" in text
    assert not {"show the", "the agency", "output file", "print the"} & {text.lower()}


@pytest.mark.parametrize("name", OURS)
def test_wrong_use_ends_with_two_and_says_what_to_do(name, capsys):
    with pytest.raises(SystemExit) as ended:
        command(name).run_from_argv(["manage.py", name, "--pilihan-yang-tidak-ada"])
    assert ended.value.code == 2
    assert name in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(NAMED_KEYS))
def test_json_is_one_document_with_the_named_keys(name, tmp_path: Path, capsys):
    for needed in ("load_agencies", "load_catalogue", "load_calendar"):
        if needed != name:
            call_command(needed, verbosity=0)
    capsys.readouterr()
    arguments, keys = NAMED_KEYS[name]
    if arguments and arguments[-1] == "--output":
        arguments = [*arguments, str(tmp_path / "laporan.pdf")]
    try:
        call_command(name, *arguments, "--json")
    except SystemExit as ended:
        assert ended.code in (0, 1), "findings may end with 1, nothing else"
    document = json.loads(capsys.readouterr().out)
    assert keys <= set(document)
