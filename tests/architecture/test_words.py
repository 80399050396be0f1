"""The project speaks of itself only: no workplace, no machine's paths, no registry's host, no secret."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT, tracked_files

# Written in halves, so that this file does not hold what it looks for.
WORDS = [
    "chat" + "gpt",
    "open" + "ai",
    "clau" + "de",
    "anthro" + "pic",
    "co" + "pilot",
    "gem" + "ini",
    "ll" + "ms?",
]
PATHS = ["/sr" + "v/", "/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w"]
HOSTS = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "npm" + r"js\.(org|com)",
    r"repo1?\.maven",
    "deb" + r"\.debian\.org",
    "docker" + r"\.io",
    "gh" + r"cr\.io",
]
SECRETS = [
    "-----BEGIN [A-Z ]*PRIVATE " + "KEY-----",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{30,}\b",
]
FORBIDDEN = {
    "workplace": re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE),
    # In capitals only: "ai" is a syllable of Indonesian.
    "workplace (initials)": re.compile(r"\b(A" + r"I|L" + r"LM)\b"),
    "a machine's path": re.compile(r"(?<![\w.:/-])(" + "|".join(PATHS) + ")"),
    "a registry's host": re.compile("|".join(HOSTS), re.IGNORECASE),
    "a secret": re.compile("|".join(SECRETS)),
}
BINARY = re.compile(r"\.(png|jpe?g|webp|ico|woff2?|ttf|pdf|xlsx?|ods|docx|icc|mo|gz|zip)$", re.IGNORECASE)
# Third-party files that are shipped as they are.
FOREIGN = re.compile(r"^static/(js/vendor/|vendor/|js/htmx)|(OFL|LICENSE)[\w.-]*$")


def readable() -> list[tuple[str, str]]:
    paths = [p for p in tracked_files() if not BINARY.search(p.name) and not FOREIGN.search(str(p))]
    return [(str(path), (ROOT / path).read_text(errors="replace")) for path in paths]


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_tracked_files_do_not_hold(kind):
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in readable()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[kind].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("workplace", "ditulis oleh Clau" + "de"),
        ("workplace (initials)", "dibantu A" + "I"),
        ("a machine's path", "cd /sr" + "v/portal"),
        ("a registry's host", "https://py" + "pi.org/simple"),
        ("a secret", "-----BEGIN RSA PRIVATE " + "KEY-----"),
    ],
)
def test_forbidden_words_are_found_when_planted(kind, line):
    assert FORBIDDEN[kind].search(line)
