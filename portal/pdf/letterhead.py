"""Kop surat as a value: the engine's templates print it, the apps fill it from the office that signs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    """Printed from top to bottom: government, unit in capitals, address and contacts, line (law.md 12).

    `emblem` is an address under /static/ or /media/; a missing file leaves the kop in text only.
    """

    government: str
    unit: str = ""
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    website: str = ""
    email: str = ""
    emblem: str = ""
    emblem_alt: str = "Lambang Kota Cilegon"

    @property
    def contact_lines(self) -> tuple[str, ...]:
        where = " ".join(part for part in (self.address, self.postal_code) if part)
        labelled = (("Telepon", self.phone), ("Laman", self.website), ("Pos-el", self.email))
        reach = " · ".join(f"{label} {value}" for label, value in labelled if value)
        return tuple(line for line in (where, reach) if line)
