"""The written notice (pemberitahuan tertulis, UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Art 31(4)).

Its date ends the ten days; handing the information over has a date of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.files.models import StoredFile
from portal.files.selectors import unheld_files
from portal.kernel.errors import InputError, NotAllowed
from portal.kernel.formats import rupiah
from portal.kernel.moments import wib_date
from portal.kernel.workdays import workdays_between
from requests_app.addresses import absolute
from requests_app.calendars import current_calendar
from requests_app.law.states import Action, Outcome
from requests_app.models import CaseFile, InformationRequest, Letter, SendWay
from requests_app.permissions import require

from . import _effects
from ._letters import number_for, write_letter
from ._transition import reread, transition
from .costing import Costs, priced, write_sheet
from .foreign import note_foreign_files
from .handing import hand_over
from .viewing import check_viewing, set_viewing, words_of

__all__ = [
    "ANSWER_OUTCOMES",
    "AnswerData",
    "Answered",
    "ForeignFile",
    "answer",
    "hand_over",
    "mark_not_a_request",
]

#: Outcomes that an officer gives by the notice; a refusal takes another way (proposal, signature, approval).
ANSWER_OUTCOMES = (
    Outcome.GRANTED,
    Outcome.PARTLY,
    Outcome.NOT_HELD,
    Outcome.NOT_DOCUMENTED,
    Outcome.ALREADY_PUBLISHED,
)
OWES_HAND_OVER = frozenset({Outcome.GRANTED, Outcome.PARTLY, Outcome.NOT_DOCUMENTED})


class ForeignFile(NotAllowed):
    """A file of another case, or one that somebody else uploaded, was named in an answer."""

    code = "foreign_file"


@dataclass(frozen=True)
class AnswerData:
    """What the notice says. ``files`` are keys of files that the answering officer has just uploaded.

    ``handed_over``: everything is given with this notice (files on the tracking page), so that the case
    closes; else ``hand_over_on`` is the promised date (Art 31(4)f). ``links`` are addresses of what is
    published already. ``forms`` holds "softcopy", "hardcopy", "view"; ``view_at`` and ``view_place`` are the
    appointment of the last. ``costs`` are pairs of a rate's key and units. ``redaction`` is the matter that
    was blacked out, ``redaction_reason`` why (UU 14/2008 Art 22(7)e).
    """

    outcome: Outcome
    text: str
    files: Sequence[str] = ()
    handed_over: bool = False
    hand_over_on: date | None = None
    held_by: str = ""
    forms: Sequence[str] = ()
    costs: Sequence[tuple[int, int]] = ()
    payment: str = ""
    redaction: str = ""
    redaction_reason: str = ""
    links: Sequence[str] = ()
    view_at: datetime | None = None
    view_place: str = ""


@dataclass(frozen=True)
class Answered:
    case: InformationRequest
    letter: Letter


def answer(*, case: InformationRequest, data: AnswerData, by: Any, now: datetime) -> Answered:
    """Send the written notice with its files and tell the citizen.

    Raises InputError (missing text, date, holder, explanation), ForeignFile (audited, nothing sent),
    NotAllowed, RuleViolation.
    """
    _check(data, now)
    case = reread(case)
    require(by, Right.CASE_ANSWER, case)
    try:
        with transaction.atomic():
            return _answer(case, data, by, now)
    except ForeignFile as error:
        # Outside the transaction that was rolled back: the attempt itself must stay on record.
        named: Any = error.details.get("files", [])
        note_foreign_files(about=case, files=named, by=by, now=now)
        raise


def _check(data: AnswerData, now: datetime) -> None:
    if data.outcome not in ANSWER_OUTCOMES:
        raise InputError(_("Pilih hasil jawaban dari daftar."), field="outcome", code="wrong_outcome")
    if not data.text.strip():
        raise InputError(_("Tuliskan jawaban untuk pemohon."), field="text", code="no_text")
    _check_hand_over(data, now)
    if data.outcome is Outcome.PARTLY:
        if not data.redaction.strip():
            raise InputError(_("Sebutkan bagian yang dihitamkan."), field="redaction", code="no_redaction")
        if not data.redaction_reason.strip():
            raise InputError(
                _("Tuliskan alasan bagian itu dihitamkan; pemberitahuan wajib menyebutnya."),
                field="redaction_reason",
                code="no_redaction_reason",
            )
    _check_links(data)


def _check_hand_over(data: AnswerData, now: datetime) -> None:
    owes = data.outcome in OWES_HAND_OVER
    if data.outcome is Outcome.NOT_DOCUMENTED and data.handed_over:
        raise InputError(
            _("Informasi yang belum didokumentasikan belum dapat diberikan. Tuliskan kapan akan tersedia."),
            field="handed_over",
            code="nothing_to_hand_over",
        )
    if "view" in data.forms and owes:
        if data.handed_over:
            raise InputError(
                _("Pemohon belum melihatnya. Isi janji melihat; penyerahan dicatat setelah ia datang."),
                field="handed_over",
                code="not_seen_yet",
            )
        if data.view_at is None:
            raise InputError(_("Isi kapan pemohon dapat melihatnya."), field="view_at", code="no_viewing")
        check_viewing(at=data.view_at, place=data.view_place, now=now)
    if owes and not data.handed_over and _promised(data, now) is None:
        raise InputError(
            _("Tuliskan kapan informasi diserahkan; pemberitahuan wajib menyebutnya."),
            field="hand_over_on",
            code="no_hand_over_date",
        )
    if data.hand_over_on is not None and data.hand_over_on < wib_date(now):
        raise InputError(
            _("Tanggal penyerahan tidak boleh sebelum hari ini."), field="hand_over_on", code="past_hand_over"
        )


def _promised(data: AnswerData, now: datetime) -> date | None:
    """The day by which the citizen has it: the promised one, that of the appointment, or today."""
    if data.outcome not in OWES_HAND_OVER:
        return None
    if data.handed_over:
        return wib_date(now)
    return data.hand_over_on or (wib_date(data.view_at) if data.view_at and "view" in data.forms else None)


def _links(data: AnswerData) -> list[str]:
    """Whole addresses, once each; a path of this portal gets the portal's name before it."""
    typed = dict.fromkeys(link.strip() for link in data.links if link.strip())
    return [absolute(link) if link.startswith("/") and not link.startswith("//") else link for link in typed]


