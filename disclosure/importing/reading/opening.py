"""Which reader a file needs, and which files are not opened at all.

The content decides, never the name; a name that says something else is an error that tells the right name,
as for every other upload (portal.files.validation).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.utils.translation import gettext as _

from . import delimited, ods, records, xls, xlsx
from .grid import Sheet, UnreadableFile, damaged, has_password

#: Bytes.
LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 250 * 1024 * 1024
LARGEST_RATIO = 250
MOST_PARTS = 3_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = ("csv", "tsv", "txt")
READERS: dict[str, Callable[[bytes], list[Sheet]]] = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "ods": ods.read,
    "csv": delimited.read,
    "json": records.read,
}
EXTENSIONS = ("xlsx", "xls", "ods", "csv", "tsv", "txt", "json")
_SIGNATURES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"MZ": "EXE",
    b"\x7fELF": "EXE",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
}


def open_sheets(name: str, content: bytes) -> tuple[str, list[Sheet]]:
    """(kind, sheets) of an upload. Raises UnreadableFile with the way out for everything that is no list."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(_("Berkas ini kosong. Pilih berkas yang berisi daftar."), code="empty")
    if len(content) > LARGEST:
        raise UnreadableFile(
            _("Berkas terlalu besar; paling besar 20 MB. Hapus gambar atau bagi berkasnya."), code="too_large"
        )
    kind = _kind_of(content)
    _check_name(name, kind)
    try:
        sheets = READERS[kind](content)
    except UnreadableFile:
        raise
    except RecursionError as error:
        raise damaged(kind) from error
    except Exception as error:
        raise damaged(kind) from error
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(_("Berkas ini tidak berisi satu baris pun. Periksa isinya."), code="empty")
    return kind, sheets


def _kind_of(content: bytes) -> str:
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    for signature, label in _SIGNATURES.items():
        if content.startswith(signature):
            raise _wrong_kind(label)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = head.lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body")):
        raise UnreadableFile(
            _("Isi berkas ini halaman web, bukan lembar kerja. Buka di Excel, lalu simpan sebagai XLSX."),
            code="web_page",
        )
    if lowered.startswith((b"<?xml", b"<svg")):
        raise _wrong_kind("XML")
    if head[:1] in (b"[", b"{"):
        return "json"
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content[:4096] and not marked and not delimited.is_utf16(content):
        raise _wrong_kind(_("berkas biner"))
    return "csv"


def _wrong_kind(label: str) -> UnreadableFile:
    return UnreadableFile(
        _("Isi berkas ini %(kind)s, bukan daftar. Unggah XLSX, XLS, ODS, atau CSV.") % {"kind": label},
        code="wrong_kind",
    )


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_bomb(parts)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _has_macros()
            if "mimetype" in names:
                mimetype = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
                if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
                    return "ods"
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                raise _wrong_kind("XLSB")
    except zipfile.BadZipFile as error:
        raise damaged("zip") from error
    for part, label in (("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")):
        if part in names:
            raise _wrong_kind(label)
    raise _wrong_kind("ZIP")


def _check_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """A small file that unpacks to something huge is refused before a byte of it is unpacked."""
    total = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        total > LARGEST_UNPACKED
        or len(parts) > MOST_PARTS
        or (total > 50_000_000 and total / packed > LARGEST_RATIO)
    ):
        raise UnreadableFile(
            _(
                "Berkas ini mengembang terlalu besar saat dibuka. Salin barisnya ke berkas baru, lalu unggah itu."
            ),
            code="bomb",
        )


def _has_macros() -> UnreadableFile:
    return UnreadableFile(
        _("Berkas ini memuat makro. Simpan sebagai XLSX biasa (tanpa makro), lalu unggah."), code="macros"
    )


def _kind_of_ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise has_password()
    if "_VBA_PROJECT_CUR".encode("utf-16-le") in content:
        raise _has_macros()
    if "WordDocument".encode("utf-16-le") in content:
        raise _wrong_kind("Word")
    if "PowerPoint Document".encode("utf-16-le") in content:
        raise _wrong_kind("PowerPoint")
    return "xls"


def _check_name(name: str, kind: str) -> None:
    """The name may not promise another kind than the content holds."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower() if dot else ""
    if extension == "xlsm":
        raise _has_macros()
    if extension == kind or (kind == "csv" and extension in (*_TEXTS, "")):
        return
    raise UnreadableFile(
        _(
            "Isi berkas ini %(kind)s, tetapi namanya “%(name)s”. Ganti namanya menjadi “%(better)s”, lalu unggah lagi."
        )
        % {"kind": kind.upper(), "name": name[-80:], "better": f"{(stem or name)[-60:]}.{kind}"},
        code="wrong_extension",
    )
