"""A real clamd that knows one signature, EICAR's test file: a scanner that needs no signature feed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.services.base import accepts_connections, free_port, need_program, process, scratch_folder

# In two parts, so that no scanner on a developer's machine takes this module for the test file itself.
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"


@dataclass(frozen=True)
class Clamd:
    host: str
    port: int
    pid: int | None = None

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"


@contextmanager
def clamd() -> Iterator[Clamd]:
    given = os.environ.get("TEST_CLAMD")
    if given:
        host, _, port = given.rpartition(":")
        yield Clamd(host, int(port))
        return
    program = need_program("clamd", "clamav-daemon")
    with scratch_folder("clamd") as folder:
        # clamd may give up root for its own account: it must be able to read this folder then.
        folder.chmod(0o755)
        (folder / "db").mkdir()
        (folder / "db" / "eicar.hdb").write_text(SIGNATURE)
        port = free_port()
        config = folder / "clamd.conf"
        config.write_text(
            f"DatabaseDirectory {folder / 'db'}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\n"
            "StreamMaxLength 25M\nMaxThreads 4\nTemporaryDirectory /tmp\n"
        )
        with process(
            [program, "--foreground", "-c", config],
            log=folder / "log",
            ready=lambda: accepts_connections(port),
        ) as running:
            yield Clamd("127.0.0.1", port, running.pid)
