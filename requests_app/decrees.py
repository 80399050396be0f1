"""The port to the register of exempt information: which decree closes this, and where a consequence test begins.

A refusal on UU 14/2008 Pasal 17 stands on a decree in force (Pasal 19; PERKI 1/2021 Pasal 34 ayat (2)). The
register belongs to the app that holds the lists; it fills the port in ``AppConfig.ready``. With the port empty
no decree is known, and so no such refusal can be proposed, signed or approved.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portal.agencies.models import Agency


@dataclass(frozen=True)
class DecreeRef:
    """A classification decree in force (SK pengecualian, PERKI 1/2021 Pasal 49 ayat (5)-(6)).

    ``id`` names the row of the register and stays; ``ground`` is the letter of Pasal 17 (a-j);
    ``valid_until`` is the last day of the exemption, None where the law sets no fixed end.
    """

    id: str
    number: str
    title: str
    ground: str
    valid_until: date | None = None


class DecreeRegister(Protocol):
    """What the register of exempt information answers."""

    def decrees_covering(self, *, agency: Agency, ground: str, on: date) -> list[DecreeRef]:
        """Decrees in force on ``on`` for matters of ``agency`` on ``ground``, the agency's own first."""
        ...

    def open_test(
        self, *, case_number: str, agency: Agency, subject: str, ground: str, by: Any
    ) -> str | None:
        """Begin (or find again) the consequence test of a case; the address of its page, None where it cannot
        be begun.
        """
        ...

    def requester_copy(self, *, decree_id: str) -> bytes | None:
        """The decree as PDF for who was refused, all other matters blacked out; None where there is none."""
        ...


_registers: list[DecreeRegister] = []


def register(source: DecreeRegister | None) -> None:
    """Fill the port, once, at start-up; None empties it."""
    _registers[:] = [] if source is None else [source]


def is_filled() -> bool:
    """Whether a register answers at all."""
    return bool(_registers)


def decrees_covering(*, agency: Agency, ground: str, on: date) -> list[DecreeRef]:
    """The decrees that a refusal of ``agency`` on ``ground`` may rest on; none while the port is empty."""
    return [
        decree
        for source in _registers
        for decree in source.decrees_covering(agency=agency, ground=ground, on=on)
    ]


def open_test(*, case_number: str, agency: Agency, subject: str, ground: str, by: Any) -> str | None:
    """Where the consequence test of the case goes on; None while the port is empty."""
    for source in _registers:
        return source.open_test(case_number=case_number, agency=agency, subject=subject, ground=ground, by=by)
    return None


def requester_copy(*, decree_id: str) -> bytes | None:
    """The decree that a refusal rests on, as its requester may read it; None while the port is empty."""
    for source in _registers:
        return source.requester_copy(decree_id=decree_id)
    return None
