"""One login per role, and an officer for nearly every unit."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.agencies.services import assign

PASSWORD = "demo-ppid-cilegon"  # noqa: S105 - the demo's, printed on its first screen
DOMAIN = "demo.example"
#: The unit that has nobody: its cases land on DKISS's list.
WITHOUT_OFFICER = "KEC-PURWAKARTA"
SINCE = date(2024, 1, 2)


@dataclass(frozen=True)
class Login:
    """What the demo prints."""

    role: str
    email: str
    what: str


LOGINS = (
    Login("PPID Utama (DKISS)", f"dkiss@{DOMAIN}", "mengawasi semua unit, membuat laporan kepatuhan"),
    Login("PPID Pelaksana Dinas Sosial", f"ppid.dinsos@{DOMAIN}", "menjawab permohonan, menerbitkan daftar"),
    Login("Operator Dinas Sosial", f"operator.dinsos@{DOMAIN}", "menulis berita dan konsep daftar"),
    Login("Atasan PPID (Sekda)", f"atasan@{DOMAIN}", "memutus keberatan"),
    Login("Penyunting berita DKISS", f"penyunting@{DOMAIN}", "menyunting berita"),
    Login("Pimpinan (Wali Kota)", f"pimpinan@{DOMAIN}", "membaca register dan laporan"),
    Login("Administrator", f"admin@{DOMAIN}", "mengelola petugas dan pengaturan"),
)

_CITY = (
    ("dkiss", "Ratna", "Puspita", Role.PPID_UTAMA),
    ("atasan", "Maman", "Suryaman", Role.ATASAN_PPID),
    ("pimpinan", "Wali", "Kota (peraga)", Role.PIMPINAN),
    ("penyunting", "Teguh", "Prasetyo", Role.NEWS_EDITOR),
    ("admin", "Admin", "Portal", Role.ADMINISTRATOR),
)
_FIRST = ("Siti", "Dedi", "Yuni", "Eko", "Nina", "Ahmad", "Wulan", "Rizki", "Lilis", "Hasan", "Dian", "Tuti")
_LAST = ("Rahayu", "Kurniawan", "Handayani", "Prasetya", "Mulyani", "Hidayat", "Sari", "Permana", "Fauzi")


def _person(name: str, first: str, last: str, position: str = "") -> User:
    user, _made = User.objects.get_or_create(
        email=f"{name}@{DOMAIN}",
        defaults={
            "first_name": first, "last_name": last, "position": position, "is_staff": True,
            "password": _password_hash(),
        },
    )  # fmt: skip
    return user


@cache
def _password_hash() -> str:
    # Hashing is slow on purpose; eighty accounts share one word, so one hash will do.
    return make_password(PASSWORD)


@transaction.atomic
def seed_people(today: date) -> int:
    """Returns how many accounts there are; safe to run again."""
    for name, first, last, role in _CITY:
        _join(_person(name, first, last), role, None, today)
    for place, agency in enumerate(Agency.objects.order_by("pk")):
        if agency.code == WITHOUT_OFFICER:
            continue
        slug = agency.slug
        first, last = _FIRST[place % len(_FIRST)], _LAST[place % len(_LAST)]
        _join(_person(f"ppid.{slug}", first, last, "Sekretaris"), Role.PPID_PELAKSANA, agency, today)
        first, last = _FIRST[(place + 5) % len(_FIRST)], _LAST[(place + 4) % len(_LAST)]
        _join(_person(f"operator.{slug}", first, last, "Pengelola laman"), Role.OPERATOR, agency, today)
    return User.objects.count()


def _join(user: User, role: Role, agency: Agency | None, today: date) -> None:
    if user.memberships.filter(role=role, agency=agency).exists():
        return
    assign(
        user=user, role=role, agency=agency, valid_from=SINCE, decree_number="555/Kep.12-DKISS/2024",
        decree_date=SINCE, actor=None, today=today,
    )  # fmt: skip


def officer_of(agency: Agency) -> User:
    """PPID Pelaksana of the unit, else PPID Utama."""
    own = User.objects.filter(email=f"ppid.{agency.slug}@{DOMAIN}").first()
    return own or User.objects.get(email=f"dkiss@{DOMAIN}")
