from pathlib import Path

import pytest
import yaml

from disclosure.law.categories import Category
from disclosure.law.obligations import Audience, Duty, ItemRule, Level

CATALOGUE = Path(__file__).parents[3] / "disclosure" / "data" / "catalogue_perki_1_2021.yaml"


@pytest.fixture(scope="session")
def rules() -> tuple[ItemRule, ...]:
    document = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    perki = next(one for one in document["lists"] if one["key"] == "perki-1-2021")
    return tuple(
        ItemRule(
            row["key"],
            Category(row["category"]),
            Level(row["level"]),
            row.get("parent"),
            row.get("interval"),
            frozenset(Audience(a) for a in row["for"]),
            Duty(row.get("duty", "own")),
            row["id"],
        )
        for row in perki["items"]
    )
