"""What the preview and the result show of a run, ready for their templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from disclosure.models import CATEGORY_NAMES
from disclosure.selectors import Rulebook, rulebook_on
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.kernel.moments import wib_date

from .comparing import CHANGED, ERROR, NEW, SAME, VERDICTS, category_name
from .forms import ColumnsForm, ConfirmForm
from .models import ImportRun
from .parsing.vocabulary import FIELD_NAMES
from .writing import line_key

PER_PAGE = 50
WORDS: dict[str, Any] = {NEW: _("Baru"), CHANGED: _("Berubah"), SAME: _("Sama"), ERROR: _("Perlu diperbaiki")}
TONES = {NEW: "info", CHANGED: "warn", SAME: "none", ERROR: "late"}
_DIFF_NAMES: dict[str, Any] = {**FIELD_NAMES, "links": _("Tautan"), "period": _("Periode isi")}


def may_publish(run: ImportRun, user: Any) -> bool:
    return AgencyPolicy.allows(user, Action.ENTRY_PUBLISH, run.agency)


def counts_of(run: ImportRun, chosen: str) -> list[dict[str, Any]]:
    """A tab for each verdict, with its number."""
    found: list[dict[str, Any]] = [
        {"value": "", "word": _("Semua"), "number": sum(run.counts.values()), "tone": "", "here": not chosen}
    ]
    for verdict in VERDICTS:
        found.append(
            {
                "value": verdict, "word": WORDS[verdict], "number": run.counts.get(verdict, 0), "tone": TONES[verdict],
                "here": chosen == verdict,
            }
        )  # fmt: skip
    return found


def preview_context(request: HttpRequest, run: ImportRun, form: ColumnsForm | None = None) -> dict[str, Any]:
    chosen = request.GET.get("hasil", "")
    chosen = chosen if chosen in VERDICTS else ""
    lines = [line for line in run.judged() if not chosen or line["verdict"] == chosen]
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    book = rulebook_on(wib_date(run.uploaded_at))
    columns = form or ColumnsForm(run=run)
    return {
        "run": run,
        "page": page,
        "rows": [shown_line(line, run, book) for line in page],
        "counts": counts_of(run, chosen),
        "chosen": chosen,
        "columns": columns,
        "tables": [_shown_table(table, columns) for table in columns.tables],
        "fills": [columns[f"fill_{name}"] for name in _fill_names(columns)],
        "confirm": ConfirmForm(may_publish=may_publish(run, request.user)),
        "may_save": run.counts.get(NEW, 0) + run.counts.get(CHANGED, 0),
        "suggested": sum(1 for line in run.judged() if line["items"] and line["verdict"] in (NEW, CHANGED)),
    }


def _fill_names(form: ColumnsForm) -> list[str]:
    return [name.removeprefix("fill_") for name in form.fields if name.startswith("fill_")]


def _shown_table(table: Mapping[str, Any], form: ColumnsForm) -> dict[str, Any]:
    columns = [{**column, "field": form[column["name"]]} for column in table["columns"]]
    number = table["number"]
    return {
        "sheet": table["sheet"],
        "columns": columns,
        "header": form[f"judul_{number}"],
        "skip": form[f"lewati_{number}"],
    }


def shown_line(line: Mapping[str, Any], run: ImportRun, book: Rulebook) -> dict[str, Any]:
    """One row of the preview: what it says, what would happen, why, and which duties it may serve."""
    key = line_key(line)
    choice = run.choices.get(key, {})
    ticked = choice.get("items", line["items"] if line["told_items"] else [])
    offered = list(dict.fromkeys([*ticked, *line["items"]]))
    values = line["values"]
    return {
        "key": key,
        "number": line["number"],
        "sheet": line["sheet"] if len({layout["sheet"] for layout in run.layouts}) > 1 else "",
        "title": values.get("title", ""),
        "facts": [values.get("made_when", ""), *line["links"][:1]],
        "category": category_name(values.get("category") or run.options.get("category") or "anytime"),
        "guessed": not values.get("category"),
        "verdict": WORDS[line["verdict"]],
        "tone": TONES[line["verdict"]],
        "problems": line["problems"],
        "notes": line["notes"],
        "diff": [(_DIFF_NAMES.get(name, name), *pair) for name, pair in line["diff"].items()],
        "items": [(key, book.items[key].title, key in ticked) for key in offered if key in book.items],
        "skip": bool(choice.get("skip")),
        "can_choose": line["verdict"] in (NEW, CHANGED),
        "entry": line["entry"],
    }


def choices_from(post: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What was ticked on a page of the preview: {row: {"items", "skip"}}."""
    keys = post.getlist("baris")  # type: ignore[attr-defined]
    return {
        key: {
            "items": [item for item in post.getlist(f"butir:{key}") if item],  # type: ignore[attr-defined]
            "skip": f"lewati:{key}" in post,
        }
        for key in keys
    }


def item_choices(book: Rulebook) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every leaf of the catalogue under its category, for the box that adds one."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for rule in book.rules:
        item = book.items[rule.key]
        if item.is_leaf and item.category in CATEGORY_NAMES:
            groups.setdefault(str(CATEGORY_NAMES[item.category]), []).append((rule.key, item.title))
    return list(groups.items())


def result_context(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    waiting = run.rows.filter(published=False).count() if run.state == ImportRun.State.DONE else 0
    wrong = [line for line in run.judged() if line["verdict"] == ERROR]
    return {
        "run": run,
        "report": run.report,
        "undone": run.report.get("undone"),
        "publishing": run.report.get("publishing"),
        "until": run.undo_until(),
        "waiting": waiting,
        "may_publish": may_publish(run, request.user) and waiting,
        "rows": run.rows.select_related("entry").order_by("pk")[:PER_PAGE],
        "total": run.rows.count(),
        "wrong": [
            (problem, line["values"].get("title", ""))
            for line in wrong[:PER_PAGE]
            for problem in line["problems"]
        ],
        "wrong_total": len(wrong),
    }
