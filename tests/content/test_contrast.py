"""Every pair of text and ground keeps 4.5:1, every border of a control 3:1, in light and dark."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"

TEXT_PAIRS = [
    (text, ground)
    for ground in ("ground", "surface", "steel-wash")
    for text in ("ink", "ink-2", "ink-3", "steel", "steel-dark", "ember-ink", "late", "ok", "warn")
] + [
    ("action-ink", "action"),
    ("action-ink", "action-hover"),
    ("steel-dark", "steel-tint"),
    ("steel", "steel-tint"),
    ("ink", "steel-tint"),
    ("ember-ink", "ember-tint"),
    ("ok", "ok-tint"),
    ("warn", "warn-tint"),
    ("late", "late-tint"),
    ("quiet", "quiet-tint"),
    ("ink", "ok-tint"),
    ("ink", "warn-tint"),
    ("ink", "late-tint"),
    ("alarm-ink", "alarm"),
    ("band-ink", "band"),
    ("band-ink-2", "band"),
    ("foot-ink", "foot"),
    ("foot-ink-2", "foot"),
]
SHAPE_PAIRS = [
    ("control", "ground"),
    ("control", "surface"),
    ("control", "steel-wash"),
    ("focus", "ground"),
    ("focus", "surface"),
    ("fill-steel", "ground"),
    ("fill-steel", "steel-wash"),
    ("fill-ok", "ground"),
    ("fill-late", "ground"),
    ("ember", "ember-tint"),
    ("ember", "steel-wash"),
    ("band-line", "band"),
]


def tokens() -> dict[str, dict[str, str]]:
    css = (CSS / "tokens.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    found = {
        "light": dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light)),
        "dark": dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", dark)),
    }
    return {"light": found["light"], "dark": {**found["light"], **found["dark"]}}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_keeps_contrast_on_its_ground(mode: str, text: str, ground: str) -> None:
    colours = tokens()[mode]
    assert ratio(colours[text], colours[ground]) >= 4.5, (colours[text], colours[ground])


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shape_keeps_contrast_on_its_ground(mode: str, shape: str, ground: str) -> None:
    colours = tokens()[mode]
    assert ratio(colours[shape], colours[ground]) >= 3, (colours[shape], colours[ground])


def test_every_colour_of_the_light_mode_has_a_dark_value() -> None:
    css = (CSS / "tokens.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    names = [set(re.findall(r"--([a-z0-9-]+): #", part)) for part in (light, dark)]
    assert names[0] == names[1]


def test_back_office_uses_the_same_values_in_the_light() -> None:
    admin = (CSS / "admin.css").read_text().split("@media")[0]
    light = tokens()["light"]
    for name, value in re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", admin):
        assert light[name] == value, name


def test_style_sheets_use_no_token_that_is_not_defined() -> None:
    defined = set(re.findall(r"--([a-z0-9-]+):", (CSS / "tokens.css").read_text()))
    for name in ("base", "layout", "components", "shared", "search", "utilities"):
        used = set(re.findall(r"var\(--([a-z0-9-]+)", (CSS / f"{name}.css").read_text()))
        assert used <= defined, (name, used - defined)
