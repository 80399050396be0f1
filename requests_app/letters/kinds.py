"""The registry: what each kind of letter is, who signs it, to whom it goes, and which series numbers it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from requests_app.models import Letter, Series

from . import case_facts, objection_facts

FactsOf = Callable[[Letter], dict[str, Any]]
Kind = Letter.Kind


class Signs(Enum):
    """Who puts a name under it. OFFICER: whoever does the act, in the capacity in which they do it."""

    OFFICER = "officer"
    REQUESTER = "requester"
    BOTH = "both"
    NOBODY = "nobody"


class Goes(Enum):
    """To whom it is sent. UNIT: another unit of the city, the citizen gets a copy. FILE: stays with the case."""

    CITIZEN = "citizen"
    UNIT = "unit"
    FILE = "file"


@dataclass(frozen=True)
class LetterKind:
    """``facts`` turns a letter's row into the words of its template; ``series`` NONE: carries a given number."""

    kind: Kind
    series: Series
    signs: Signs
    goes: Goes
    facts: FactsOf
    article: str

    @property
    def template(self) -> str:
        return f"requests_app/letters/{self.kind.value}.html"


_ROWS = (
    LetterKind(Kind.RECEIPT, Series.NONE, Signs.NOBODY, Goes.CITIZEN, case_facts.receipt,
               "UU 14/2008 Pasal 22 ayat (4)-(6); PERKI 1/2021 Pasal 29 ayat (3)"),
    LetterKind(Kind.REQUEST_FORM, Series.NONE, Signs.BOTH, Goes.CITIZEN, case_facts.request_form,
               "PERKI 1/2021 Pasal 29, Lampiran VI"),
    LetterKind(Kind.INCOMPLETE, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, case_facts.incomplete,
               "PERKI 1/2021 Pasal 33 ayat (2)-(3)"),
    LetterKind(Kind.NOT_COMPLETED, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, case_facts.not_completed,
               "PERKI 1/2021 Pasal 33 ayat (4)"),
    LetterKind(Kind.FORWARDING, Series.LETTER, Signs.OFFICER, Goes.UNIT, case_facts.forwarding,
               "UU 14/2008 Pasal 22 ayat (7) huruf b"),
    LetterKind(Kind.EXTENSION, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, case_facts.extension,
               "UU 14/2008 Pasal 22 ayat (8); PERKI 1/2021 Pasal 36"),
    LetterKind(Kind.NOTICE, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, case_facts.notice,
               "UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Pasal 31 ayat (4), Lampiran VII"),
    LetterKind(Kind.REFUSAL, Series.DECREE, Signs.OFFICER, Goes.CITIZEN, case_facts.refusal,
               "PERKI 1/2021 Pasal 34, Lampiran IX"),
    LetterKind(Kind.CONSIDERATION, Series.DECREE, Signs.OFFICER, Goes.CITIZEN, case_facts.consideration,
               "UU 14/2008 Pasal 7 ayat (4)-(5); PP 61/2010 Pasal 2"),
    LetterKind(Kind.COST_SHEET, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, case_facts.costs,
               "PERKI 1/2021 Pasal 37-38"),
    LetterKind(Kind.PAYMENT_RECEIPT, Series.RECORD, Signs.OFFICER, Goes.CITIZEN, case_facts.costs,
               "PERKI 1/2021 Pasal 38 ayat (4)"),
    LetterKind(Kind.COPY_REQUEST, Series.NONE, Signs.REQUESTER, Goes.CITIZEN, case_facts.copy_request,
               "PERKI 1/2021 Pasal 35 ayat (3)"),
    LetterKind(Kind.VIEWING, Series.RECORD, Signs.BOTH, Goes.CITIZEN, case_facts.viewing,
               "PERKI 1/2021 Pasal 35"),
    LetterKind(Kind.HAND_OVER, Series.RECORD, Signs.BOTH, Goes.CITIZEN, case_facts.hand_over,
               "PERKI 1/2021 Pasal 32 ayat (1) huruf n"),
    LetterKind(Kind.OBJECTION_FORM, Series.NONE, Signs.BOTH, Goes.CITIZEN, objection_facts.form,
               "PERKI 1/2021 Pasal 41, Lampiran X"),
    LetterKind(Kind.OBJECTION_ANSWER, Series.LETTER, Signs.OFFICER, Goes.CITIZEN, objection_facts.answer,
               "UU 14/2008 Pasal 36; PERKI 1/2021 Pasal 44"),
    LetterKind(Kind.SETTLEMENT, Series.RECORD, Signs.BOTH, Goes.CITIZEN, objection_facts.settlement,
               "UU 14/2008 Pasal 35 ayat (2)"),
    LetterKind(Kind.DISPUTE_PROXY, Series.LETTER, Signs.OFFICER, Goes.FILE, objection_facts.dispute_proxy,
               "PERKI 1/2021 Pasal 8"),
)  # fmt: skip

#: Papers with a title in the middle; the others are letters with a Hal line and "Yth.".
TITLED = frozenset(
    {
        Kind.REQUEST_FORM, Kind.REFUSAL, Kind.CONSIDERATION, Kind.PAYMENT_RECEIPT, Kind.COPY_REQUEST,
        Kind.VIEWING, Kind.HAND_OVER, Kind.OBJECTION_FORM, Kind.SETTLEMENT, Kind.DISPUTE_PROXY,
    }
)  # fmt: skip

KINDS: dict[str, LetterKind] = {row.kind.value: row for row in _ROWS}


#: What a citizen finds on the tracking page; the receipt has a place of its own there.
FOR_CITIZEN = frozenset(row.kind for row in _ROWS if row.goes is not Goes.FILE and row.kind != Kind.RECEIPT)


def series_of(kind: str) -> Series:
    return KINDS[kind].series
