"""Papers of a request that the citizen gets: drawn anew from the case each time, always the same bytes."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.kernel.formats import hari_tanggal, tanggal, tanggal_waktu
from portal.kernel.moments import wib_date
from portal.pdf.engine import RenderedPdf, render_pdf
from portal.pdf.letterhead import Letterhead
from portal.pdf.qr import qr_svg
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.missing import labels
from requests_app.models import InformationRequest, Letter
from requests_app.presentation import day_rows, line_for


def letterhead_of(agency: Agency) -> Letterhead:
    """The kop follows the signer's office."""
    return Letterhead(
        government=f"Pemerintah {settings.CITY_NAME}",
        unit=agency.name,
        address=agency.address.replace("\n", ", "),
        postal_code=agency.postal_code,
        phone=agency.phone,
        website=agency.website,
        email=agency.email,
    )


def receipt_pdf(case: InformationRequest, *, with_code: bool) -> RenderedPdf:
    """Proof of receipt (UU 14/2008 Pasal 22 ayat (4)-(5)): as it was on the day of entry, so its bytes never
    change.
    """
    lang = case.language or "id"
    with translation.override(lang):
        received_on = wib_date(case.received_at)
        line = line_for(case, received_on, current_calendar())
        title = _("Tanda bukti penerimaan %(number)s") % {"number": case.number}
        context: dict[str, Any] = {
            "letterhead": letterhead_of(case.filed_with),
            "case": case,
            "code": case.receipt_code if with_code else "",
            "received": tanggal_waktu(case.received_at, lang),
            "entered": tanggal_waktu(case.entered_at, lang),
            "due": hari_tanggal(line.due_on, lang),
            "line": line,
            "rows": day_rows(line),
            "missing": labels(case.missing_items),
            "track": addresses.lookup_url(lang),
            "verify": {
                "qr": qr_svg(addresses.track_url(case), label=_("Alamat halaman lacak")),
                "lines": [_("Lacak permohonan ini: %(url)s") % {"url": addresses.lookup_url(lang)}],
            },
        }
        return render_pdf(
            template="requests_app/pdf/receipt.html",
            context=context,
            identifier=f"receipt:{case.number}:{case.tracking_code_hash[:12]}",
            created=case.entered_at,
            title=title,
            lang=lang,
        )


def letter_pdf(letter: Letter) -> RenderedPdf:
    """A letter of the case on the signer's letterhead."""
    case = letter.case
    lang = case.language or "id"
    with translation.override(lang):
        context = {
            "letterhead": letterhead_of(letter.signer_agency or case.agency),
            "case": case,
            "record": letter,
            "items": labels(letter.data.get("items", [])),
            "letter": {
                "number": letter.number,
                "subject": letter.get_kind_display(),
                "place_date": f"Cilegon, {tanggal(letter.dated_on, lang)}",
                "to": [case.name, case.address.replace("\n", ", ")] if case.name else [],
            },
            "signer": {"title": letter.signer_title, "name": letter.signer_name},
            "verify": {
                "qr": qr_svg(addresses.track_url(case), label=_("Alamat halaman lacak")),
                "lines": [_("Permohonan %(number)s") % {"number": case.number}],
            },
        }
        return render_pdf(
            template="requests_app/pdf/letter.html",
            context=context,
            identifier=f"letter:{letter.pk}:{letter.number}",
            created=letter.created_at,
            title=f"{letter.get_kind_display()} {letter.number}",
            lang=lang,
        )
