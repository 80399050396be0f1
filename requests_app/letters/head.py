"""What every letter says: letterhead, number, date, to whom, who signs. Plain values that can be frozen.

Official papers are in Indonesian (UU 24/2009 Pasal 27); only the receipt follows the citizen's language.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from portal.agencies.models import Agency
from portal.kernel.formats import hari_tanggal, tanggal
from requests_app.models import InformationRequest, Letter, Paper, PaperRules

#: Until when the requester may object (UU 14/2008 Pasal 36 ayat (1)); said on every letter that ends a request.
RIGHT_TO_OBJECT = (
    "Bila Anda tidak puas, Anda berhak mengajukan keberatan secara tertulis kepada Atasan PPID dalam waktu "
    "30 (tiga puluh) hari kerja setelah ditemukannya alasan keberatan (UU 14/2008 Pasal 35 dan 36; "
    "PERKI 1/2021 Pasal 39). Keberatan dapat diajukan lewat halaman lacak, surel, atau di loket, tanpa biaya."
)


def day(value: str | date | None) -> str:
    """`2 April 2026` from an ISO text or a date; empty stays empty."""
    found = _date(value)
    return tanggal(found) if found else ""


def long_day(value: str | date | None) -> str:
    """`Kamis, 2 April 2026`."""
    found = _date(value)
    return hari_tanggal(found) if found else ""


def _date(value: str | date | None) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def kop(office: Agency | None, on: date) -> dict[str, str]:
    """The letterhead of the office that signs, by its name of that day."""
    found: dict[str, str] = {"government": settings.CITY_GOVERNMENT, "emblem": settings.CITY_EMBLEM}
    if office is None:
        return found
    return {
        **found,
        "unit": office.name_on(on),
        "address": ", ".join(lines_of(office.address)),
        "postal_code": office.postal_code,
        "phone": office.phone,
        "website": office.website,
        "email": office.email,
    }


def paper_of(office: Agency | None) -> str:
    rules = PaperRules.objects.filter(agency=office).first() if office else None
    return rules.paper if rules else Paper.A4


def requester_lines(name: str, address: str) -> list[str]:
    """Name and address under "Yth."; a request without a name is addressed by its number on the Hal line."""
    return [name or "Pemohon Informasi Publik", *lines_of(address)]


def signer(letter: Letter) -> dict[str, str] | None:
    if not letter.signer_title and not letter.signer_name:
        return None
    return {"title": letter.signer_title, "name": letter.signer_name, "nip": letter.signer_nip}


def head(
    letter: Letter,
    *,
    subject: str = "",
    to: Sequence[str] = (),
    copies: Iterable[str] = (),
    enclosure: str = "",
) -> dict[str, Any]:
    """The part that all kinds share."""
    return {
        "kop": kop(letter.signer_agency, letter.dated_on),
        "paper": paper_of(letter.signer_agency),
        "letter": {
            "number": letter.number,
            "subject": subject,
            "enclosure": enclosure,
            "place_date": f"{settings.LETTER_PLACE}, {day(letter.dated_on)}",
            "to": list(to),
        },
        "place_date": f"{settings.LETTER_PLACE}, {day(letter.dated_on)}",
        "signer": signer(letter),
        "copies": list(copies),
        "body": letter.body,
        "city": settings.CITY_NAME,
        "commission": settings.INFORMATION_COMMISSION,
        "right_to_object": RIGHT_TO_OBJECT,
    }


def about(case: InformationRequest | None) -> dict[str, str]:
    """The request as letters name it: number, dates, requester, what was asked."""
    if case is None:
        return {}
    contact = " / ".join(part for part in (case.phone, case.email) if part)
    return {
        "number": case.number,
        "received": day(case.received_at),
        "received_long": long_day(case.received_at),
        "due": long_day(case.due_on),
        "agency": case.agency.name,
        "name": case.name,
        "address": ", ".join(lines_of(case.address)),
        "contact": contact,
        "occupation": case.occupation,
        "proxy_name": case.proxy_name,
        "subject": case.subject,
        "details": case.details,
        "purpose": case.purpose,
        "way": str(case.get_obtain_way_display()),
        "send": str(case.get_send_way_display()) if case.send_way else "",
    }


def addressed(letter: Letter, subject: str, **more: Any) -> dict[str, Any]:
    """Head and request of a letter to the requester."""
    case = letter.case
    to = requester_lines(case.name, case.address) if case else []
    return {**head(letter, subject=subject, to=to, **more), "case": about(case), "data": dict(letter.data)}
