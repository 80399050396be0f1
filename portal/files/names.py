"""Readable, harmless names for uploads; what people typed never becomes a path."""

import unicodedata

LONGEST = 120
#: Letters that turn the direction of writing: "fdp.exe" could be shown as "exe.pdf".
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_NOT_IN_NAMES = frozenset('<>:"|?*')


def extension_of(name: str) -> str:
    """The last extension in lower case, without its dot; empty when there is none."""
    _stem, dot, extension = name.rpartition(".")
    return extension.strip().lower() if dot and extension.strip().isalnum() else ""


def readable_name(raw: str | None, *, fallback: str = "berkas") -> str:
    """A name to show and to offer for saving: no folder, no control or direction marks, at most 120 letters.

    Bytes that were no UTF-8 arrive as U+FFFD and become an underscore. The extension survives shortening.
    """
    text = unicodedata.normalize("NFC", raw or "").replace("\ufffd", "_")
    text = text.replace("\\", "/").rsplit("/", 1)[-1]
    kept = [
        letter
        for letter in text
        if letter not in _DIRECTION and letter not in _NOT_IN_NAMES and unicodedata.category(letter)[0] != "C"
    ]
    text = " ".join("".join(kept).split()).strip(". ") if kept else ""
    extension = extension_of((raw or "").replace("\x00", ""))
    stem = text
    if extension and text.lower().endswith(f".{extension}"):
        stem = text[: -len(extension) - 1]
    elif extension and text.lower() == extension:
        stem = ""
    stem = stem.strip(". ") or fallback
    tail = f".{extension}" if extension else ""
    return stem[: LONGEST - len(tail)].rstrip() + tail
