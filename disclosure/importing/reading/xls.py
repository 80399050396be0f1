"""XLS (Excel 97 to 2003) through xlrd."""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.xldate import XLDateError, xldate_as_datetime

from .grid import MAX_COLUMNS, MAX_SHEETS, MAX_TEXT, Sheet, has_password
from .shown import shown_day


def read(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, with merged cells and hyperlinks where xlrd can tell them."""
    try:
        book = _open(content, with_formats=True)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise has_password() from error
        raise
    except Exception:
        book = _open(content, with_formats=False)
    return [_sheet(book, page) for page in book.sheets()[:MAX_SHEETS]]


def _open(content: bytes, *, with_formats: bool) -> Any:
    return xlrd.open_workbook(file_contents=content, formatting_info=with_formats, logfile=io.StringIO())


def _sheet(book: Any, page: Any) -> Sheet:
    sheet = Sheet(page.name, hidden=bool(page.visibility))
    for row in range(page.nrows):
        width = min(page.row_len(row), MAX_COLUMNS)
        sheet.add(row + 1, [_value(book, page, row, column) for column in range(width)])
    for top, bottom, left, right in page.merged_cells:
        sheet.merges.append((top + 1, left, bottom, right - 1))
    for (row, column), link in page.hyperlink_map.items():
        if link.url_or_path:
            target = link.url_or_path
            sheet.links[row + 1, column] = (
                target.decode("utf-8", "replace") if isinstance(target, bytes) else target
            )
    return sheet


def _value(book: Any, page: Any, row: int, column: int) -> Any:
    kind, value = page.cell_type(row, column), page.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if kind == xlrd.XL_CELL_TEXT:
        return value[:MAX_TEXT]
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return shown_day(xldate_as_datetime(value, book.datemode), _format(book, page, row, column))
        except (XLDateError, OverflowError, ValueError):
            return value
    return int(value) if float(value).is_integer() else value


def _format(book: Any, page: Any, row: int, column: int) -> str:
    if not book.formatting_info:
        return ""
    style = book.xf_list[page.cell_xf_index(row, column)]
    return str(book.format_map[style.format_key].format_str)
