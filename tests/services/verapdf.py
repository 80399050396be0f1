"""veraPDF, the reference validator for PDF/A and PDF/UA, fetched once from Maven Central (about 19 MB).

The Java machine starts once for a whole list of files, so tests hand over all their files together.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.services.base import ServiceUnavailable, need_program, scratch_folder

VERSION = "1.28.2"
FLAVOURS = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>portal.tests</groupId><artifactId>verapdf</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency><groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId>
<version>{VERSION}</version></dependency></dependencies></project>
"""


@dataclass(frozen=True)
class VeraPdf:
    java: str
    jars: Path

    def check(self, files: Mapping[str, bytes], flavours: Sequence[str] = ("3a", "ua1")) -> dict[str, str]:
        """Faults by "name (standard)"; empty when every file keeps every standard."""
        faults: dict[str, str] = {}
        with scratch_folder("verapdf") as folder:
            paths = {}
            for number, (name, content) in enumerate(files.items()):
                path = folder / f"{number}.pdf"
                path.write_bytes(content)
                paths[str(path)] = name
            for flavour in flavours:
                for path, verdict in self._run(flavour, list(paths)).items():
                    if not verdict.startswith("PASS"):
                        faults[f"{paths[path]} ({FLAVOURS[flavour]})"] = verdict
        return faults

    def _run(self, flavour: str, paths: list[str]) -> dict[str, str]:
        argv = [self.java, "-Xmx512m", "-cp", f"{self.jars}/*", "org.verapdf.apps.GreenfieldCliWrapper"]
        argv += ["-f", flavour, "--format", "text", "-v", *paths]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=300, check=False)
        verdicts: dict[str, str] = {}
        current = ""
        for line in done.stdout.splitlines():
            if match := re.match(r"(PASS|FAIL) (\S+\.pdf)\b(.*)", line):
                current = match[2]
                verdicts[current] = match[1] + match[3]
            elif current and line.strip():
                verdicts[current] += "\n" + line.strip()
        for path in paths:
            # A file without a verdict is a fault, too: the validator may have given up on it.
            verdicts.setdefault(path, f"no verdict; {done.stderr[-1000:]}")
        return verdicts


def _cache() -> Path:
    base = os.environ.get("TEST_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "portal-ppid-tests" / f"verapdf-{VERSION}"


def verapdf() -> VeraPdf:
    """The validator, fetched on first use.

    Raises:
        ServiceUnavailable: without Java, or without Maven or its registry on the first use.
    """
    java = need_program("java", "openjdk-17-jre-headless")
    folder = _cache()
    folder.mkdir(parents=True, exist_ok=True)
    # Several test runs may start at once on a fresh machine; the folder is filled by one of them.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            _fetch(folder)
    return VeraPdf(java, folder / "lib")


def _fetch(folder: Path) -> None:
    maven = need_program("mvn", "maven")
    (folder / "pom.xml").write_text(POM)
    argv = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={folder / 'lib'}"]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise ServiceUnavailable(f"veraPDF {VERSION} tidak dapat diambil dari Maven: {done.stdout[-500:]}")
    (folder / "complete").touch()
