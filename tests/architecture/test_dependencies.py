"""What the project stands on: pinned, explained, and under licences that BSD-3-Clause may stand on."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from tests.architecture.source import ROOT

PERMISSIVE = (
    r"\b(MIT|BSD|Apache|ISC|ISCL|PSF\w*|Python Software Foundation|0BSD|CNRI-Python|Unlicense|Zlib)\b"
)
WEAK_COPYLEFT = r"\b(MPL|Mozilla Public License|LGPL\w*|Lesser General Public)\b"
STRONG_COPYLEFT = r"\bA?GPL"
# What the metadata leave out, read from the package's own licence file.
BY_HAND = {
    "axe-playwright-python": "MIT",
    "types-python-dateutil": "Apache-2.0",
    "types-pyyaml": "Apache-2.0",
}


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    return dict(line.split("==") for line in lines if re.match(r"[\w.-]+==", line))


def direct(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {re.split(r"[\[<>=~]", line)[0].strip() for line in lines if re.match(r"\w", line)}


def licence_of(package: str) -> str:
    if package in BY_HAND:
        return BY_HAND[package]
    facts = metadata.metadata(package)
    classes = [c for c in facts.get_all("Classifier") or [] if c.startswith("License")]
    return " / ".join([facts.get("License-Expression") or "", *classes, (facts.get("License") or "")[:120]])


RUN = sorted(pinned("requirements.txt"))
ALL = sorted({*RUN, *pinned("requirements-dev.txt")})


@pytest.mark.parametrize("package", ALL)
def test_licence_may_stand_under_bsd(package):
    try:
        licence = licence_of(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} tidak terpasang (penanda platform)")
    friendly = re.search(PERMISSIVE, licence) or re.search(WEAK_COPYLEFT, licence)
    assert friendly, f"{package}: {licence}"
    if re.search(STRONG_COPYLEFT, licence):
        # Under several licences one may choose; a choice beside the GPL must be there.
        assert "/" in licence or " OR " in licence, f"{package}: {licence}"


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_direct_dependencies_are_explained(name):
    text = (ROOT / "docs/dependencies.md").read_text().lower()
    assert {
        package for package in direct(name) if not re.search(rf"\b{re.escape(package.lower())}\b", text)
    } == set()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_direct_dependency_is_pinned(name):
    locked = {re.sub(r"[-_.]+", "-", package).lower() for package in pinned(f"{name}.txt")}
    wanted = {re.sub(r"[-_.]+", "-", package).lower() for package in direct(f"{name}.in")}
    assert wanted <= locked


def test_both_locks_agree_where_they_overlap():
    run, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: (run[name], dev[name]) for name in run.keys() & dev.keys() if run[name] != dev[name]} == {}


def test_installed_versions_are_the_pinned_ones():
    wrong = {}
    for package, version in {**pinned("requirements.txt"), **pinned("requirements-dev.txt")}.items():
        try:
            installed = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
        if installed != version:
            wrong[package] = (installed, version)
    assert wrong == {}
