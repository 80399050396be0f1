"""Numbers without gaps: drawn under a row lock, in the transaction that uses them.

A transaction that fails gives its number back, because the counter is rolled back with it.
"""

from dataclasses import dataclass
from datetime import date

from portal.agencies.models import Agency
from portal.kernel.identifiers import format_registration_number
from requests_app.law.letter_numbers import NumberFacts, write_number
from requests_app.models import NumberPattern, NumberSequence, PaperRules, Series

#: How an office numbers that has set no pattern of its own.
DEFAULT_PATTERNS: dict[str, str] = {
    Series.LETTER: "{klasifikasi}/{nomor:3}/PPID-{kode}/{tahun}",
    Series.DECREE: "{klasifikasi}/{nomor:3}/KEP/PPID-{kode}/{tahun}",
    Series.RECORD: "{klasifikasi}/{nomor:3}/BA/PPID-{kode}/{tahun}",
}


@dataclass(frozen=True)
class Drawn:
    """A number as printed, and its place in its series."""

    number: str
    sequence: int
    year: int


def draw(*, series: str, year: int) -> int:
    """The next number of a series and year, from 1. Waits for others that are drawing from the same series.

    Must run inside a transaction (Django refuses the row lock otherwise).
    """
    # Nothing happens when the row is there; two that come first at once do not collide.
    NumberSequence.objects.bulk_create([NumberSequence(series=series, year=year)], ignore_conflicts=True)
    row = NumberSequence.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def request_series(agency: Agency) -> str:
    # By key: a unit that gets a new code goes on counting.
    return f"request:{agency.pk}"


def draw_request_number(*, agency: Agency, year: int) -> tuple[int, str]:
    """Sequence and number of a request (`0042/DINSOS/2026`; PERKI 1/2021 Pasal 29 ayat (3), 31 ayat (1))."""
    sequence = draw(series=request_series(agency), year=year)
    return sequence, format_registration_number(sequence, agency.code, year)


def lock_request_series(*, agency: Agency, year: int) -> None:
    """Wait for every filing to this agency that is under way; what they filed can be seen afterwards."""
    lock_series(series=request_series(agency), year=year)


def lock_series(*, series: str, year: int) -> None:
    """Wait for everybody who draws from a series; what they wrote with their number can be seen afterwards."""
    NumberSequence.objects.bulk_create([NumberSequence(series=series, year=year)], ignore_conflicts=True)
    NumberSequence.objects.select_for_update().get(series=series, year=year)


def letter_series(*, agency: Agency, series: str = Series.LETTER) -> str:
    """Name of the counter of an office's series."""
    base = f"letter:{agency.pk}"
    return base if series == Series.LETTER else f"{base}:{series}"


def pattern_of(*, agency: Agency, series: str) -> str:
    """The pattern in force for an office's series."""
    newest = NumberPattern.objects.filter(agency=agency, series=series).order_by("-set_at", "-id").first()
    return newest.pattern if newest else DEFAULT_PATTERNS[series]


def written(*, agency: Agency, pattern: str, sequence: int, on: date) -> str:
    """The number as an office prints it on a day, with its archive code."""
    rules = PaperRules.objects.filter(agency=agency).first()
    classification = rules.classification if rules else ""
    facts = NumberFacts(sequence, agency.named_on(on).code, on.year, on.month, classification)
    return write_number(pattern, facts)


def draw_letter(*, agency: Agency, series: str, on: date) -> Drawn:
    """Number of a letter of the signer's office; a voided letter keeps its number and is never reused."""
    sequence = draw(series=letter_series(agency=agency, series=series), year=on.year)
    number = written(
        agency=agency, pattern=pattern_of(agency=agency, series=series), sequence=sequence, on=on
    )
    return Drawn(number, sequence, on.year)


def draw_letter_number(*, agency: Agency, year: int) -> str:
    """Number of an ordinary letter, dated to the first day of ``year``."""
    return draw_letter(agency=agency, series=Series.LETTER, on=date(year, 1, 1)).number
