"""`make`, `.ci/` and what the tests do when a part of the machine is missing."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.services.base import ServiceUnavailable, missing, need, need_program

ROOT_ENV = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


@contextmanager
def absent():
    raise ServiceUnavailable("program x tidak ada (paket Debian x)")
    yield


def test_missing_part_skips_with_its_reason_when_a_developer_runs_the_tests(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="paket Debian x"), need(absent()):
        pass


def test_missing_part_fails_when_ci_runs_the_tests(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="paket Debian x"), need(absent()):
        pass
    with pytest.raises(pytest.fail.Exception):
        missing("apa pun")


def test_absent_program_is_named_with_its_package():
    with pytest.raises(ServiceUnavailable, match=r"tidak-ada-sungguh .*paket Debian contoh"):
        need_program("tidak-ada-sungguh", "contoh")


def test_ci_calls_make_test_and_nothing_else():
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines == [
        "#!/usr/bin/env bash",
        "set -euo pipefail",
        'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
        "exec make test",
    ]


def test_help_lists_every_target_a_person_may_want():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"demo", "test", "test-fast", "lint", "messages", "help"} <= set(
        re.findall(r"make ([\w-]+)", shown)
    )


def fake_machine(folder: Path, **programs: str) -> dict[str, str]:
    """Programs that answer as given, before the real ones on the path."""
    for name, body in programs.items():
        script = folder / name.replace("_", "-")
        script.write_text(f"#!/bin/bash\n{body}\n")
        script.chmod(0o755)
    return {**ROOT_ENV, "PATH": f"{folder}:{ROOT_ENV['PATH']}"}


def test_system_packages_are_named_and_the_work_goes_on_when_not_root(tmp_path):
    env = fake_machine(tmp_path, id="echo 1000", dpkg_query="exit 1", apt_get="echo dipanggil >&2; exit 1")
    result = subprocess.run(
        [".ci/system", "test"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0
    assert "sudo sh -c" in result.stderr
    assert {"libpango-1.0-0", "chromium", "postgresql"} <= set(re.findall(r"[\w.+-]+", result.stderr))
    assert "dipanggil" not in result.stderr


def test_system_packages_are_installed_when_root_and_only_those_missing(tmp_path):
    env = fake_machine(
        tmp_path,
        id="echo 0",
        dpkg_query='[ "${@: -1}" = gettext ] && exit 1; echo installed',
        apt_get=f'echo "$@" >> {tmp_path}/calls',
    )
    subprocess.run([".ci/system", "run"], cwd=ROOT, env=env, capture_output=True, check=True)
    update, install = (tmp_path / "calls").read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("--no-install-recommends gettext")


def test_absent_package_fails_only_where_ci_asks_for_it(tmp_path):
    env = fake_machine(tmp_path, id="echo 0", dpkg_query="exit 1", apt_get="exit 100", sleep="exit 0")
    for ci, code in (("", 0), ("true", 1)):
        result = subprocess.run(
            [".ci/system", "test"],
            cwd=ROOT,
            env={**env, "CI": ci},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == code
        assert "Tidak dapat dipasang" in result.stderr


def test_steps_run_all_and_end_with_the_counts_when_one_fails(tmp_path):
    env = fake_machine(
        tmp_path,
        make='case "$2" in a) echo "3 passed, 1 skipped in 0.10s";; '
        'b) echo "1 failed, 2 passed in 1.00s"; exit 1;; c) echo halus;; esac',
    )
    result = subprocess.run(
        [".ci/steps", "a", "b", "c"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stdout.splitlines()[-2:] == ["Gagal: b", "5 passed, 1 failed, 1 skipped"]
    assert "halus" in result.stdout
