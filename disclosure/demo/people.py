"""Who signs in to the demo: one login per role, and a PPID Pelaksana for nearly every unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from portal.accounts.models import User
from portal.agencies.models import AGENCY_ROLES, Agency, Capacity, Membership, Role

# Known to everyone who reads this repository: the demo runs on loopback, and production has no demo.
PASSWORD = "demo-ppid-cilegon"  # noqa: S105
DOMAIN = "demo.example"
SHOWN_UNIT = "DINKES"
# Without an officer, so that its cases are seen to land on PPID Utama's list.
UNMANNED_UNIT = "DPKP"


@dataclass(frozen=True)
class Login:
    role: Role
    email: str
    name: str
    position: str
    capacity: Capacity = Capacity.FULL


LOGINS = (
    Login(Role.OPERATOR, f"operator@{DOMAIN}", "Rina Marlina", "Operator situs Dinas Kesehatan"),
    Login(Role.PPID_PELAKSANA, f"ppid@{DOMAIN}", "Hendra Wijaya", "Sekretaris Dinas Kesehatan"),
    Login(Role.PPID_UTAMA, f"dkiss@{DOMAIN}", "Siti Rahayu", "Kepala DKISS"),
    Login(Role.ATASAN_PPID, f"atasan@{DOMAIN}", "Ahmad Fauzi", "Sekretaris Daerah", Capacity.PLT),
    Login(Role.PIMPINAN, f"pimpinan@{DOMAIN}", "Dewi Kartika", "Wali Kota"),
    Login(Role.NEWS_EDITOR, f"redaksi@{DOMAIN}", "Yusuf Maulana", "Penyunting berita DKISS"),
    Login(Role.ADMINISTRATOR, f"admin@{DOMAIN}", "Tono Prasetyo", "Administrator portal"),
)


def seed_people(since: date) -> dict[str, User]:
    """Make the logins and the units' officers; returns the PPID Pelaksana by unit code, and PPID Utama as
    "".
    """
    officers: dict[str, User] = {}
    for login in LOGINS:
        agency = Agency.objects.get(code=SHOWN_UNIT) if login.role in AGENCY_ROLES else None
        user = _person(login.email, login.name, login.position)
        _appoint(user, login.role, agency, since, login.capacity)
        if login.role is Role.PPID_PELAKSANA:
            officers[SHOWN_UNIT] = user
        if login.role is Role.PPID_UTAMA:
            officers[""] = user
    for agency in Agency.objects.exclude(code__in=[SHOWN_UNIT, UNMANNED_UNIT]).order_by("code"):
        user = _person(
            f"ppid.{agency.slug}@{DOMAIN}", f"PPID {agency.code}", f"PPID Pelaksana {agency.name}"[:150]
        )
        _appoint(user, Role.PPID_PELAKSANA, agency, since, Capacity.FULL)
        officers[agency.code] = user
    return officers


def _person(email: str, name: str, position: str) -> User:
    first, _space, last = name.partition(" ")
    user = User(email=email, first_name=first, last_name=last, position=position, is_staff=True)
    user.password = _hash()
    user.save()
    return user


@cache
def _hash() -> str:
    """Hashing is slow on purpose; forty equal demo passwords need it once."""
    return make_password(PASSWORD)


def _appoint(user: User, role: Role, agency: Agency | None, since: date, capacity: Capacity) -> None:
    Membership.objects.create(
        user=user, role=role, agency=agency, capacity=capacity, valid_from=since,
        decree_number=f"480/{user.pk}/KEP/{since.year}", decree_date=since,
    )  # fmt: skip
