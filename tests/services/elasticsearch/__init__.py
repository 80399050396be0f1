"""A real Elasticsearch node from Maven Central's jars, as one process on a free loopback port.

The jars (about 40 MB) are fetched and the one Java class is compiled on first use; both stay in the user's
cache.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.base import ServiceUnavailable, free_port, need_program, process, scratch_folder

VERSION = "8.19.5"
HERE = Path(__file__).parent
#: Loaded as modules of their own, not from the class path.
NETTY_PREFIXES = ("netty-", "transport-netty4-")


@dataclass(frozen=True)
class ElasticsearchNode:
    """`pid` is None for a server that the user named himself: it must not be stopped or frozen."""

    url: str
    pid: int | None = None


def _cache() -> Path:
    base = os.environ.get("TEST_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    sources = (HERE / "SingleNode.java").read_bytes() + (HERE / "pom.xml").read_bytes()
    return (
        Path(base)
        / "portal-ppid-tests"
        / f"elasticsearch-{VERSION}-{hashlib.sha256(sources).hexdigest()[:8]}"
    )


def _home() -> Path:
    """The installed node; fetched and compiled by whoever comes first."""
    folder = _cache()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    maven, compiler = need_program("mvn", "maven"), need_program("javac", "openjdk-17-jdk-headless")
    jars = folder / "lib"
    shutil.copy(HERE / "pom.xml", folder)
    _run([maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={jars}"], folder, 900)
    classes = folder / "classes"
    _run(
        [compiler, "-nowarn", "-cp", f"{jars}/*", "-d", str(classes), str(HERE / "SingleNode.java")],
        folder,
        120,
    )
    netty = folder / "modules" / "transport-netty4"
    netty.mkdir(parents=True, exist_ok=True)
    for jar in jars.iterdir():
        if jar.name.startswith(NETTY_PREFIXES):
            jar.rename(netty / jar.name)
    _describe(netty, "transport-netty4", "org.elasticsearch.transport.netty4.Netty4Plugin")
    indonesian = folder / "modules" / "indonesian"
    indonesian.mkdir(exist_ok=True)
    # No class may be on both class paths.
    plugin = folder / "plugin"
    plugin.mkdir(exist_ok=True)
    for compiled in classes.glob("SingleNode$*.class"):
        compiled.rename(plugin / compiled.name)
    shutil.make_archive(str(folder / "indonesian"), "zip", plugin)
    (folder / "indonesian.zip").rename(indonesian / "indonesian.jar")
    _describe(indonesian, "indonesian", "SingleNode$IndonesianPlugin")
    (folder / "complete").touch()


def _run(argv: list[str], folder: Path, timeout: int) -> None:
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        raise ServiceUnavailable(f"{Path(argv[0]).name} gagal: {(done.stdout + done.stderr)[-800:]}")


def _describe(folder: Path, name: str, classname: str) -> None:
    properties = {
        "name": name,
        "description": name,
        "version": VERSION,
        "elasticsearch.version": VERSION,
        "classname": classname,
        "java.version": "17",
        "has.native.controller": "false",
        "licensed": "false",
    }
    text = "".join(f"{key}={value}\n" for key, value in properties.items())
    (folder / "plugin-descriptor.properties").write_text(text)


def _ready(url: str) -> bool:
    """A bare node has no `GET /`; its health tells that it can create indexes."""
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=2) as answer:
            return json.load(answer)["status"] in ("green", "yellow")
    except (OSError, ValueError, KeyError, urllib.error.URLError):
        return False


@contextmanager
def elasticsearch(*, heap: str = "512m") -> Iterator[ElasticsearchNode]:
    """A node for the length of the block; the server of TEST_ELASTICSEARCH_URL where that is set.

    Raises:
        ServiceUnavailable: without Java, or without Maven or its registry on the first use.
    """
    given = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if given:
        yield ElasticsearchNode(given.rstrip("/"))
        return
    java, installed, port = need_program("java", "openjdk-17-jre-headless"), _home(), free_port()
    with scratch_folder("es") as home:
        for name in ("config", "plugins", "data", "logs"):
            (home / name).mkdir()
        # The node refuses symbolic links to its modules; they are small.
        shutil.copytree(installed / "modules", home / "modules")
        (home / "lib").symlink_to(installed / "lib")
        argv = [
            java, f"-Xms{heap}", f"-Xmx{heap}", f"-Djava.io.tmpdir={home}",
            "-cp", f"{installed / 'lib'}/*:{installed / 'classes'}", "SingleNode", str(home), str(port),
        ]  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        with process(argv, log=home / "log", ready=lambda: _ready(url), cwd=home, timeout=90) as running:
            yield ElasticsearchNode(url, running.pid)
