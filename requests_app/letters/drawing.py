"""A letter's row to a PDF. Pure: the same frozen facts give the same bytes; nothing is read or written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portal.pdf.engine import RenderedPdf, render_pdf
from portal.pdf.letterhead import Letterhead
from portal.pdf.qr import qr_svg
from requests_app import addresses
from requests_app.models import Letter

from .kinds import KINDS, TITLED


@dataclass(frozen=True)
class Extra:
    """What one copy shows beyond the facts: the citizen's own receipt carries the code."""

    code: str = ""


def facts_of(letter: Letter) -> dict[str, Any]:
    """The frozen facts, or, for a row from before facts were kept, the facts as they are now."""
    known = letter.facts
    return known if "kop" in known else {**KINDS[letter.kind].facts(letter), "private": known.get("private")}


def verify_block(letter: Letter) -> dict[str, Any]:
    address = addresses.verify_url(letter)
    return {
        "qr": qr_svg(address, label=_("Kode QR ke halaman pemeriksaan surat ini")),
        "lines": [
            _("Surat ini tercatat. Periksa keasliannya: %(url)s") % {"url": address},
            _("Atau bandingkan sidik SHA-256 berkas ini di alamat yang sama."),
        ],
    }


def draw_letter(letter: Letter, *, extra: Extra | None = None, draft: bool = False) -> RenderedPdf:
    """PDF/A-3a and PDF/UA-1, without data attachments.

    ``draft``: for the officer's eyes before sending; marked as such, with neither number nor QR.
    """
    facts = facts_of(letter)
    with translation.override(letter.language):
        context: Mapping[str, Any] = {
            **facts,
            "f": facts,
            "record": letter,
            "letterhead": Letterhead(**facts["kop"]),
            "extra": extra or Extra(),
            "track_url": addresses.lookup_url(letter.language),
            "draft": draft,
            "titled": letter.kind in TITLED,
            "verify": None if draft else verify_block(letter),
        }
        title = str(letter.get_kind_display())
        return render_pdf(
            template=KINDS[letter.kind].template,
            context=context,
            identifier=f"letter:{letter.token}:{letter.number}",
            created=letter.created_at,
            title=title if draft else f"{title} {letter.number}",
            lang=letter.language,
            author=facts["kop"].get("unit") or facts["kop"]["government"],
        )
