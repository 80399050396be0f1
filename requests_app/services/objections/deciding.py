"""From the objection to its answer: PPID's rebuttal, the decision of Atasan PPID, settlement, withdrawal.

The thirty working days run until one of them ends it (UU 14/2008 Pasal 36 ayat (2); PERKI 1/2021 Pasal 44).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError
from portal.kernel.moments import wib_date
from requests_app.law.objection_words import GIVES_ORDERS, ObjectionAction, ObjectionOutcome
from requests_app.models import Letter, Objection, ObjectionEventKind, ObjectionFile
from requests_app.permissions import require

from . import _effects
from ._papers import draw_number, write_answer, write_settlement
from ._transition import Moved, add_event, lock_objection, move
from .objecting import attach_files
from .ordering import OrderText, check_orders, give_orders

LONGEST_REPLY = 2000


@dataclass(frozen=True)
class Decision:
    """What Atasan PPID writes (Art 44(2)-(3)): ``rebuttal`` meets the reasons of the objection one by one.

    ``decree`` names the exemption decree that goes with a rejection: number, dated_on, title.
    """

    outcome: ObjectionOutcome
    reasons: str
    rebuttal: str = ""
    orders: Sequence[OrderText] = ()
    decree: Mapping[str, str] = field(default_factory=dict)
    public_subject: str = ""


@dataclass(frozen=True)
class Settlement:
    """What both agreed on; ``signed_files`` are keys of the signed record (berita acara)."""

    agreement: str
    agreed_on: date
    place: str = ""
    signed_files: Sequence[str] = ()
    orders: Sequence[OrderText] = ()


def _text(text: str, name: str, message: str) -> str:
    if not text.strip():
        raise InputError(message, field=name, code=f"no_{name}")
    return text.strip()


@transaction.atomic
def rebut(*, objection: Objection, text: str, by: Any, now: datetime) -> Moved:
    """PPID's draft of the rebuttal for Atasan PPID; may be sent again until the decision."""
    text = _text(text, "rebuttal", _("Tuliskan tanggapan PPID atas setiap alasan keberatan."))
    moved = move(
        objection_id=objection.pk, action=ObjectionAction.REBUT, by=by, now=now, given=("rebuttal",),
        changes={"rebuttal": text, "rebutted_at": now, "rebutted_by": by},
    )  # fmt: skip
    _effects.tell_superior(
        moved.objection, "officer.rebuttal_ready", now=now, occasion=str(moved.event.sequence)
    )
    return moved


@transaction.atomic
def return_rebuttal(*, objection: Objection, reason: str, by: Any, now: datetime) -> Moved:
    """Atasan PPID asks for a better draft; the text stays, the days run on."""
    reason = _text(reason, "reason", _("Tuliskan apa yang perlu diperbaiki."))
    moved = move(
        objection_id=objection.pk, action=ObjectionAction.RETURN_REBUTTAL, by=by, now=now, given=("reason",),
        data={"reason": reason[:500]},
    )  # fmt: skip
    _effects.tell_unit(
        moved.objection, "officer.rebuttal_returned", now=now, occasion=str(moved.event.sequence)
    )
    return moved


@transaction.atomic
def decide(*, objection: Objection, decision: Decision, by: Any, now: datetime) -> Moved:
    """The answer of Atasan PPID in a letter with the fourteen working days to Komisi Informasi.

    Orders of an upheld objection become tasks of the unit's officers. Raises InputError (reasons, rebuttal,
    orders with dates), RuleViolation, NotAllowed.
    """
    orders = _checked(decision, now)
    number = draw_number(objection, Letter.Kind.OBJECTION_ANSWER, Right.OBJECTION_DECIDE, by=by, now=now)
    given = ["reasons", *(["rebuttal"] if decision.rebuttal.strip() else []), *(["orders"] if orders else [])]
    moved = move(
        objection_id=objection.pk, action=ObjectionAction.DECIDE, by=by, now=now, outcome=decision.outcome,
        given=given, facts={"decree_named": bool(decision.decree.get("number"))},
        changes={
            "reasons": decision.reasons.strip(), "answer": decision.rebuttal.strip(),
            "decree": {key: value for key, value in decision.decree.items() if value},
            **({"public_subject": decision.public_subject.strip()[:200]} if decision.public_subject else {}),
        },
        data={"letter": number, "orders": len(orders)},
    )  # fmt: skip
    given_orders = give_orders(objection=moved.objection, orders=orders, now=now)
    moved.objection.letter = write_answer(moved.objection, number, given_orders, by=by, now=now)
    moved.objection.save(update_fields=["letter"])
    _tell_ended(moved, now)
    return moved


def _checked(decision: Decision, now: datetime) -> Sequence[OrderText]:
    _text(decision.reasons, "reasons", _("Tuliskan pertimbangan keputusan ini."))
    if decision.outcome is not ObjectionOutcome.TOO_LATE:
        _text(decision.rebuttal, "rebuttal", _("Tanggapi setiap alasan keberatan; surat wajib memuatnya."))
    if decision.outcome not in GIVES_ORDERS:
        if decision.orders:
            raise InputError(
                _(
                    "Perintah hanya menyertai keberatan yang dikabulkan. Hapus perintahnya atau ubah keputusannya."
                ),
                field="orders",
                code="orders_without_grant",
            )
        return ()
    if not decision.orders:
        raise InputError(
            _("Tuliskan sedikitnya satu perintah kepada PPID, dengan tanggalnya."),
            field="orders",
            code="no_orders",
        )
    return check_orders(decision.orders, today=wib_date(now))


def _tell_ended(moved: Moved, now: datetime) -> None:
    objection, occasion = moved.objection, str(moved.event.sequence)
    words = _effects.outcome_words(objection, settings.LANGUAGE_CODE)
    _effects.tell_unit(objection, "officer.objection_ended", now=now, occasion=occasion, outcome=words)
    _effects.tell_objector(
        objection, "objection.decided", now=now, occasion=occasion,
        outcome=_effects.outcome_words(objection, objection.language),
    )  # fmt: skip


@transaction.atomic
def settle(*, objection: Objection, settlement: Settlement, by: Any, now: datetime) -> Moved:
    """Record an amicable settlement (UU 14/2008 Pasal 35 ayat (2)): only with the record that both signed.

    What was promised becomes orders with dates. Talks before it stop no clock.
    """
    agreement = _text(settlement.agreement, "agreement", _("Tuliskan isi kesepakatan."))
    if settlement.agreed_on > wib_date(now) or settlement.agreed_on < wib_date(objection.received_at):
        raise InputError(
            _("Tanggal kesepakatan harus di antara tanggal keberatan diterima dan hari ini."),
            field="agreed_on",
            code="bad_day",
        )
    orders = check_orders(settlement.orders, today=wib_date(now))
    number = draw_number(objection, Letter.Kind.SETTLEMENT, Right.OBJECTION_RECORD, by=by, now=now)
    signed = _claim_signed(objection, settlement.signed_files)
    moved = move(
        objection_id=objection.pk, action=ObjectionAction.SETTLE, by=by, now=now,
        given=("agreement", "agreed_on"), facts={"signed_by_both": signed > 0},
        changes={"reasons": agreement, "agreed_on": settlement.agreed_on},
        data={"letter": number, "orders": len(orders), "agreed_on": settlement.agreed_on.isoformat()},
    )  # fmt: skip
    give_orders(objection=moved.objection, orders=orders, now=now)
    moved.objection.letter = write_settlement(moved.objection, number, settlement.place, by=by, now=now)
    moved.objection.save(update_fields=["letter"])
    _tell_settled(moved, now)
    return moved


def _claim_signed(objection: Objection, keys: Sequence[str]) -> int:
    return attach_files(objection=objection, wanted=[(key, ObjectionFile.Purpose.SETTLEMENT) for key in keys])


def _tell_settled(moved: Moved, now: datetime) -> None:
    objection, occasion = moved.objection, str(moved.event.sequence)
    words = _("selesai dengan kesepakatan")
    _effects.tell_unit(objection, "officer.objection_ended", now=now, occasion=occasion, outcome=words)
    _effects.tell_superior(objection, "officer.objection_ended", now=now, occasion=occasion, outcome=words)
    _effects.tell_objector(objection, "objection.settled", now=now, occasion=occasion)


@transaction.atomic
def withdraw_objection(*, objection: Objection, now: datetime, by: Any = None, statement: str = "") -> Moved:
    """End an objection at the objector's wish; an officer only records what was stated.

    The number stays in the register; while the thirty days to file run, a new one may be filed.
    """
    if by is not None:
        _text(statement, "reason", _("Tuliskan kapan dan bagaimana pengaju menyatakan menariknya."))
    moved = move(
        objection_id=objection.pk, action=ObjectionAction.WITHDRAW, by=by, now=now, given=("confirmation",),
        # An officer's note on how it was stated; the objector's own words stay out of the log.
        data={"statement": statement.strip()[:300]} if by is not None else {},
    )  # fmt: skip
    occasion = str(moved.event.sequence)
    _effects.tell_unit(moved.objection, "officer.objection_withdrawn", now=now, occasion=occasion)
    _effects.tell_superior(moved.objection, "officer.objection_withdrawn", now=now, occasion=occasion)
    return moved


@transaction.atomic
def reply_to_decision(*, objection: Objection, text: str, now: datetime, by: Any = None) -> Objection:
    """What the objector says to the decision: the last column of Lampiran XI. May be changed, ends nothing."""
    text = _text(text, "text", _("Tuliskan tanggapan Anda."))
    if len(text) > LONGEST_REPLY:
        raise InputError(
            _("Ringkas tanggapan Anda sampai %(limit)s huruf.") % {"limit": LONGEST_REPLY},
            field="text",
            code="text_too_long",
        )
    locked = lock_objection(objection.pk)
    if by is not None:
        require(by, Right.OBJECTION_RECORD, locked)
    if locked.is_open:
        raise InputError(
            _("Tanggapan atas keputusan dapat ditulis setelah keberatan diputus."),
            field="text",
            code="still_open",
        )
    locked.objector_reply = text
    locked.save(update_fields=["objector_reply"])
    add_event(locked, ObjectionEventKind.REPLIED, now=now, by=by)
    record(action="objection.replied", actor=by, target=locked, agency=locked.agency, at=now)
    return locked
