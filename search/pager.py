"""Which page numbers a row of page links shows."""

from __future__ import annotations

#: Pages always shown at both ends and on both sides of the current one.
ENDS = 1
NEAR = 2


def page_numbers(current: int, last: int) -> list[int]:
    """Numbers in order, 0 standing for a gap."""
    shown = sorted(
        number
        for number in {
            *range(1, ENDS + 1),
            *range(current - NEAR, current + NEAR + 1),
            *range(last - ENDS + 1, last + 1),
        }
        if 1 <= number <= last
    )
    numbers: list[int] = []
    for number in shown:
        if numbers and number - numbers[-1] == 2:
            numbers.append(number - 1)
        elif numbers and number - numbers[-1] > 2:
            numbers.append(0)
        numbers.append(number)
    return numbers
