"""The sheet for the notice board: A3, readable from two metres, with the way to the page that stays current."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.emergency.models import EmergencyNotice
from portal.pdf.engine import RenderedPdf, render_pdf
from portal.pdf.qr import qr_svg

#: Up to so many letters a size is used, so that one sheet holds the whole and a short one is read from afar.
SIZES = ((300, "huge"), (700, "large"), (1800, "medium"), (4200, "small"))


def _size_of(notice: EmergencyNotice) -> str:
    letters = len(notice.description) + len(notice.instruction) + len(notice.evacuation)
    return next((size for most, size in SIZES if letters <= most), "tiny")


def sheet_pdf(notice: EmergencyNotice, address: str) -> RenderedPdf:
    """Always in Indonesian: it hangs on the wall. Equal content gives equal bytes."""
    last = notice.messages.order_by("-number").first()
    created = last.sent_at if last else notice.announced_at
    with override("id"):
        context = {
            "notice": notice,
            "address": address,
            "qr": qr_svg(address, label=_("Alamat pengumuman ini di portal")),
            "size": _size_of(notice),
            "created": created,
        }
        return render_pdf(
            template="emergency/sheet.html",
            context=context,
            identifier=last.identifier if last else str(notice.uid),
            created=created,
            title=notice.headline,
            author=notice.agency.name,
        )
