"""PostgreSQL from Debian's package, in a folder of its own, with durability off: tests lose nothing."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.base import ServiceUnavailable, free_port, process, scratch_folder

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    # 200 filings at once each hold a connection of their own.
    "max_connections": "300",
    "shared_buffers": "128MB",
}


@dataclass(frozen=True)
class PostgresServer:
    url: str
    pid: int | None = None


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb is None:
        raise ServiceUnavailable("initdb tidak ada (paket Debian postgresql)")
    return Path(initdb).parent


def _owner() -> str | None:
    """The server refuses to run as root: root lends it the account ``postgres``, others run it themselves."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise ServiceUnavailable("akun postgres tidak ada (paket Debian postgresql)") from None
    return "postgres"


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given.startswith("postgres"):
        yield PostgresServer(given)
        return
    binaries, owner = _binaries(), _owner()
    with scratch_folder("pg") as folder:
        if owner:
            shutil.chown(folder, owner, owner)
        data, port = folder / "data", free_port()
        switch = {"user": owner, "group": owner, "extra_groups": []} if owner else {}
        subprocess.run( 
            [str(binaries / "initdb"), "-D", str(data), "-U", "portal", "-A", "trust", "--no-sync",
             "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=folder, timeout=120, **switch,
        )  # fmt: skip
        options = [part for key, value in FAST.items() for part in ("-c", f"{key}={value}")]
        argv = [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, *options]

        def ready() -> bool:
            check = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
            return subprocess.run(check, check=False).returncode == 0

        # SIGINT is PostgreSQL's "fast" shutdown: it ends open sessions instead of waiting for them.
        with process(
            argv, log=folder / "log", ready=ready, user=owner, cwd=folder, stop_signal=signal.SIGINT
        ) as running:
            yield PostgresServer(f"postgres://portal@127.0.0.1:{port}/postgres", running.pid)
