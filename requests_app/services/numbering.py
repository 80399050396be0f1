"""Numbers without gaps: drawn under a row lock, in the transaction that uses them.

A transaction that fails gives its number back, because the counter is rolled back with it.
"""

from portal.agencies.models import Agency
from portal.kernel.identifiers import format_registration_number
from requests_app.models import NumberSequence

#: ``000.8`` is left to the archive's scheme; the pattern is data of the city, one place.
LETTER_PATTERN = "{sequence:03d}/PPID-{code}/{year}"


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
    series = request_series(agency)
    NumberSequence.objects.bulk_create([NumberSequence(series=series, year=year)], ignore_conflicts=True)
    NumberSequence.objects.select_for_update().get(series=series, year=year)


def draw_letter_number(*, agency: Agency, year: int) -> str:
    """Number of a letter of one signer's office; a voided letter keeps its number and is never reused."""
    sequence = draw(series=f"letter:{agency.pk}", year=year)
    return LETTER_PATTERN.format(sequence=sequence, code=agency.code, year=year)
