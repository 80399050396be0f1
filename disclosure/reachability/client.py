"""One polite request at a time: HEAD, else GET of a little, redirects followed by hand through the guard."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.robotparser
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from disclosure.law.freshness import is_deep_link
from disclosure.reachability import guard
from disclosure.reachability.guard import Forbidden, NoSuchHost, Target
from disclosure.reachability.models import Verdict

SECONDS = 10.0
MOST_REDIRECTS = 5
READ_BYTES = 2048
ROBOTS_BYTES = 256 * 1024
#: What HEAD may answer although the page is there.
_ASK_WITH_GET = frozenset({400, 403, 404, 405, 406, 410, 500, 501, 502, 503})
#: The server says it is gone, or cannot serve it; other refusals may be meant for us alone.
_GONE = frozenset({404, 410})
_AGENT_NAME = "PPID-Cilegon-LinkCheck"


def user_agent() -> str:
    return f"{_AGENT_NAME}/1.0 (+{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/kontak/)"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``answered``: a server spoke, so the line between us and the world works."""

    verdict: Verdict
    proof: str
    answered: bool = False


class _PinnedHTTPS(http.client.HTTPSConnection):
    """TLS for the name, to the address that the guard has looked at."""

    def __init__(self, target: Target, timeout: float) -> None:
        self._context_of_name = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=timeout, context=self._context_of_name)
        self._ip = target.ip

    def connect(self) -> None:
        plain = socket.create_connection((self._ip, self.port), self.timeout)
        self.sock = self._context_of_name.wrap_socket(plain, server_hostname=self.host)


class _Pinned(http.client.HTTPConnection):
    def __init__(self, target: Target, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._ip = target.ip

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)


def ask(method: str, target: Target, *, seconds: float = SECONDS, most: int = READ_BYTES) -> Answer:
    """One request. Raises OSError (ssl.SSLError among them) and http.client.HTTPException."""
    kind = _PinnedHTTPS if target.scheme == "https" else _Pinned
    connection = kind(target, seconds)
    try:
        path = quote(target.path, safe="/?&=%:;,+~@!$'()*[]#-._")
        connection.request(method, path, headers={"User-Agent": user_agent(), "Accept": "*/*"})
        response = connection.getresponse()
        body = b"" if method == "HEAD" else response.read(most)
        return Answer(response.status, response.getheader("Location") or "", body)
    finally:
        connection.close()


@dataclass
class Visitor:
    """Remembers what each site has said in robots.txt, for one round."""

    seconds: float = SECONDS
    _rules: dict[str, urllib.robotparser.RobotFileParser | None] = field(default_factory=dict)

    def may_visit(self, url: str) -> bool:
        """What cannot be read forbids nothing (RFC 9309, 2.3.1)."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read(f"{site}/robots.txt")
        rules = self._rules[site]
        return rules is None or rules.can_fetch(_AGENT_NAME, url)

    def _read(self, url: str) -> urllib.robotparser.RobotFileParser | None:
        try:
            answer = ask("GET", guard.target_of(url), seconds=self.seconds, most=ROBOTS_BYTES)
        except (OSError, http.client.HTTPException, Forbidden, NoSuchHost):
            return None
        if answer.status != 200:
            return None
        rules = urllib.robotparser.RobotFileParser()
        rules.parse(answer.body.decode("utf-8", errors="replace").splitlines())
        return rules

    def probe(self, url: str) -> Outcome:
        """Whether everyone can open this address now. Never raises; `proof` is one sentence for people."""
        try:
            guard.target_of(url)
            if not self.may_visit(url):
                return Outcome(Verdict.UNSURE, "Situs itu meminta tidak diperiksa oleh program (robots.txt).")
            return self._follow(url)
        except NoSuchHost:
            return Outcome(Verdict.DEAD, "Nama situsnya tidak ditemukan.")
        except Forbidden as refusal:
            return Outcome(Verdict.DEAD, f"Tidak dapat dibuka umum: {refusal}.")
        except ssl.SSLError:
            return Outcome(Verdict.UNSURE, "Sertifikat keamanan situsnya tidak dapat diperiksa.")
        except TimeoutError:
            return Outcome(Verdict.DEAD, f"Tidak menjawab dalam {self.seconds:.0f} detik.")
        except (OSError, http.client.HTTPException):
            return Outcome(Verdict.DEAD, "Sambungan ditolak atau terputus.")

    def _follow(self, url: str) -> Outcome:
        here = url
        for _step in range(MOST_REDIRECTS + 1):
            target = guard.target_of(here)
            answer = ask("HEAD", target, seconds=self.seconds)
            if answer.status in _ASK_WITH_GET:
                answer = ask("GET", target, seconds=self.seconds)
            if answer.status in (301, 302, 303, 307, 308) and answer.location:
                here = urljoin(here, answer.location)
                continue
            return self._judge(url, here, answer.status)
        return Outcome(Verdict.DEAD, "Dialihkan berputar-putar.")

    @staticmethod
    def _judge(url: str, here: str, status: int) -> Outcome:
        if 200 <= status < 300:
            if is_deep_link(url) and not is_deep_link(here):
                return Outcome(
                    Verdict.DEAD, "Dialihkan ke halaman depan situs; dokumennya tidak ada lagi.", True
                )
            return Outcome(Verdict.REACHABLE, f"Dapat dibuka ({status}).", True)
        if status in _GONE:
            return Outcome(Verdict.DEAD, f"Halaman tidak ada ({status}).", True)
        if status >= 500:
            return Outcome(Verdict.DEAD, f"Situsnya rusak ({status}).", True)
        return Outcome(Verdict.UNSURE, f"Situs itu menolak pemeriksaan ({status}); periksa sendiri.", True)
