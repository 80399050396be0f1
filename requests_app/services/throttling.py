"""Guessing tracking codes is slowed per case and per network, never for a whole carrier.

Thousands of phones share one address: what counts is the pair of network and number. The correct code of one
case is never refused because of what others behind the same address do to other cases.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from portal.crypto.fields import blind_index
from portal.kernel.errors import RuleViolation
from portal.kernel.formats import waktu
from requests_app.models import LookupThrottle

WINDOW = timedelta(hours=1)
#: Wrong codes for one number from one network, and for one number from everywhere, within WINDOW.
FROM_ONE_NETWORK = 10
FROM_EVERYWHERE = 100


class TooManyGuesses(RuleViolation):
    """Wait: the number was tried too often. Says nothing about whether it exists."""

    code = "too_many_guesses"


@dataclass(frozen=True)
class Guess:
    """One look-up: the number as normalised, the address it came from."""

    number: str
    address: str

    @property
    def keys(self) -> tuple[tuple[str, int], ...]:
        pair = blind_index(f"lookup:{network_of(self.address)}:{self.number}")
        return ((pair, FROM_ONE_NETWORK), (blind_index(f"lookup:*:{self.number}"), FROM_EVERYWHERE))


def network_of(address: str) -> str:
    """The /24 of an IPv4 or the /48 of an IPv6 address; what cannot be read is one network of its own."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    length = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def check(guess: Guess, *, now: datetime) -> None:
    """Raises TooManyGuesses with the time from which it may be tried again."""
    limits = dict(guess.keys)
    for row in LookupThrottle.objects.filter(key__in=limits, since__gt=now - WINDOW):
        if row.failures >= limits[row.key]:
            raise TooManyGuesses(
                _(
                    "Terlalu banyak percobaan untuk nomor ini. Coba lagi pukul %(time)s, atau hubungi petugas "
                    "untuk kode baru."
                )
                % {"time": waktu(row.since + WINDOW)}
            )


def count_failure(guess: Guess, *, now: datetime) -> None:
    for key, _limit in guess.keys:
        _open_window(key, now)
        _count_one(key)


def _open_window(key: str, now: datetime) -> None:
    """The counter of ``key`` exists, and starts anew when its window has passed."""
    LookupThrottle.objects.bulk_create([LookupThrottle(key=key, since=now)], ignore_conflicts=True)
    LookupThrottle.objects.filter(key=key, since__lte=now - WINDOW).update(since=now, failures=0)


def _count_one(key: str) -> None:
    LookupThrottle.objects.filter(key=key).update(failures=F("failures") + 1)


def spend(*, what: str, address: str, limit: int, now: datetime) -> None:
    """Count one more ``what`` from a network. Raises TooManyGuesses beyond ``limit`` within WINDOW."""
    key = blind_index(f"{what}:{network_of(address)}")
    _open_window(key, now)
    row = LookupThrottle.objects.get(key=key)
    if row.failures >= limit:
        raise TooManyGuesses(
            _("Terlalu banyak percobaan dari jaringan Anda. Coba lagi pukul %(time)s.")
            % {"time": waktu(row.since + WINDOW)}
        )
    _count_one(key)


def forget_old(*, now: datetime) -> int:
    return LookupThrottle.objects.filter(since__lte=now - WINDOW).delete()[0]
