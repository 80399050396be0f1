"""`make demo` on a clean copy: everything it promises stands, and the second run keeps what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def clean_copy(place: Path) -> Path:
    """What git would check out, with the environment of this run beside it (installing is proved by CI itself)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    (place / ".venv").symlink_to((ROOT / ".venv").resolve(), target_is_directory=True)
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    subprocess.run(["git", "add", "-A", "--force"], cwd=place, check=True, capture_output=True)
    return place


def make_demo(place: Path) -> str:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "TEST_", "PYTEST_", "CI"))
    }
    done = subprocess.run(
        ["make", "demo", "PORT=8765", "SERVE=0"],
        cwd=place, env=environment, capture_output=True, text=True, timeout=800,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def rows(place: Path, table: str) -> int:
    with sqlite3.connect(place / "var/portal.sqlite3") as database:
        return int(database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="needs the .venv that make sets up")
def test_demo_stands_on_a_clean_clone_and_keeps_its_data_the_second_time(tmp_path):
    place = clean_copy(tmp_path / "portal")
    begun = time.monotonic()
    told = make_demo(place)
    first = time.monotonic() - begun
    assert "http://127.0.0.1:8765/" in told
    for role in ("operator", "pelaksana", "atasan", "pimpinan", "admin"):
        assert f"{role}" in told.lower(), f"no login printed for {role}"
    tables = ("requests_app_informationrequest", "disclosure_listentry", "search_searchrecord")
    before = [rows(place, table) for table in tables]
    assert all(before)
    begun = time.monotonic()
    make_demo(place)
    assert [rows(place, table) for table in tables] == before
    assert time.monotonic() - begun < first / 4
