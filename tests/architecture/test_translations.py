"""Translations: every Indonesian source string has its English, and every catalogue compiles.

Source strings are Indonesian. ``locale/en`` is made by ``make messages`` and completed by hand; ``locale/id``
holds only overrides of Wagtail's and other libraries' own (English) strings, written by hand.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import wagtail

from tests.architecture.source import ROOT, tracked_files
from tests.services.base import missing

CATALOGUES = sorted(path for path in tracked_files() if path.suffix == ".po")
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(context, message) of every string that the code wraps today."""
    if shutil.which("xgettext") is None:
        missing("xgettext tidak ada (paket Debian gettext)")
    folder = tmp_path_factory.mktemp("messages")
    for path in tracked_files():
        if path.parts[0] in {"portal", "disclosure", "requests_app", "search", "templates", "manage.py"}:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    (folder / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-location", "--no-wrap"],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return keys(polib.pofile(str(folder / ENGLISH)))


def keys(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_catalogue_compiles(path, tmp_path):
    if shutil.which("msgfmt") is None:
        missing("msgfmt tidak ada (paket Debian gettext)")
    result = subprocess.run(
        ["msgfmt", "--check-format", "-o", str(tmp_path / "x.mo"), str(ROOT / path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def english() -> polib.POFile:
    return polib.pofile(str(ROOT / ENGLISH))


def test_english_knows_every_string_of_the_code(english, extracted):
    assert sorted(extracted - keys(english)) == [], "jalankan `make messages` lalu lengkapi locale/en"


def test_english_is_complete(english):
    undone = [e.msgid for e in english if not e.obsolete and ("fuzzy" in e.flags or not e.translated())]
    assert undone == []


def test_english_keeps_every_placeholder(english):
    """A translation that drops %(count)s hides a figure; one that invents it breaks the page."""
    wrong = []
    for entry in english:
        if entry.obsolete or not entry.translated():
            continue
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in texts:
            found = set(PLACEHOLDER.findall(text))
            # A singular form may say "one" instead of the number.
            if not found <= wanted or (wanted - found and not entry.msgid_plural):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_indonesian_overrides_are_filled():
    catalogue = polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    assert [e.msgid for e in catalogue if not e.obsolete and not e.translated()] == []


# Of Wagtail, the parts that are not installed here.
NOT_INSTALLED = re.compile(
    r"contrib/(styleguide|simple_translation|table_block|typed_table_block|search_promotions)/|/locales/"
)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_word_of_the_admin_has_its_indonesian(domain):
    """Wagtail's own catalogue is about a third complete; an upgrade brings new words, which this finds."""
    own = polib.pofile(str(ROOT / f"locale/id/LC_MESSAGES/{domain}.po"))
    known = {(e.msgctxt, e.msgid) for e in own if e.translated()}
    untold = []
    for path in Path(wagtail.__file__).parent.rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
        if NOT_INSTALLED.search(str(path)):
            continue
        theirs = path.parents[2] / "id_ID" / "LC_MESSAGES" / f"{domain}.po"
        if theirs.exists():
            known |= {(e.msgctxt, e.msgid) for e in polib.pofile(str(theirs)) if e.translated()}
        untold += [e.msgid for e in polib.pofile(str(path)) if (e.msgctxt, e.msgid) not in known]
    assert untold == []
