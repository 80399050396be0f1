"""Imports point down (.importlinter); a planted violation shows that the check can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def test_import_contracts_hold_when_linted():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-1000:]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("requests_app/planted.py", "import disclosure.models\n", "Apps only depend downwards"),
        ("search/planted.py", "import portal.content.models\n", "Apps only depend downwards"),
        ("portal/kernel/planted.py", "import django.conf\n", "Rules of law import neither"),
        ("disclosure/planted.py", "import weasyprint\n", "Only portal.pdf.engine knows WeasyPrint"),
        ("search/planted.py", "import elasticsearch\n", "Only search.engines.elasticsearch knows"),
    ],
)
def test_import_contracts_break_when_a_violation_is_planted(tmp_path, module, line, contract):
    for name in PRODUCT:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / module).write_text(line)
    result = lint(tmp_path)
    assert result.returncode == 1
    assert f"{contract}" in result.stdout.split("Broken contracts")[-1]


def test_no_day_is_taken_from_a_moment_without_its_time_zone():
    """Between midnight and seven in the morning WIB the day in UTC is yesterday: ``wib_date`` tells the day here."""
    pattern = re.compile(r"\b(?:now|\w+_at|moment)(?:\(\))?\.date\(\)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in ("portal", "disclosure", "requests_app", "search")
        for path in sorted((ROOT / app).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []
