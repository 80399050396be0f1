"""What a service hands over with each kind of letter: ``data`` (plain) and ``private`` (encrypted).

Every key is optional; what is absent is left out of the paper. Dates are ISO texts (`2026-04-02`), money is
whole rupiah, texts are plain. Names, addresses and a person's own words belong into ``private``.
"""

from typing import TypedDict


class CostLine(TypedDict, total=False):
    """One line of the cost sheet (PERKI 1/2021 Art 37(3): copying and sending only)."""

    label: str
    unit_price: int
    quantity: int
    amount: int


class DecreeRef(TypedDict, total=False):
    """A decree in force that is attached to a refusal (Art 34(2), 44(3))."""

    number: str
    dated_on: str
    title: str


class Official(TypedDict, total=False):
    """A person who stands on a paper in an office."""

    name: str
    title: str
    nip: str


class IncompleteData(TypedDict, total=False):
    """INCOMPLETE: codes of MissingItem or the officer's words; ``body`` explains."""

    items: list[str]


class NotCompletedData(TypedDict, total=False):
    """NOT_COMPLETED (Art 33(4)): the letter that ``asked``, when it arrived, until when, what is still missing."""

    outcome: str
    items: list[str]
    asked: str
    received_on: str
    until: str


class ForwardingData(TypedDict, total=False):
    """FORWARDING: names of both units; ``body`` says why."""

    to: str


class ExtensionData(TypedDict, total=False):
    """EXTENSION (Art 36): ground a or b; ``body`` is the written reason."""

    ground: str
    due_before: str
    due_on: str


class NoticeData(TypedDict, total=False):
    """NOTICE (Lampiran VII, UU 14/2008 Art 22(7), PERKI Art 31(4)); ``body`` is the answer itself.

    ``forms`` holds "softcopy", "hardcopy", "view"; ``form`` and ``cost`` are words beside ``cost_lines``;
    ``viewing`` is the appointment. What was blacked out and why comes in ``private`` (``Redacted``).
    ``not_held`` is "not_held" or "not_documented"; ``documented_on`` the day by which it will be.
    """

    outcome: str
    held: bool
    held_by: str
    forms: list[str]
    form: str
    way: str
    cost: str
    cost_lines: list[CostLine]
    payment: str
    viewing: str
    links: list[str]
    hand_over_on: str | None
    days_needed: int
    not_held: str
    documented_on: str
    right_door: str
    files: list[str]


class Redacted(TypedDict, total=False):
    """``private`` of NOTICE: the matter that was blacked out and the reason (UU 14/2008 Art 22(7)e)."""

    redaction: str
    redaction_reason: str


class RefusalData(TypedDict, total=False):
    """REFUSAL (Lampiran IX): ``ground`` is a letter of Art 17, ``statute`` names the law of letter j.

    ``kind`` is exemption or other (Art 6(3)); ``body`` is the reason. The matter and what opening it would do
    come in ``private`` (``Refused``).
    """

    kind: str
    ground: str
    grounds: list[str]
    statute: str
    decree: DecreeRef
    approved_by: str
    approved_as: str
    approved_on: str


class Refused(TypedDict, total=False):
    """``private`` of REFUSAL: which information, and what opening it would do."""

    matter: str
    consequence: str


class ConsiderationData(TypedDict, total=False):
    """CONSIDERATION (PP 61/2010 Art 2, UU 14/2008 Art 7(4)-(5)); ``body`` is the consideration."""

    policy: str
    grounds: list[str]
    approved_by: Official
    approved_on: str


class CostData(TypedDict, total=False):
    """COST_SHEET and PAYMENT_RECEIPT (Art 37, 38); ``basis`` names the decree on the tariff."""

    lines: list[CostLine]
    basis: str
    account: str
    paid_on: str
    paid_how: str
    received_by: str


class ViewingData(TypedDict, total=False):
    """VIEWING: what was seen, when and where; ``body`` holds remarks."""

    seen_on: str
    seen_from: str
    seen_until: str
    place: str
    documents: list[str]


class HandOverData(TypedDict, total=False):
    """HAND_OVER: what was given, how and when; who took it comes in ``private`` as ``received_by``."""

    handed_over_on: str
    how: str
    documents: list[str]


class Objector(TypedDict, total=False):
    """``private`` of OBJECTION_FORM, OBJECTION_ANSWER and SETTLEMENT (Art 41(5), Lampiran X)."""

    name: str
    address: str
    occupation: str
    phone: str
    email: str
    proxy_name: str
    proxy_address: str
    proxy_phone: str
    purpose: str
    position: str


class ObjectionData(TypedDict, total=False):
    """OBJECTION_FORM: the number is the letter's own. ``grounds``: letters a-g of UU 14/2008 Art 35(1)."""

    request_number: str
    received_on: str
    grounds: list[str]
    answer_due_on: str
    received_by: str


class ObjectionAnswerData(TypedDict, total=False):
    """OBJECTION_ANSWER (Art 44): ``decision`` is upheld, partly, rejected or too_late; ``body`` the reasons.

    ``rebuttal`` meets the reasons of the objection; ``orders`` are (text, by-date) for PPID.
    """

    objection_number: str
    objection_on: str
    request_number: str
    grounds: list[str]
    decision: str
    rebuttal: str
    orders: list[tuple[str, str]]
    decree: DecreeRef


class SettlementData(TypedDict, total=False):
    """SETTLEMENT (UU 14/2008 Art 35(2)): ``body`` is what both agreed on."""

    objection_number: str
    request_number: str
    agreed_on: str
    place: str


class DisputeProxyData(TypedDict, total=False):
    """DISPUTE_PROXY (PERKI 1/2021 Art 8): Atasan PPID, who signs, appoints ``receivers`` for one dispute."""

    receivers: list[Official]
    dispute_number: str
    opponent: str
    request_number: str
    matter: str
    forum: str
