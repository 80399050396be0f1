"""Filing an objection: number and register line at once, whatever comes (UU 14/2008 Pasal 35-36).

Nothing here judges whether it is late or well founded: only Atasan PPID does, in a letter. The web form alone
holds back grounds c and g until the due date has passed.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.crypto.fields import blind_index
from portal.files.selectors import unheld_files
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.formats import hari_tanggal
from portal.kernel.identifiers import generate_tracking_code
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from requests_app.calendars import current_calendar
from requests_app.law.grounds import OBJECTION_GROUNDS, objection_ground
from requests_app.law.objection_dates import decision_date, filing_window, is_late, late_from
from requests_app.models import Channel, InformationRequest, Objection, ObjectionFile, RequesterKind
from requests_app.permissions import require
from requests_app.services._transition import reread
from requests_app.services.filing import normal_text
from requests_app.services.numbering import draw, lock_series
from requests_app.standing import standing_of

from . import _effects
from ._papers import write_form
from ._transition import create_objection

LETTERS = tuple(ground.letter for ground in OBJECTION_GROUNDS)
#: The same words about the same thing within this time are one objection, sent twice.
SAME_WITHIN = timedelta(seconds=60)
MAX_FILES = 5
SUBJECT_LENGTH = 120
#: Stands where a request's number has its unit: objections go to one office of the city.
NUMBER_CODE = "KEBERATAN"
SERIES = "objection"
_COPIED = (
    "requester_kind", "name", "identity_number", "address", "phone", "email", "occupation", "proxy_name",
    "purpose", "language",
)  # fmt: skip


@dataclass(frozen=True)
class ObjectionData:
    """What an objection carries (PERKI 1/2021 Art 41(5); elucidation of UU 14/2008 Art 35(1)).

    With a ``case`` the objector's data come from it where they are empty here. ``files`` are keys of uploads
    by purpose. ``received_at`` is given by an officer who enters one that came on paper.
    """

    grounds: Sequence[str]
    case: InformationRequest | None = None
    agency: Agency | None = None
    position: str = ""
    information: str = ""
    requester_kind: str = ""
    name: str = ""
    identity_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    occupation: str = ""
    proxy_name: str = ""
    proxy_address: str = ""
    proxy_phone: str = ""
    purpose: str = ""
    language: str = ""
    channel: str = Channel.WEB
    received_at: datetime | None = None
    backdating_reason: str = ""
    form_token: str | None = None
    supporting_files: Sequence[str] = ()
    identity_files: Sequence[str] = ()
    paper_files: Sequence[str] = ()


@dataclass(frozen=True)
class Objected:
    """The objection and, where it has no request, its own code. ``repeated``: it was there already."""

    objection: Objection
    tracking_code: str
    repeated: bool = False


def number_of(*, sequence: int, year: int) -> str:
    """`0007/KEBERATAN/2026`: one series of the city, gapless per year of entry."""
    return f"{sequence:04d}/{NUMBER_CODE}/{year}"


def file_objection(
    *, data: ObjectionData, now: datetime, by: Any = None, calendar: WorkCalendar | None = None
) -> Objected:
    """Register an objection with number, decision date and, without a request, a code of its own.

    Idempotent by form token, and by request or person and text within 60 seconds. Raises InputError (field),
    RuleViolation (c or g on the web before the due date has passed), NotAllowed.
    """
    if data.case is not None:
        # As it stands now: a page may hold it since before it was answered or forwarded.
        data = replace(data, case=reread(data.case))
    _check(data, now, by)
    found = _by_token(data.form_token)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _file(data, now, by, calendar or current_calendar())
    except IntegrityError:
        found = _by_token(data.form_token)
        if found is None:
            raise
        return found


def _check(data: ObjectionData, now: datetime, by: Any) -> None:
    if not data.grounds or any(letter not in LETTERS for letter in data.grounds):
        raise InputError(_("Pilih sedikitnya satu alasan keberatan."), field="grounds", code="no_grounds")
    if by is not None:
        require(by, Right.OBJECTION_RECORD, _agency_of(data))
        _check_receipt(data, now)
        return
    if data.received_at is not None:
        raise InputError(
            _("Keberatan lewat web diterima saat dikirim."), field="received_at", code="web_receipt"
        )
    if not normal_text(data.position):
        raise InputError(
            _("Ceritakan apa yang terjadi, agar Atasan PPID dapat menilainya."),
            field="position",
            code="no_position",
        )
    _check_web_grounds(data, now)


def _check_receipt(data: ObjectionData, now: datetime) -> None:
    if data.received_at is None:
        return
    if data.received_at > now:
        raise InputError(
            _("Tanggal diterima tidak boleh setelah hari ini."), field="received_at", code="future_receipt"
        )
    if wib_date(data.received_at) < wib_date(now) and not data.backdating_reason.strip():
        raise InputError(
            _("Tuliskan mengapa keberatan yang diterima lebih dulu baru dicatat sekarang."),
            field="backdating_reason",
            code="no_backdating_reason",
        )


def _check_web_grounds(data: ObjectionData, now: datetime) -> None:
    """Without a request only b; c and g from the calendar day after the due date."""
    grounds = [objection_ground(letter) for letter in data.grounds]
    if data.case is None:
        if any(ground.needs_request for ground in grounds):
            raise InputError(
                _("Alasan ini memerlukan nomor permohonan. Buka dulu permohonan Anda."),
                field="grounds",
                code="needs_request",
            )
        if not normal_text(data.information):
            raise InputError(
                _("Sebutkan informasi berkala yang tidak Anda temukan."),
                field="information",
                code="no_information",
            )
        if not normal_text(data.name):
            raise InputError(_("Tuliskan nama lengkap Anda."), field="name", code="no_name")
        return
    standing = standing_of(data.case)
    if any(ground.waits_for_due_date for ground in grounds) and not is_late(standing, wib_date(now)):
        raise RuleViolation(
            _("Alasan huruf c dan g dapat dipilih mulai %(day)s, sehari setelah batas menjawab lewat.")
            % {"day": hari_tanggal(late_from(standing))},
            article="UU 14/2008 Pasal 35 ayat (1) huruf c dan g",
            code="not_late_yet",
        )


def _agency_of(data: ObjectionData) -> Agency:
    agency = data.case.agency if data.case is not None else data.agency
    if agency is None:
        raise InputError(_("Pilih perangkat daerah yang dimaksud."), field="agency", code="no_agency")
    return agency


def _by_token(token: str | None) -> Objected | None:
    if not token:
        return None
    found = Objection.objects.select_related("agency", "case").filter(form_token=token).first()
    return Objected(found, found.receipt_code, repeated=True) if found else None


def _text_index(data: ObjectionData) -> str:
    """Who objects to what in which words, as a keyed digest."""
    thing = f"case:{data.case.pk}" if data.case is not None else "|".join(
        normal_text(part) for part in (data.name, data.identity_number, data.email, data.phone)
    )  # fmt: skip
    words = "|".join(normal_text(part) for part in (data.position, data.information))
    return blind_index(f"{thing}|{','.join(sorted(data.grounds))}|{words}")


def _same_words(index: str, now: datetime) -> Objected | None:
    rows = Objection.objects.select_related("agency", "case").filter(
        text_index=index, entered_at__gt=now - SAME_WITHIN, entered_at__lte=now + SAME_WITHIN
    )
    found = rows.order_by("id").first()
    return Objected(found, found.receipt_code, repeated=True) if found else None


def _file(data: ObjectionData, now: datetime, by: Any, calendar: WorkCalendar) -> Objected:
    agency, year = _agency_of(data), wib_date(now).year
    # All filings queue here, so that each sees what the one before it has filed.
    lock_series(series=SERIES, year=year)
    index = _text_index(data)
    repeat = _by_token(data.form_token) or _same_words(index, now)
    if repeat is not None:
        return repeat
    sequence = draw(series=SERIES, year=year)
    received_at = data.received_at or now
    standing = standing_of(data.case) if data.case is not None else None
    window = filing_window(data.grounds, standing, calendar)
    due = decision_date(wib_date(received_at), calendar)
    code = generate_tracking_code(secrets.SystemRandom()) if data.case is None else ""
    objection = Objection(
        number=number_of(sequence=sequence, year=year), number_year=year, number_sequence=sequence, case=data.case,
        agency=agency, channel=data.channel, received_at=received_at, entered_at=now,
        backdating_reason=data.backdating_reason.strip()[:300], grounds="".join(sorted(set(data.grounds))),
        found_on=window.found_on, filing_until=window.until.on if window.until else None,
        due_on=due.on, due_is_provisional=due.provisional, form_token=data.form_token or None, text_index=index,
        tracking_code_hash=blind_index(code) if code else "", receipt_code=code, subject=subject_of(data),
        position=_kept(data.position), **_personal(data),
    )  # fmt: skip
    create_objection(objection=objection, now=now, by=by, data=_first_event(objection))
    _attach(objection, data)
    objection.form = write_form(objection, by=by, now=now)
    objection.save(update_fields=["form"])
    _effects.after_filing(objection, now=now)
    return Objected(objection, code)


def _kept(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def _personal(data: ObjectionData) -> dict[str, Any]:
    """The objector's data; what the form leaves empty is copied from the request."""
    values: dict[str, Any] = {name: getattr(data, name).strip() for name in _COPIED}
    if data.case is not None:
        values = {name: value or getattr(data.case, name) for name, value in values.items()}
    email = values["email"]
    return {
        **values,
        "requester_kind": values["requester_kind"] or RequesterKind.INDIVIDUAL,
        "language": values["language"] or "id",
        "email_index": blind_index(email) if email else "",
        "proxy_address": data.proxy_address.strip(),
        "proxy_phone": data.proxy_phone.strip(),
        "information": _kept(data.information) or (data.case.details if data.case is not None else ""),
    }


