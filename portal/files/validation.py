"""Which uploads are taken: a short list of kinds, whose extension, content and size must agree."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import IO, Protocol

import filetype
from django.utils.translation import gettext as _

from portal.kernel.errors import InputError
from portal.kernel.formats import ukuran_berkas

from .names import extension_of, readable_name

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
HEAD = 8192

#: Extension -> MIME type that the content must show; None: plain text, which has no signature.
KINDS: dict[str, tuple[str, ...] | None] = {
    "pdf": ("application/pdf",),
    "jpg": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "png": ("image/png",),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
    "odt": ("application/vnd.oasis.opendocument.text",),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet",),
    "zip": ("application/zip",),
    "csv": None,
    "txt": None,
}
#: Speech beside a text (PERKI 1/2021 Art 24(5)); phones record MP4 containers without a picture.
AUDIO: dict[str, tuple[str, ...] | None] = {
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/mp4", "video/mp4"),
    "ogg": ("audio/ogg",),
    "wav": ("audio/wav", "audio/x-wav"),
}
IDENTITY_KINDS = frozenset({"pdf", "jpg", "jpeg", "png"})
CITIZEN_KINDS = frozenset(KINDS) - {"zip"}
ANSWER_KINDS = frozenset(KINDS)
AUDIO_KINDS = frozenset(AUDIO)
PICTURE_KINDS = frozenset({"jpg", "jpeg", "png"})
TEXT_TYPES = {"csv": "text/csv", "txt": "text/plain"}


class Upload(Protocol):
    """What Django's UploadedFile offers and this module uses."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def read(self, size: int = -1, /) -> bytes: ...


class FileRefused(InputError):
    """The file cannot be taken; the message names the file and says what to do."""

    code = "file_refused"


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be stored; ``name`` is already harmless."""

    name: str
    content_type: str
    size: int


def _head(upload: IO[bytes] | Upload) -> bytes:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    return head


def _is_plain_text(head: bytes) -> bool:
    if b"\x00" in head or head.lstrip()[:1] == b"<" or filetype.guess(head) is not None:
        return False
    for encoding in ("utf-8", "cp1252"):
        try:
            # A letter may be cut at the end of the head.
            head[:-4].decode(encoding) if len(head) == HEAD else head.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def check_upload(
    upload: Upload, *, kinds: Collection[str] = CITIZEN_KINDS, largest: int = LARGEST, field: str = ""
) -> CheckedUpload:
    """Agree on name, content and size (bytes). Raises FileRefused with a sentence for the sender."""
    name = readable_name(upload.name)
    extension = extension_of(name)
    size = upload.size or 0
    if extension not in kinds:
        listed = ", ".join(sorted(kind.upper() for kind in kinds if kind != "jpeg"))
        raise FileRefused(
            _("Berkas “%(name)s” tidak dapat diterima. Kirim salah satu dari jenis ini: %(kinds)s.")
            % {"name": name, "kinds": listed},
            field=field,
        )
    if size == 0:
        raise FileRefused(
            _("Berkas “%(name)s” kosong. Periksa lagi berkas itu lalu pilih ulang.") % {"name": name},
            field=field,
        )
    if size > largest:
        raise FileRefused(
            _("Berkas “%(name)s” berukuran %(size)s. Perkecil sampai %(limit)s, lalu pilih ulang.")
            % {"name": name, "size": ukuran_berkas(size), "limit": ukuran_berkas(largest)},
            field=field,
        )
    expected = (KINDS | AUDIO)[extension]
    head = _head(upload)
    guess = filetype.guess(head)
    if expected is None:
        if not _is_plain_text(head):
            raise FileRefused(_mismatch(name, extension), field=field)
        return CheckedUpload(name, TEXT_TYPES[extension], size)
    # ``filetype`` tells DOCX, XLSX and ZIP apart by their first entries; some writers order them freely.
    if guess is None or (guess.mime not in expected and not _is_office_zip(extension, guess.mime)):
        raise FileRefused(_mismatch(name, extension), field=field)
    return CheckedUpload(name, expected[0], size)


def _is_office_zip(extension: str, mime: str) -> bool:
    return extension in {"docx", "xlsx", "pptx", "odt", "ods"} and mime == "application/zip"


def _mismatch(name: str, extension: str) -> str:
    return _(
        "Isi berkas “%(name)s” bukan %(kind)s. Simpan ulang dalam jenis yang benar, lalu pilih lagi."
    ) % {"name": name, "kind": extension.upper()}
