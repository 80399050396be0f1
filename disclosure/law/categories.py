"""The four kinds of public information (UU 14/2008 Art 9-11 and 17; PERKI 1/2021 Art 14-22)."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """How, and how often, a piece of information must be made public."""

    PERIODIC = "periodic"
    IMMEDIATE = "immediate"
    ANYTIME = "anytime"
    EXEMPT = "exempt"


ARTICLES: dict[Category, str] = {
    Category.PERIODIC: "UU 14/2008 Pasal 9; PERKI 1/2021 Pasal 14-18",
    Category.IMMEDIATE: "UU 14/2008 Pasal 10; PERKI 1/2021 Pasal 19-20, 25-26",
    Category.ANYTIME: "UU 14/2008 Pasal 11; PERKI 1/2021 Pasal 21",
    Category.EXEMPT: "UU 14/2008 Pasal 17; PERKI 1/2021 Pasal 22",
}

#: A list entry is public information; what is exempt never stands in the list (PERKI 1/2021 Art 1(20)).
PUBLISHABLE: tuple[Category, ...] = (Category.PERIODIC, Category.IMMEDIATE, Category.ANYTIME)
