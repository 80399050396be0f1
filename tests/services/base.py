"""What every throw-away server shares: a free port, a process that is surely stopped, skip or fail."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")


class ServiceUnavailable(RuntimeError):
    """A program or file that the server needs is absent; the message names it and its package."""


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() == "true"


def missing(reason: str) -> NoReturn:
    """End the running test: skipped with its reason on a developer's machine, failed where ``CI=true``."""
    if in_ci():
        pytest.fail(f"CI=true, tetapi bagian ini tidak ada: {reason}", pytrace=False)
    pytest.skip(reason)


@contextmanager
def need(server: AbstractContextManager[T]) -> Iterator[T]:
    """Enter a server for a fixture; an absent one skips or fails the test instead of erroring."""
    try:
        value = server.__enter__()
    except ServiceUnavailable as error:
        missing(str(error))
    try:
        yield value
    finally:
        server.__exit__(None, None, None)


def need_program(name: str, package: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise ServiceUnavailable(f"program {name} tidak ada (paket Debian {package})")
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A folder of our own under the system's temporary folder, removed at the end whatever lies in it."""
    path = Path(tempfile.mkdtemp(prefix=f"portal-{prefix}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def process(
    argv: Sequence[str | Path],
    *,
    log: Path,
    ready: Callable[[], bool],
    timeout: float = 60.0,
    stop_signal: int = signal.SIGTERM,
    user: str | None = None,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``argv`` until the block ends. ``ready`` is asked every 0.1 s, for at most ``timeout`` seconds."""
    switch = {"user": user, "group": user, "extra_groups": []} if user else {}
    with log.open("wb") as output:
        running = subprocess.Popen( 
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            cwd=cwd, env=env, start_new_session=True, **switch,
        )  # fmt: skip
        try:
            _wait(running, ready, timeout, log)
            yield running
        finally:
            _stop(running, stop_signal)


def _wait(running: subprocess.Popen[bytes], ready: Callable[[], bool], timeout: float, log: Path) -> None:
    deadline = time.monotonic() + timeout
    while not ready():
        if running.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise RuntimeError(
                f"{running.args!r} tidak siap dalam {timeout:.0f} s; catatannya berakhir:\n{tail}"
            )
        time.sleep(0.1)


def _stop(running: subprocess.Popen[bytes], stop_signal: int) -> None:
    if running.poll() is not None:
        return
    # A stopped (SIGSTOP) server, as the fault tests make one, cannot end before it goes on.
    running.send_signal(signal.SIGCONT)
    running.send_signal(stop_signal)
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait(timeout=20)


def accepts_connections(port: int, host: str = "127.0.0.1") -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
