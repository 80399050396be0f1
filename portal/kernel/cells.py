"""Cells of a spreadsheet or CSV that come from people."""

from __future__ import annotations

import re

#: What makes a spreadsheet program run a cell instead of showing it.
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Characters that XML, and so XLSX, cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def formula_safe(value: object) -> str:
    """The text of `value` without control characters, with an apostrophe before it where a spreadsheet would
    take it for a formula.

    Only str is guarded: numbers of our own (-3) stay as they are.
    """
    text = _CONTROL.sub("", "" if value is None else str(value))
    if not isinstance(value, str):
        return text
    return f"'{text}" if text.startswith(_TRIGGERS) or text.lstrip().startswith(_TRIGGERS) else text
