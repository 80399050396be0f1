"""QR codes as inline SVG, so that a document needs no picture file and stays sharp in print."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str, *, label: str, css_class: str = "qr") -> SafeString:
    """Inline SVG of `address`; `label` becomes its text alternative. Size is set by CSS (viewBox only)."""
    code = segno.make(address, error="m", micro=False)
    width, height = code.symbol_size(border=2)
    cells = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(code.matrix_iter(border=2))
        for column, dark in enumerate(line)
        if dark
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" role="img"><title>{}</title>'
        '<rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#10222e"/></svg>',
        css_class, width, height, label, width, height, mark_safe(cells),  # noqa: S308 - digits and M/h/v only
    )  # fmt: skip
