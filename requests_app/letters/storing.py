"""Keeping a drawn letter: at the first demand or by a worker, once; afterwards its bytes never change."""

from datetime import datetime

from django.db import transaction

from portal.files.models import StoredFile
from portal.files.services import store_bytes
from requests_app.models import Letter

from .drawing import Extra, draw_letter
from .kinds import KINDS

PDF = "application/pdf"


def file_name(letter: Letter) -> str:
    """`pemberitahuan-tertulis-001-PPID-DINSOS-2026.pdf`."""
    words = f"{letter.get_kind_display()} {letter.number}".lower().replace("/", "-")
    return f"{'-'.join(words.split())[:110]}.pdf"


def freeze(letter: Letter) -> None:
    """Write down what the letter says, if it was not done when it was written (rows of an older release)."""
    if "kop" not in letter.facts:
        private = letter.facts.get("private")
        letter.facts = {**KINDS[letter.kind].facts(letter), "private": private}
        letter.save(update_fields=["facts_json"])


def generated_file(letter: Letter, *, now: datetime) -> StoredFile:
    """The drawn PDF of a letter, drawn now if nobody has asked for it yet.

    A fault of the PDF engine is raised to whoever asks and leaves the letter as it is: the next one who asks
    tries again.
    """
    if letter.pdf is not None:
        return letter.pdf
    with transaction.atomic():
        row = Letter.objects.select_for_update().get(pk=letter.pk)
        if row.pdf_id is None:
            freeze(row)
            drawn = draw_letter(row)
            # Names and addresses are in it: encrypted at rest like every file with personal data.
            row.pdf = store_bytes(
                content=drawn.bytes, name=file_name(row), content_type=PDF, now=now, encrypt=True
            )
            row.save(update_fields=["pdf"])
    letter.pdf = row.pdf
    assert row.pdf is not None  # noqa: S101 - set above
    return row.pdf


def copy_for_citizen(letter: Letter, *, now: datetime) -> StoredFile:
    """The signed copy where one has come back, else the drawn file."""
    return letter.valid_signed or generated_file(letter, now=now)


def own_receipt(letter: Letter, *, extra: Extra) -> bytes:
    """The receipt that its owner gets, with the code; not kept, but its digest is known to the public page."""
    drawn = draw_letter(letter, extra=extra)
    if drawn.sha256 not in letter.other_sha256:
        letter.other_sha256 = [*letter.other_sha256, drawn.sha256]
        letter.save(update_fields=["other_sha256"])
    return drawn.bytes
