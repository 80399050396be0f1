"""A JSON list of flat objects, as portals export it: names become the first row, objects the rows below."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from .delimited import decode
from .grid import MAX_TEXT, Sheet, UnreadableFile


def read(content: bytes) -> list[Sheet]:
    """One sheet: names in row 1, the first object in row 2. Objects inside objects are left out."""
    try:
        data = json.loads(decode(content))
    except ValueError as error:
        raise UnreadableFile(
            _("JSON ini rusak. Simpan daftarnya sebagai XLSX atau CSV."), code="damaged"
        ) from error
    rows = data if isinstance(data, list) else _inner_list(data)
    rows = [row for row in rows if isinstance(row, dict)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet = Sheet("")
    if rows:
        sheet.add(1, [str(name) for name in names])
    for number, row in enumerate(rows, 2):
        sheet.add(number, [_plain(row.get(name)) for name in names])
    return [sheet]


def _inner_list(data: Any) -> list[Any]:
    """{"data": [...]} and the like: the longest list that an object holds."""
    lists = [value for value in data.values() if isinstance(value, list)] if isinstance(data, dict) else []
    return max(lists, key=len, default=[])


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, list):
        return "\n".join(str(part) for part in value if not isinstance(part, (dict, list)))[:MAX_TEXT]
    return None if isinstance(value, dict) else value