def _check_links(data: AnswerData) -> None:
    links = _links(data)
    if data.outcome is Outcome.ALREADY_PUBLISHED and not links:
        raise InputError(_("Sebutkan alamat informasi yang sudah diumumkan."), field="links", code="no_links")
    for link in links:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError as error:
            raise InputError(
                _("Alamat ini tidak lengkap: %(link)s. Salin seluruhnya, mulai dari https://.")
                % {"link": link},
                field="links",
                code="bad_link",
            ) from error


def _claim_files(case: InformationRequest, keys: Sequence[str], by: Any) -> list[StoredFile]:
    """The officer's own fresh uploads, bound to no case yet; anything else is refused as a whole."""
    wanted = list(dict.fromkeys(str(key) for key in keys))
    found = list(unheld_files().select_for_update(of=("self",)).filter(pk__in=wanted, uploaded_by=by))
    if len(found) != len(wanted):
        known = {str(row.pk) for row in found}
        raise ForeignFile(
            _("Salah satu berkas bukan milik permohonan ini. Unggah lagi berkas jawabannya."),
            files=[key for key in wanted if key not in known],
        )
    return found


def _answer(case: InformationRequest, data: AnswerData, by: Any, now: datetime) -> Answered:
    files = _claim_files(case, data.files, by)
    owes = data.outcome in OWES_HAND_OVER
    costs = priced(quantities=data.costs if owes else (), on=wib_date(now))
    number = number_for(case.agency, now, kind=Letter.Kind.NOTICE, by=by, right=Right.CASE_ANSWER)
    sheet_number = (
        number_for(case.agency, now, kind=Letter.Kind.COST_SHEET, by=by, right=Right.CASE_ANSWER)
        if costs.lines
        else None
    )
    promised = _promised(data, now)
    moved = transition(
        case_id=case.pk,
        action=Action.ANSWER,
        by=by,
        now=now,
        outcome=data.outcome,
        given=("notice", "hand_over_on") if owes else ("notice",),
        changes={"promised_on": promised},
        data={"letter": number, "files": len(files)},
    )
    case = moved.case
    letter = write_letter(
        case=case, kind=Letter.Kind.NOTICE, number=number, by=by, right=Right.CASE_ANSWER, body=data.text, now=now,
        data=_notice_data(data, promised, costs, [stored.name for stored in files], wib_date(now)),
        private={"redaction": data.redaction.strip(), "redaction_reason": data.redaction_reason.strip()},
    )  # fmt: skip
    CaseFile.objects.bulk_create(
        CaseFile(case=case, stored=stored, purpose=CaseFile.Purpose.ANSWER, letter=letter) for stored in files
    )
    if sheet_number is not None:
        write_sheet(case=case, costs=costs, number=sheet_number, by=by, now=now)
    if owes and "view" in data.forms and data.view_at is not None:
        set_viewing(case=case, at=data.view_at, place=data.view_place, by=by, now=now)
    _effects.tell_citizen(
        case,
        "case.answered",
        now=now,
        occasion=str(moved.event.sequence),
        outcome=_effects.outcome_words(case),
    )
    if owes and data.handed_over:
        case = hand_over(case=case, by=by, now=now, how=SendWay.TRACKING).case
    return Answered(case, letter)


def _notice_data(
    data: AnswerData, promised: date | None, costs: Costs, files: Sequence[str], today: date
) -> dict[str, Any]:
    """The particulars of Art 22(7) UU and 31(4) PERKI beside the text; dates as ISO texts, money in rupiah."""
    seen = "view" in data.forms and data.view_at is not None and data.outcome in OWES_HAND_OVER
    days = workdays_between(today, promised, current_calendar()) if promised and not data.handed_over else 0
    return {
        "outcome": data.outcome.value,
        "held": data.outcome not in {Outcome.NOT_HELD, Outcome.NOT_DOCUMENTED},
        "held_by": data.held_by.strip(),
        "forms": [form for form in ("softcopy", "hardcopy", "view") if form in data.forms],
        "viewing": words_of(at=data.view_at, place=data.view_place.strip()) if seen and data.view_at else "",
        "cost_lines": list(costs.lines),
        "cost": rupiah(costs.total) if costs.lines else "",
        "payment": data.payment.strip() if costs.lines else "",
        "links": _links(data),
        "files": list(files),
        "hand_over_on": promised.isoformat() if promised else None,
        "days_needed": days,
    }


@transaction.atomic
def mark_not_a_request(
    *, case: InformationRequest, text: str, right_door: str, by: Any, now: datetime
) -> Answered:
    """Answer what is no request for information (aid, permit, complaint) by naming the right door."""
    if not text.strip() or not right_door.strip():
        raise InputError(
            _("Tuliskan jawaban dan layanan yang tepat bagi pemohon."), field="right_door", code="no_door"
        )
    case = reread(case)
    number = number_for(case.agency, now, kind=Letter.Kind.NOTICE, by=by, right=Right.CASE_ANSWER)
    moved = transition(
        case_id=case.pk,
        action=Action.MARK_NOT_A_REQUEST,
        by=by,
        now=now,
        outcome=Outcome.NOT_A_REQUEST,
        given=("notice", "right_door"),
        data={"letter": number},
    )
    letter = write_letter(
        case=moved.case, kind=Letter.Kind.NOTICE, number=number, by=by,
        right=Right.CASE_ANSWER, body=text, now=now,
        data={"outcome": Outcome.NOT_A_REQUEST.value, "right_door": right_door.strip()},
    )  # fmt: skip
    _effects.tell_citizen(
        moved.case, "case.answered", now=now, occasion=str(moved.event.sequence),
        outcome=_effects.outcome_words(moved.case),
    )  # fmt: skip
    return Answered(moved.case, letter)
