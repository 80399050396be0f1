"""A round through what live entries point at: each address once, a pause between two knocks at one door."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from disclosure.models import EvidenceOutage, ListEntry
from disclosure.reachability.client import Outcome, Visitor
from disclosure.reachability.messages import tell_owner
from disclosure.reachability.models import LinkResult, Verdict
from disclosure.selectors import live_entries
from disclosure.services.freshness import note_reachability
from portal.files.models import StoredFile
from portal.kernel.moments import wib_date

PAUSE_SECONDS = 2.0
#: So many sites fail and not one answers: it is our own line that is down, and nobody is blamed.
OWN_LINE_DOWN = 3

Probe = Callable[[str], Outcome]


@dataclass
class Round:
    """What one round found; figures for the command and its JSON."""

    checked: int = 0
    reachable: int = 0
    dead: int = 0
    unsure: int = 0
    newly_dead: int = 0
    told: int = 0
    line_down: bool = False
    problems: list[dict[str, object]] = field(default_factory=list)


def digest_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def keep_result(address: str, outcome: Outcome, now: datetime) -> LinkResult:
    values = {
        "address": address[:2000], "verdict": outcome.verdict, "proof": outcome.proof[:300], "checked_at": now
    }  # fmt: skip
    return LinkResult.objects.update_or_create(digest=digest_of(address), defaults=values)[0]


def look_at_file(stored: StoredFile) -> Outcome:
    """A file of ours: there, not empty, and as long as it was."""
    try:
        size = stored.file.size
    except (OSError, ValueError):
        return Outcome(Verdict.DEAD, "Berkasnya tidak ada di penyimpanan.")
    if size == 0 or (not stored.encrypted and size != stored.size):
        return Outcome(Verdict.DEAD, "Berkasnya kosong atau terpotong.")
    return Outcome(Verdict.REACHABLE, "Berkasnya utuh.")


def by_turns(addresses: Iterable[str]) -> Iterator[str]:
    """Sites take turns, so that the pause at one is spent at another."""
    queues: dict[str, deque[str]] = defaultdict(deque)
    for address in dict.fromkeys(addresses):
        queues[urlsplit(address).netloc.lower()].append(address)
    while queues:
        for site in list(queues):
            yield queues[site].popleft()
            if not queues[site]:
                del queues[site]


def visit_all(
    addresses: Iterable[str],
    *,
    probe: Probe,
    pause: float,
    sleep: Callable[[float], None],
    clock: Callable[[], float],
    progress: Callable[[int], None] = lambda _done: None,
) -> dict[str, Outcome]:
    """Address -> outcome; at least ``pause`` seconds between two visits to one site."""
    last: dict[str, float] = {}
    found: dict[str, Outcome] = {}
    for address in by_turns(addresses):
        site = urlsplit(address).netloc.lower()
        wait = last.get(site, float("-inf")) + pause - clock()
        if wait > 0:
            sleep(wait)
        found[address] = probe(address)
        last[site] = clock()
        progress(len(found))
    return found


def check_round(
    *,
    now: datetime,
    agency_id: int | None = None,
    visitor: Visitor | None = None,
    pause: float = PAUSE_SECONDS,
    sleep: Callable[[float], None],
    clock: Callable[[], float],
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
) -> Round:
    """Ask about everything live entries rest on, note it per entry, tell owners of what died on a third day."""
    entries = live_entries(now).order_by("pk")
    if agency_id is not None:
        entries = entries.filter(agency_id=agency_id)
    held = list(entries)
    addresses = [link.url for entry in held for link in entry.links.all()]
    probe = (visitor or Visitor()).probe
    outcomes = visit_all(addresses, probe=probe, pause=pause, sleep=sleep, clock=clock, progress=progress)
    result = Round(line_down=_is_own_line(outcomes))
    for entry in held:
        for address, what, outcome in _evidence(entry, outcomes, result.line_down):
            _count(result, outcome)
            if not dry_run:
                _note(result, entry, address, what, outcome, now)
    if not dry_run and not result.line_down:
        for address, outcome in outcomes.items():
            keep_result(address, outcome, now)
    return result


def _is_own_line(outcomes: dict[str, Outcome]) -> bool:
    dead = {urlsplit(url).netloc for url, one in outcomes.items() if one.verdict is Verdict.DEAD}
    return len(dead) >= OWN_LINE_DOWN and not any(one.answered for one in outcomes.values())


def _evidence(
    entry: ListEntry, outcomes: dict[str, Outcome], line_down: bool
) -> Iterator[tuple[str, str, Outcome]]:
    for file in entry.files.all():
        yield str(file.stored_id), str(file), look_at_file(file.stored)
    if not line_down:
        for link in entry.links.all():
            yield link.url, link.url, outcomes[link.url]


def _count(result: Round, outcome: Outcome) -> None:
    result.checked += 1
    setattr(result, outcome.verdict.value, getattr(result, outcome.verdict.value) + 1)


def _note(result: Round, entry: ListEntry, address: str, what: str, outcome: Outcome, now: datetime) -> None:
    if outcome.verdict is Verdict.UNSURE:
        return  # neither a day of failure nor a recovery
    day = wib_date(now)
    outage = note_reachability(
        entry=entry, address=address, reachable=outcome.verdict is Verdict.REACHABLE, on=day, now=now,
        proof=outcome.proof,
    )  # fmt: skip
    if outcome.verdict is not Verdict.DEAD or outage is None:
        return
    result.problems.append(
        {
            "agency": entry.agency.code, "entry": entry.pk, "address": what, "proof": outcome.proof,
            "days": outage.days, "since": outage.failed_on.isoformat(), "dead": outage.dead_on is not None,
        }
    )  # fmt: skip
    if outage.dead_on == day:
        result.newly_dead += 1
        result.told += tell_owner(outage=outage, what=what, now=now)


def open_outages(entry_ids: Iterable[int]) -> dict[int, list[EvidenceOutage]]:
    """Entry -> runs of failure that still last, for pages that show the proof; one query."""
    found: dict[int, list[EvidenceOutage]] = {}
    for row in EvidenceOutage.objects.filter(entry__in=list(entry_ids), recovered_on__isnull=True):
        found.setdefault(row.entry_id, []).append(row)
    return found


def refused_links(addresses: Iterable[str]) -> list[LinkResult]:
    """What is known of these addresses and is not well: dead, or not to be told; one query."""
    digests = [digest_of(address) for address in addresses if address]
    if not digests:
        return []
    return list(LinkResult.objects.filter(digest__in=digests).exclude(verdict=Verdict.REACHABLE))