def subject_of(data: ObjectionData) -> str:
    """One line for lists: the request's subject, else what was not found."""
    if data.case is not None:
        return data.case.subject
    text = normal_text(data.information or data.position) or str(_("Keberatan tanpa rincian"))
    if len(text) <= SUBJECT_LENGTH:
        return text
    return text[:SUBJECT_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _first_event(objection: Objection) -> dict[str, Any]:
    return {
        "number": objection.number,
        "due_on": objection.due_on.isoformat(),
        "channel": objection.channel,
        "grounds": objection.grounds,
        **({"backdated": True} if objection.backdating_reason else {}),
    }


def _attach(objection: Objection, data: ObjectionData) -> None:
    purpose = ObjectionFile.Purpose
    wanted = [(pk, purpose.IDENTITY) for pk in data.identity_files]
    wanted += [(pk, purpose.SUPPORTING) for pk in list(data.supporting_files)[:MAX_FILES]]
    wanted += [(pk, purpose.PAPER) for pk in data.paper_files]
    attach_files(objection=objection, wanted=wanted)


def attach_files(*, objection: Objection, wanted: Sequence[tuple[str, str]]) -> int:
    """Bind uploads that belong to nothing yet; a key bound elsewhere, or unknown, is left out."""
    keys = [pk for pk, _purpose in wanted]
    free = {str(pk) for pk in unheld_files().filter(pk__in=keys).values_list("pk", flat=True)}
    made = ObjectionFile.objects.bulk_create(
        ObjectionFile(objection=objection, stored_id=pk, purpose=kind)
        for pk, kind in wanted
        if str(pk) in free
    )
    return len(made)
