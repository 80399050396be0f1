"""Cell values into the text that a person reads there."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from portal.kernel.formats import BULAN

from .vocabulary import NOTHING

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--.*?--)>", re.DOTALL)
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|li|tr|h[1-6]|ul|ol|table)\b[^<>]{0,2000}>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,2000}?href\s*=\s*[\"']?\s*([^\"'>\s]+)[^<>]{0,2000}?>(.*?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
_LINES = re.compile(r"\n{3,}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|;]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+(?:id|com|org|net|gov|info|me|ly|gl|io|co|app)(?:/[^\s<>\"'|]*)?",
    re.IGNORECASE,
)
#: What is guarded by an apostrophe before it.
_GUARDED = frozenset("=+-@")
#: Scheme and host of an address.
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^/?#]*")
_PATH = re.compile(
    r"^[\w\-. ()%,&+/\\\[\]{}\":]*[\w)\]]\."
    r"(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|csv|ods|odt|mp4|txt|html?)[\"}\]]*$",
    re.IGNORECASE,
)


def text_of(value: Any) -> str:
    """A value as the sheet shows it, line breaks kept, without markup and invisible signs; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, (date, datetime)):
        return f"{value.day} {BULAN[value.month - 1]} {value.year}"
    return clean(str(value))


def clean(text: str) -> str:
    """Text without tags (their breaks become line breaks, their addresses stay), entities and stray blanks."""
    if "_x" in text:
        text = _ESCAPED.sub(
            lambda match: chr(int(match[1], 16)) if int(match[1], 16) in (9, 10, 13) else "", text
        )
    if "<" in text:
        text = _without_tags(text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if not text.isascii() or not text.isprintable():
        text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "  " in text or not text.isprintable() or "\xa0" in text:
        text = _BLANKS.sub(" ", text)
        if "\n" in text:
            text = _LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n")))
    text = text.strip()
    # The apostrophe that keeps a spreadsheet from running a cell (portal.kernel.cells) is not part of the text.
    return text[1:] if text[:1] == "'" and text[1:2] in _GUARDED else text


def _without_tags(text: str) -> str:
    text = _SILENT.sub(" ", text)
    text = _ANCHOR.sub(_anchor, text)
    return _TAG.sub("", _BREAK.sub("\n", text))


def _anchor(match: re.Match[str]) -> str:
    address, label = match[1], _TAG.sub("", match[2]).strip()
    if not address.lower().startswith(("http", "www")):
        return label
    return f"{label} ({address})" if label and label != address else address


def one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text or "  " in text else text


def is_nothing(text: str) -> bool:
    """Blank, or one of the signs that stand for blank: a dash, "nihil", "null"."""
    return not text or text.lower() in NOTHING


def urls_in(text: str) -> list[str]:
    """Web addresses of a cell, each once; www and bare hosts get https."""
    found = [url.rstrip(").,]") for url in _URL.findall(text)]
    if not found and text and " " not in text.strip() and _BARE.fullmatch(text.strip()):
        found = [text.strip()]
    full = [url if url.lower().startswith("http") else f"https://{url}" for url in found]
    return [url for url in dict.fromkeys(full) if has_host(url)]


def has_host(url: str) -> bool:
    if len(url) > 2000:
        return False
    start = _HOST.match(url)
    return _is_host(start[0] if start else url)


@lru_cache(maxsize=2_000)
def _is_host(url: str) -> bool:
    """One list names few hosts, thousands of times."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return "." in host


def looks_like_path(text: str) -> bool:
    """ "uploads/dokumen/laporan.pdf": where a file lay on some server, which is no address."""
    return len(text) < 400 and "://" not in text and bool(_PATH.match(text.strip()))
