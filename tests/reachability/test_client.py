"""One visit: where the portal may knock, how it asks, and what it concludes. Against a real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from disclosure.reachability import guard
from disclosure.reachability.client import Visitor, user_agent
from disclosure.reachability.models import Verdict

#: path -> (status for HEAD, status for GET, location)
PAGES: dict[str, tuple[int, int, str]] = {
    "/dokumen/apbd.pdf": (200, 200, ""),
    "/dokumen/hilang.pdf": (404, 404, ""),
    "/dokumen/tanpa-head.pdf": (405, 200, ""),
    "/dokumen/head-bohong.pdf": (404, 200, ""),
    "/dokumen/ditolak.pdf": (403, 403, ""),
    "/dokumen/rusak.pdf": (500, 500, ""),
    "/dokumen/pindah.pdf": (301, 301, "/dokumen/apbd.pdf"),
    "/dokumen/ke-beranda.pdf": (302, 302, "/"),
    "/dokumen/berputar.pdf": (302, 302, "/dokumen/berputar.pdf"),
    "/dokumen/ke-dalam.pdf": (302, 302, "http://dalam.test/x.pdf"),
    "/dokumen/ke-berkas.pdf": (302, 302, "file:///etc/passwd"),
    "/rahasia/a.pdf": (200, 200, ""),
    "/": (200, 200, ""),
}


class _Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []

    def _answer(self, place: int) -> None:
        self.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        if self.path == "/robots.txt":
            body = b"User-agent: *\nDisallow: /rahasia/\n"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        page = PAGES.get(self.path, (404, 404, ""))
        self.send_response(page[place])
        if page[2]:
            self.send_header("Location", page[2])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        self._answer(0)

    def do_GET(self) -> None:
        self._answer(1)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site named situs.test that resolves to loopback; only for it the guard looks away."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = {"situs.test": "127.0.0.1", "dalam.test": "10.1.2.3"}
    monkeypatch.setattr(guard, "resolve", lambda host, port: [names[host]])
    real = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda ip: ip == "127.0.0.1" or real(ip))
    monkeypatch.setattr(guard, "PORTS", frozenset({80, 443, server.server_port}))
    _Site.asked.clear()
    yield f"http://situs.test:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "verdict", "words"),
    [
        ("apbd.pdf", Verdict.REACHABLE, "200"),
        ("pindah.pdf", Verdict.REACHABLE, "200"),
        ("tanpa-head.pdf", Verdict.REACHABLE, "200"),
        ("head-bohong.pdf", Verdict.REACHABLE, "200"),
        ("hilang.pdf", Verdict.DEAD, "404"),
        ("rusak.pdf", Verdict.DEAD, "500"),
        ("ke-beranda.pdf", Verdict.DEAD, "halaman depan"),
        ("berputar.pdf", Verdict.DEAD, "berputar"),
        ("ditolak.pdf", Verdict.UNSURE, "403"),
        ("ke-dalam.pdf", Verdict.DEAD, "jaringan dalam"),
        ("ke-berkas.pdf", Verdict.DEAD, "bukan alamat http"),
    ],
)
def test_visit_concludes_what_a_citizen_would_find(
    site: str, page: str, verdict: Verdict, words: str
) -> None:
    found = Visitor().probe(f"{site}/dokumen/{page}")
    assert (found.verdict, words in found.proof) == (verdict, True), found


def test_head_comes_first_and_the_visitor_says_who_it_is(site: str) -> None:
    Visitor().probe(f"{site}/dokumen/apbd.pdf")
    assert [(method, path) for method, path, _agent in _Site.asked] == [
        ("GET", "/robots.txt"),
        ("HEAD", "/dokumen/apbd.pdf"),
    ]
    assert {agent for _m, _p, agent in _Site.asked} == {user_agent()} and "/kontak/" in user_agent()


def test_robots_are_asked_once_and_obeyed(site: str) -> None:
    visitor = Visitor()
    for _time in range(2):
        assert visitor.probe(f"{site}/rahasia/a.pdf").verdict is Verdict.UNSURE
    assert [path for _m, path, _a in _Site.asked] == ["/robots.txt"]


def test_silent_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(guard, "resolve", lambda host, port: ["127.0.0.1"])
        monkeypatch.setattr(guard, "is_public", lambda ip: True)
        monkeypatch.setattr(guard, "PORTS", frozenset({silent.getsockname()[1]}))
        found = Visitor(seconds=0.2).probe(f"http://situs.test:{silent.getsockname()[1]}/a.pdf")
    assert found.verdict is Verdict.DEAD and "Tidak menjawab" in found.proof and not found.answered


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "bukan alamat"],
)  # fmt: skip
def test_own_networks_are_not_public(ip: str) -> None:
    assert not guard.is_public(ip)


def test_world_is_public() -> None:
    assert guard.is_public("103.10.66.1") and guard.is_public("2001:4860:4860::8888")


@pytest.mark.parametrize(
    "url",
    ["ftp://situs.test/a", "javascript:alert(1)", "http://situs.test:22/a", "http://budi:rahasia@situs.test/a",
     "http://situs.test:99999/", "http:///a", "http://[::1]/a", "http://127.0.0.1/a", "http://2130706433/a"],
)  # fmt: skip
def test_address_that_is_no_public_web_address_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(guard, "resolve", lambda host, port: ["127.0.0.1" if host == "2130706433" else host])
    with pytest.raises(guard.Forbidden):
        guard.target_of(url)


def test_one_private_address_among_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "resolve", lambda host, port: ["103.10.66.1", "10.0.0.1"])
    with pytest.raises(guard.Forbidden):
        guard.target_of("https://situs.test/a")
