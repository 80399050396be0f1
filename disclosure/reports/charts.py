"""Charts as inline SVG: told apart by grey value and hatching, never by colour alone, each with its words.

The figures of a chart stand beside it in a table or in its labels; the picture adds nothing that they lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FILL_OK, FILL_WARN, FILL_LATE, FILL_NONE = "#1f7a4a", "#e0a530", "#c23a56", "#cfd9df"
STEEL, STEEL_LIGHT, INK, INK_2, LINE = "#0b4f6c", "#9cc3d4", "#10222e", "#3c5163", "#d6e0e6"
HATCH_STEP = 9


@dataclass(frozen=True, slots=True)
class Segment:
    label: str
    value: int
    fill: str
    hatched: bool = False


def _hatch(left: float, top: float, width: float, height: float) -> SafeString:
    # Drawn line by line: pattern fills are not carried over by every PDF reader.
    lines = []
    position = left + HATCH_STEP
    while position < left + width - 0.5:
        lines.append((position, top, position, top + height))
        position += HATCH_STEP
    return format_html_join(
        "", '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#fff" stroke-width="1.6"/>', lines
    )


def _block(left: float, top: float, width: float, height: float, segment: Segment) -> SafeString:
    rectangle = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        round(left, 2), top, round(width, 2), height, segment.fill,
    )  # fmt: skip
    return rectangle + _hatch(round(left, 2), top, width, height) if segment.hatched else rectangle


def stacked_bar(segments: Sequence[Segment], *, title: str, scale: int | None = None) -> SafeString:
    """One horizontal bar of the segments in order; `scale`: value at full width, the sum if left out."""
    width, height, gap = 600.0, 20, 2.0
    total = max(scale or 0, sum(segment.value for segment in segments)) or 1
    left, parts = 0.0, []
    for segment in segments:
        if segment.value:
            share = width * segment.value / total
            parts.append(_block(left, 0, max(share - gap, 1.0), height, segment))
            left += share
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 600 20" preserveAspectRatio="none"'
        ' role="img"><title>{}</title>{}</svg>',
        title, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def legend_mark(segment: Segment) -> SafeString:
    """The small square before a word of the legend; says nothing to a screen reader beyond that word."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="mark" viewBox="0 0 12 12"'
        ' role="img"><title>{}</title>{}</svg>',
        segment.label, _block(0, 0, 12, 12, segment),
    )  # fmt: skip


def month_columns(rows: Sequence[tuple[str, int, int]], *, title: str) -> SafeString:
    """Two columns a month (came in, ended), with their figures above them. `rows`: label, in, out."""
    slot, height, base = 600 / max(len(rows), 1), 120, 100
    highest = max((max(first, second) for _, first, second in rows), default=0) or 1
    wide = min(22.0, slot * 0.32)
    parts = []
    for index, (label, first, second) in enumerate(rows):
        middle = slot * (index + 0.5)
        for value, left, fill in ((first, middle - wide - 1, STEEL), (second, middle + 1, STEEL_LIGHT)):
            tall = round(78 * value / highest, 2)
            parts.append(
                format_html(
                    '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
                    '<text x="{}" y="{}" font-size="8" text-anchor="middle" fill="{}">{}</text>',
                    round(left, 2),
                    round(base - tall, 2),
                    wide,
                    tall,
                    fill,
                    round(left + wide / 2, 2),
                    round(base - tall - 3, 2),
                    INK_2,
                    value,
                )
            )
        parts.append(
            format_html(
                '<text x="{}" y="114" font-size="8.5" text-anchor="middle" fill="{}">{}</text>',
                round(middle, 2),
                INK_2,
                label,
            )
        )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="columns" viewBox="0 0 600 {}"'
        ' role="img"><title>{}</title>'
        '<line x1="0" y1="{}" x2="600" y2="{}" stroke="{}" stroke-width="1"/>{}</svg>',
        height, title, base, base, INK, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip
