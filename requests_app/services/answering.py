"""The written notice (pemberitahuan tertulis, UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Art 31(4)).

Its date ends the ten days; handing the information over has a date of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed
from portal.kernel.moments import wib_date
from requests_app.law.states import Action, Outcome
from requests_app.models import CaseFile, InformationRequest, Letter
from requests_app.permissions import require

from . import _effects
from ._letters import number_for, write_letter
from ._transition import Moved, reread, transition

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
    published already.
    """

    outcome: Outcome
    text: str
    files: Sequence[str] = ()
    handed_over: bool = False
    hand_over_on: date | None = None
    held_by: str = ""
    form: str = ""
    cost: str = ""
    redaction: str = ""
    links: Sequence[str] = field(default=())


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
        record(action="case.answer_foreign_file", actor=by, target=case, agency=case.agency, at=now,
               data={"files": error.details.get("files", [])})  # fmt: skip
        raise


def _check(data: AnswerData, now: datetime) -> None:
    if data.outcome not in ANSWER_OUTCOMES:
        raise InputError(_("Pilih hasil jawaban dari daftar."), field="outcome", code="wrong_outcome")
    if not data.text.strip():
        raise InputError(_("Tuliskan jawaban untuk pemohon."), field="text", code="no_text")
    if data.outcome in OWES_HAND_OVER and not data.handed_over and data.hand_over_on is None:
        raise InputError(
            _("Tuliskan kapan informasi diserahkan; pemberitahuan wajib menyebutnya."),
            field="hand_over_on",
            code="no_hand_over_date",
        )
    if data.hand_over_on is not None and data.hand_over_on < wib_date(now):
        raise InputError(
            _("Tanggal penyerahan tidak boleh sebelum hari ini."), field="hand_over_on", code="past_hand_over"
        )
    if data.outcome is Outcome.PARTLY and not data.redaction.strip():
        raise InputError(
            _("Jelaskan bagian yang dihitamkan dan alasannya."), field="redaction", code="no_redaction"
        )
    if data.outcome is Outcome.ALREADY_PUBLISHED and not [link for link in data.links if link.strip()]:
        raise InputError(_("Sebutkan alamat informasi yang sudah diumumkan."), field="links", code="no_links")


def _claim_files(case: InformationRequest, keys: Sequence[str], by: Any) -> list[StoredFile]:
    """The officer's own fresh uploads, bound to no case yet; anything else is refused as a whole."""
    wanted = list(dict.fromkeys(str(key) for key in keys))
    found = list(
        StoredFile.objects.select_for_update(of=("self",)).filter(
            pk__in=wanted, case_file__isnull=True, uploaded_by=by
        )
    )
    if len(found) != len(wanted):
        known = {str(row.pk) for row in found}
        raise ForeignFile(
            _("Salah satu berkas bukan milik permohonan ini. Unggah lagi berkas jawabannya."),
            files=[key for key in wanted if key not in known],
        )
    return found


def _answer(case: InformationRequest, data: AnswerData, by: Any, now: datetime) -> Answered:
    files = _claim_files(case, data.files, by)
    number = number_for(case.agency, now, kind=Letter.Kind.NOTICE, by=by, right=Right.CASE_ANSWER)
    owes = data.outcome in OWES_HAND_OVER
    promised = wib_date(now) if data.handed_over else data.hand_over_on
    moved = transition(
        case_id=case.pk,
        action=Action.ANSWER,
        by=by,
        now=now,
        outcome=data.outcome,
        given=("notice", "hand_over_on") if owes else ("notice",),
        changes={"promised_on": promised if owes else None},
        data={"letter": number, "files": len(files)},
    )
    letter = write_letter(
        case=moved.case, kind=Letter.Kind.NOTICE, number=number, by=by,
        right=Right.CASE_ANSWER, body=data.text, now=now, data=_notice_data(data, promised if owes else None),
    )  # fmt: skip
    CaseFile.objects.bulk_create(
        CaseFile(case=moved.case, stored=stored, purpose=CaseFile.Purpose.ANSWER, letter=letter)
        for stored in files
    )
    case = moved.case
    _effects.tell_citizen(
        case,
        "case.answered",
        now=now,
        occasion=str(moved.event.sequence),
        outcome=_effects.outcome_words(case),
    )
    if owes and data.handed_over:
        case = hand_over(case=case, by=by, now=now, how="tracking").case
    return Answered(case, letter)


def _notice_data(data: AnswerData, promised: date | None) -> dict[str, Any]:
    """The particulars of Art 22(7) UU and 31(4) PERKI beside the text."""
    return {
        "outcome": data.outcome.value,
        "held": data.outcome not in {Outcome.NOT_HELD, Outcome.NOT_DOCUMENTED},
        "held_by": data.held_by.strip(),
        "form": data.form.strip(),
        "cost": data.cost.strip(),
        "redaction": data.redaction.strip(),
        "links": [link.strip() for link in data.links if link.strip()],
        "hand_over_on": promised.isoformat() if promised else None,
    }


def hand_over(*, case: InformationRequest, by: Any, now: datetime, how: str, on: date | None = None) -> Moved:
    """Record that the citizen has the information (Art 32(1)n); closes the case. ``how`` is a SendWay or
    words.
    """
    day = on or wib_date(now)
    if day > wib_date(now):
        raise InputError(
            _("Tanggal penyerahan tidak boleh setelah hari ini."), field="on", code="future_hand_over"
        )
    return transition(
        case_id=case.pk,
        action=Action.HAND_OVER,
        by=by,
        now=now,
        given=("handed_over_on",),
        changes={"handed_over_at": now},
        data={"on": day.isoformat(), "how": how},
    )


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
