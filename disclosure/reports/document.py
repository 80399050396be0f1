"""Report data to a PDF that carries its figures: words and order here, counting elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.law.categories import Category
from disclosure.law.freshness import ItemState
from disclosure.reports.charts import (
    FILL_LATE,
    FILL_NONE,
    FILL_OK,
    FILL_WARN,
    Segment,
    legend_mark,
    month_columns,
    stacked_bar,
)
from disclosure.reports.data import CaseLine, CategoryLine, ItemLine, ReportData, canonical_json
from disclosure.reports.definitions import DEFINITIONS
from disclosure.reports.figures import LEAST_FOR_SHARES
from disclosure.reports.findings import findings
from portal.kernel.cells import formula_safe
from portal.kernel.formats import angka, nama_bulan, rentang_tanggal, tanggal, tanggal_waktu, waktu
from portal.pdf.engine import PdfAttachment, RenderedPdf, render_pdf
from portal.pdf.letterhead import Letterhead
from portal.pdf.qr import qr_svg
from requests_app.law.words import Outcome

CATEGORY_WORDS = {
    Category.PERIODIC: "Berkala",
    Category.IMMEDIATE: "Serta merta",
    Category.ANYTIME: "Setiap saat",
}
STATE_WORDS = {
    ItemState.FULFILLED: "terpenuhi",
    ItemState.STALE: "perlu diperbarui",
    ItemState.MISSING: "belum ada",
    ItemState.NOT_APPLICABLE: "tidak berlaku",
    ItemState.NO_EVENT: "tanpa kejadian",
}
JUDGEMENT_WORDS = {
    "on_time": "tepat waktu",
    "late": "lewat waktu",
    "not_judged": "tidak dinilai",
    "not_yet": "belum jatuh tempo",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What a frozen edition adds to the data: its number, who signs, where it can be verified."""

    number: str
    edition: int
    data_sha256: str
    verify_url: str
    letterhead: Letterhead
    issuer: str


