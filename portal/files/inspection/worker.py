"""Run as ``python -m portal.files.inspection.worker KIND``: a file on stdin, one JSON document on stdout.

A process of its own with limits: a file made to eat time or memory ends this process and nothing else.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from portal.kernel.personal import find, masked, without_numbers

from . import office, pdf
from .office import Part, Unreadable

CPU_SECONDS = 30
MEMORY_BYTES = 2 * 1024**3
MOST_LETTERS = 20_000_000
MOST_FINDINGS = 400
#: Files inside a ZIP that are looked at, and how large each may be.
MOST_MEMBERS, LARGEST_MEMBER = 60, 30 * 1024 * 1024
#: Letters shown before a number, so that a person finds the place.
AROUND = 30

READERS: dict[str, Any] = {
    "csv": office.csv_parts,
    "xlsx": office.xlsx_parts,
    "docx": office.docx_parts,
    "pptx": office.pptx_parts,
    "odt": office.odf_parts,
    "ods": office.odf_parts,
}
PICTURES = frozenset({"jpg", "jpeg", "png"})


def look(kind: str, content: bytes) -> dict[str, Any]:
    """Findings, flaws and what could not be read: see `running.Inspection` for the keys."""
    found: dict[str, Any] = {"flaws": [], "pages": 0, "pictures": [], "findings": [], "unreadable": ""}
    try:
        if kind == "pdf":
            _pdf(content, found)
        elif kind in PICTURES:
            found["unreadable"] = "picture"
        elif kind == "zip":
            _zip(content, found)
        elif kind == "txt":
            _collect(iter([("", office.decoded(content))]), found)
        elif kind in READERS:
            _collect(READERS[kind](content), found)
    except Unreadable as error:
        found["unreadable"] = str(error)
    except RecursionError:
        found["unreadable"] = "broken"
    return found


def _pdf(content: bytes, found: dict[str, Any]) -> None:
    document = pdf.open_pages(content)

    def words() -> Iterator[Part]:
        for number, (part, is_picture) in enumerate(pdf.pdf_parts(document), start=1):
            if is_picture:
                found["pictures"].append(number)
            yield part

    found["pages"] = len(document)
    _collect(words(), found)
    if found["pictures"]:
        found["flaws"].append("no_text" if len(found["pictures"]) == found["pages"] else "some_no_text")
    found["flaws"] += pdf.structure_flaws(content)


def _zip(content: bytes, found: dict[str, Any]) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Unreadable("broken") from error
    for item in archive.infolist()[:MOST_MEMBERS]:
        kind = item.filename.rpartition(".")[2].lower()
        if item.is_dir() or kind not in {*READERS, "pdf", "txt"} or item.file_size > LARGEST_MEMBER:
            continue
        try:
            inner = look(kind, archive.read(item))
        except (RuntimeError, zipfile.BadZipFile, NotImplementedError):
            found["unreadable"] = "locked"
            continue
        name = item.filename.rpartition("/")[2][:60]
        for one in inner["findings"]:
            found["findings"].append({**one, "where": f"{name}, {one['where']}".strip(", ")})


def _collect(parts: Iterator[Part], found: dict[str, Any]) -> None:
    left = MOST_LETTERS
    for where, text in parts:
        for one in find(text[:left]):
            if len(found["findings"]) >= MOST_FINDINGS:
                return
            before = " ".join(text[max(0, one.start - AROUND) : one.start].split())
            found["findings"].append(
                {
                    "kind": one.kind.value,
                    "where": where,
                    "value": text[one.start : one.end],
                    "shown": without_numbers(f"{before} ") + masked(text, one),
                }
            )
        left -= len(text)
        if left <= 0:
            return


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    json.dump(look(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