def to_csv(data: ReportData, edition: Edition) -> bytes:
    """The printed figures, items and cases as one sheet of rows: part, key, label, value and details."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["bagian", "kunci", "uraian", "nilai", "sejak_atau_diterima", "batas", "dijawab", "hari_kerja"]
    )
    for key, value in (
        ("number", edition.number), ("edition", edition.edition), ("agency", data.agency.code),
        ("name", data.agency.name), ("from", data.start), ("to", data.end), ("as_of", data.as_of.isoformat()),
        ("data_sha256", edition.data_sha256),
    ):  # fmt: skip
        writer.writerow(["laporan", key, "", formula_safe(value), "", "", "", ""])
    labels = {definition.key: definition.label for definition in DEFINITIONS}
    for key, count in data.figures.items():
        writer.writerow(["angka", key, labels[key], count, "", "", "", ""])
    for item in data.items:
        words = STATE_WORDS[ItemState(item.state)]
        writer.writerow(
            [
                "informasi wajib",
                item.key,
                formula_safe(item.title),
                words,
                item.since or "",
                item.due_on or "",
                "",
                "",
            ]
        )
    for case in data.cases:
        writer.writerow(
            [
                "permohonan", formula_safe(case.number), formula_safe(case.subject),
                JUDGEMENT_WORDS[case.judgement],
                case.received_on, case.due_on, case.answered_on or "",
                "" if case.workdays_used is None else case.workdays_used,
            ]
        )  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _segments(line: CategoryLine) -> list[Segment]:
    return [
        Segment(STATE_WORDS[ItemState.FULFILLED], line.fulfilled, FILL_OK),
        Segment(STATE_WORDS[ItemState.STALE], line.stale, FILL_WARN),
        Segment(STATE_WORDS[ItemState.MISSING], line.missing, FILL_LATE, hatched=True),
    ]


def _category_rows(data: ReportData) -> list[dict[str, Any]]:
    widest = max((line.total for line in data.categories), default=0)
    rows = []
    for line in data.categories:
        segments = _segments(line)
        said = ", ".join(f"{segment.label} {segment.value}" for segment in segments)
        label = CATEGORY_WORDS[Category(line.category)]
        rows.append(
            {
                "line": line,
                "label": label,
                "bar": stacked_bar(segments, title=f"{label}: {said}", scale=widest),
            }
        )
    return rows


def _legend(data: ReportData) -> list[dict[str, Any]]:
    whole = CategoryLine(
        "", *(sum(getattr(line, name) for line in data.categories) for name in (
            "fulfilled", "stale", "missing", "not_applicable", "no_event"
        ))
    )  # fmt: skip
    segments = _segments(whole)
    if whole.not_applicable:
        segments.append(Segment(STATE_WORDS[ItemState.NOT_APPLICABLE], whole.not_applicable, FILL_NONE))
    return [{"segment": segment, "mark": legend_mark(segment)} for segment in segments]


def _outcome(word: str) -> str:
    return _(Outcome(word).label) if word in set(Outcome) else _("Belum selesai")


def _todo_groups(items: Iterable[ItemLine]) -> list[dict[str, Any]]:
    """Per category, what is missing or stale: the part that an agency has to work on."""
    groups: dict[str, list[ItemLine]] = {}
    for item in items:
        if item.state in (ItemState.MISSING, ItemState.STALE):
            groups.setdefault(item.category, []).append(item)
    order = {ItemState.MISSING: 0, ItemState.STALE: 1}
    return [
        {
            "label": CATEGORY_WORDS[Category(category)],
            "rows": [
                _item_row(item) for item in sorted(found, key=lambda item: order[ItemState(item.state)])
            ],
        }
        for category, found in groups.items()
    ]


def _item_row(item: ItemLine) -> dict[str, Any]:
    state = ItemState(item.state)
    tone = {ItemState.FULFILLED: "ok", ItemState.STALE: "warn", ItemState.MISSING: "late"}.get(state, "muted")
    return {
        "item": item,
        "word": STATE_WORDS[state],
        "tone": tone,
        "since": tanggal(item.since) if item.since else "–",
        "due": tanggal(item.due_on) if item.due_on else "–",
    }


def _case_row(case: CaseLine) -> dict[str, Any]:
    return {
        "case": case,
        "received": tanggal(case.received_on),
        "due": tanggal(case.due_on),
        "answered": tanggal(case.answered_on) if case.answered_on else "–",
        "outcome": _outcome(case.outcome),
        "judgement": JUDGEMENT_WORDS[case.judgement],
        "tone": {"late": "late", "on_time": "ok"}.get(case.judgement, "muted"),
    }


def _months(data: ReportData) -> dict[str, Any] | None:
    if len(data.months) < 2:
        return None
    rows = [(nama_bulan(line.month.month)[:3], line.received, line.closed) for line in data.months]
    said = "; ".join(f"{label}: diterima {came}, selesai {went}" for label, came, went in rows)
    return {
        "chart": month_columns(rows, title=_("Permohonan per bulan. ") + said) if len(rows) <= 12 else "",
        "rows": [
            {"label": f"{nama_bulan(line.month.month)} {line.month.year}", "line": line}
            for line in data.months
        ],
    }


def _score(data: ReportData) -> dict[str, Any]:
    names = {
        "periodic": _("Informasi berkala terpenuhi"),
        "anytime": _("Informasi setiap saat terpenuhi"),
        "requests_on_time": _("Permohonan tepat waktu"),
    }
    score = data.score
    return {
        "points": None if score.points is None else angka(score.points, 1),
        "band": score.band,
        "parts": [
            {"name": names.get(key, key), "part": part, "whole": whole, "weight": angka(weight)}
            for key, part, whole, weight in score.parts
        ],
    }


def context_of(data: ReportData, edition: Edition) -> dict[str, Any]:
    """Everything the template prints; page and PDF read the same values."""
    found = [
        {
            "found": _(finding.found).format(**finding.fields),
            "to_do": _(finding.to_do).format(**finding.fields),
        }
        for finding in findings(data)
    ]
    flow = data.requests
    return {
        "data": data,
        "edition": edition,
        "flow": flow,
        "figures": data.figures,
        "period": rentang_tanggal(data.start, data.end),
        "start": tanggal(data.start),
        "end": tanggal(data.end),
        "as_of": tanggal_waktu(data.as_of),
        "as_of_short": f"{tanggal(data.as_of)}, {waktu(data.as_of)}",
        "score": _score(data),
        "findings": found,
        "categories": _category_rows(data),
        "legend": _legend(data),
        "todo": _todo_groups(data.items),
        "items": [_item_row(item) for item in data.items],
        "outcomes": _paired(data),
        "late": [_case_row(case) for case in data.late_cases],
        "cases": [_case_row(case) for case in data.cases],
        "few": flow.judged < LEAST_FOR_SHARES,
        "months": _months(data),
        "last_news": tanggal(data.last_news_on) if data.last_news_on else "",
        "silent_days": (data.end - data.last_news_on).days if data.last_news_on else None,
        "definitions": [
            {
                "label": _(line.label),
                "counts": _(line.counts),
                "leaves_out": _(line.leaves_out) if line.leaves_out else "",
            }
            for line in DEFINITIONS
        ],
        "qr": qr_svg(edition.verify_url, label=_("Kode QR ke halaman verifikasi laporan ini")),
        "sha_short": _spaced(edition.data_sha256),
    }


def _paired(data: ReportData) -> list[dict[str, Any]]:
    """Balance and outcomes side by side in one table, as they are read together."""
    flow = data.requests
    left: Sequence[tuple[str, int]] = (
        (_("Belum selesai %(day)s") % {"day": tanggal(data.start)}, flow.open_at_start),
        (_("Diterima"), flow.received),
        (_("Masuk dari unit lain"), flow.forwarded_in),
        (_("Selesai"), flow.closed),
        (_("Diteruskan ke unit lain"), flow.forwarded_out),
        (_("Belum selesai %(day)s") % {"day": tanggal(data.end)}, flow.open_at_end),
    )
    rows = []
    for index in range(max(len(left), len(data.outcomes))):
        name, count = left[index] if index < len(left) else ("", None)
        outcome = data.outcomes[index] if index < len(data.outcomes) else None
        rows.append(
            {
                "name": name,
                "count": count,
                "outcome": _outcome(outcome.outcome) if outcome else "",
                "ended": outcome.count if outcome else None,
                "median": angka(outcome.median_workdays, 1 if outcome.median_workdays % 1 else 0)
                if outcome and outcome.median_workdays is not None
                else "",
            }
        )
    return rows


def _spaced(digest: str) -> str:
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4)) + f" … {digest[-4:]}"


def build_pdf(data: ReportData, edition: Edition) -> RenderedPdf:
    """The report as PDF with its figures attached as CSV and JSON; the same input gives the same bytes."""
    stem = edition.number.replace("/", "-").lower()
    with override("id"):
        context = context_of(data, edition)
    return render_pdf(
        template="reports/compliance.html",
        context=context,
        identifier=f"{edition.number} {edition.edition} {edition.data_sha256}",
        created=data.as_of,
        title=f"Laporan kepatuhan {data.agency.name}, {rentang_tanggal(data.start, data.end)}",
        author=edition.letterhead.government,
        attachments=(
            PdfAttachment(f"{stem}.csv", to_csv(data, edition), "Angka dan baris yang tercetak (CSV)"),
            PdfAttachment(
                f"{stem}.json", canonical_json(data), "Data yang dihitung sidiknya (JSON)", "Source"
            ),
        ),
    )
