"""Units, officers and decrees from one spreadsheet: a verdict per row first, one transaction afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from portal.accounts.invitations import invite
from portal.accounts.models import User
from portal.audit.services import record
from portal.kernel.errors import InputError, PortalError
from portal.kernel.formats import tanggal

from . import services
from .groups import sync_user
from .loading import free_slug
from .models import AGENCY_ROLES, Agency, Capacity, Kind, Membership, Role
from .rights import Action
from .sheet_reading import SheetRow, read_day

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
_PERSON = ("nip", "position", "phone")


@dataclass(slots=True)
class Verdict:
    """What would happen to a row: the verdict, its reasons by cell, and the values as they are understood."""

    number: int
    label: str
    verdict: str = SAME
    notes: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def fail(self, cell: str, reason: str) -> None:
        self.problems.append((cell, reason))
        self.verdict = ERROR

    def note(self, verdict: str, text: str) -> None:
        if self.verdict != ERROR and (verdict == NEW or self.verdict == SAME):
            self.verdict = verdict
        self.notes.append(text)


def judge(rows: Iterable[SheetRow], today: date) -> list[Verdict]:
    """A verdict for each row, without writing anything; about six queries a row, at most 2,000 rows."""
    new_codes: set[str] = set()
    seen: set[tuple[str, str, str]] = set()
    return [_judge(row, new_codes, seen, today) for row in rows]


def _judge(row: SheetRow, new_codes: set[str], seen: set[tuple[str, str, str]], today: date) -> Verdict:
    values = row.values
    label = " · ".join(filter(None, [values.get("code", ""), values.get("name", ""), values.get("role", "")]))
    verdict = Verdict(row.number, label)
    agency = _judge_agency(row, verdict, new_codes)
    if values.get("email") or values.get("role") or values.get("name"):
        role = _judge_role(row, verdict)
        user = _judge_person(row, verdict)
        _judge_dates(row, verdict, today)
        key = (
            values.get("email", "").lower(),
            values.get("role", "").lower(),
            values.get("code", "").lower(),
        )
        if key in seen:
            verdict.fail(row.cells.get("email", ""), "Baris ini ada dua kali dalam berkas.")
        seen.add(key)
        if verdict.verdict != ERROR and role is not None:
            _judge_membership(verdict, user, role, agency)
    return verdict


def _judge_agency(row: SheetRow, verdict: Verdict, new_codes: set[str]) -> Agency | None:
    code, name = row.values.get("code", ""), row.values.get("agency", "")
    verdict.values["code"] = code
    if not code:
        return None
    try:
        agency = Agency.objects.by_code(code)
    except Agency.DoesNotExist:
        if code.lower() in new_codes:
            return None
        _judge_new_agency(row, verdict, new_codes)
        return None
    verdict.values["code"] = agency.code
    known = {agency.name.lower(), *(former.name.lower() for former in agency.names.all())}
    if name and name.lower() not in known:
        verdict.fail(
            row.cells.get("agency", ""),
            f"Unit {agency.code} bernama “{agency.name}”. Ganti nama unit lewat halaman perangkat daerah.",
        )
    return agency


def _judge_new_agency(row: SheetRow, verdict: Verdict, new_codes: set[str]) -> None:
    name, kind = row.values.get("agency", ""), row.values.get("kind", "").lower() or Kind.OFFICE.value
    if not name:
        verdict.fail(
            row.cells.get("code", ""),
            f"Unit {row.values['code']} belum dikenal. Isi nama unit untuk membuatnya, atau perbaiki kodenya.",
        )
    if kind not in Kind.values:
        verdict.fail(row.cells.get("kind", ""), f"Jenis unit: {', '.join(Kind.values)}.")
    if verdict.verdict != ERROR:
        verdict.values["new_agency"] = {"name": name, "kind": kind}
        verdict.note(NEW, f"unit baru {row.values['code']}")
        new_codes.add(row.values["code"].lower())


def _judge_role(row: SheetRow, verdict: Verdict) -> Role | None:
    asked = row.values.get("role", "").lower().replace("_", " ")
    for role in Role:
        if asked in (role.value.replace("_", " "), str(role.label).lower()):
            verdict.values["role"] = role.value
            if (role in AGENCY_ROLES) != bool(row.values.get("code")):
                need = (
                    "butuh kode unit"
                    if role in AGENCY_ROLES
                    else "berlaku untuk seluruh kota: kosongkan kode unit"
                )
                verdict.fail(row.cells.get("code", ""), f"{role.label} {need}.")
            return role
    names = ", ".join(str(role.label) for role in Role)
    verdict.fail(
        row.cells.get("role", ""), f"Peran “{row.values.get('role', '')}” tidak dikenal. Pakai: {names}."
    )
    return None


def _judge_person(row: SheetRow, verdict: Verdict) -> User | None:
    email = row.values.get("email", "").lower()
    try:
        validate_email(email)
    except ValidationError:
        verdict.fail(row.cells.get("email", ""), "Alamat surel kosong atau tidak lengkap.")
        return None
    person = {name: row.values[name] for name in _PERSON if row.values.get(name)}
    if row.values.get("name"):
        person["first_name"] = row.values["name"][:150]
    verdict.values |= {"email": email, "person": person}
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        verdict.note(NEW, "petugas baru")
        return None
    if not user.is_active:
        verdict.fail(row.cells.get("email", ""), "Akun ini sudah ditutup. Buka kembali dahulu.")
    different = [name for name, value in person.items() if _shown(user, name) != value]
    if different:
        verdict.note(CHANGED, "data petugas berubah")
    return user


def _shown(user: User, name: str) -> str:
    return user.get_full_name() if name == "first_name" else getattr(user, name)


def _judge_dates(row: SheetRow, verdict: Verdict, today: date) -> None:
    for name in ("valid_from", "valid_until", "decree_date"):
        text = row.values.get(name, "")
        try:
            verdict.values[name] = read_day(text) if text else None
        except ValueError:
            verdict.fail(
                row.cells.get(name, ""), f"Tanggal “{text}” tidak terbaca. Tulis seperti 31/01/2026."
            )
    verdict.values["decree_number"] = row.values.get("decree_number", "")[:100]
    verdict.values["valid_from"] = verdict.values.get("valid_from") or today
    asked = row.values.get("capacity", "").lower().rstrip(".")
    capacity = {"": Capacity.FULL, "definitif": Capacity.FULL, "plt": Capacity.PLT, "plh": Capacity.PLH}
    if asked not in capacity:
        verdict.fail(row.cells.get("capacity", ""), "Kedudukan: definitif, Plt., atau Plh.")
        return
    verdict.values["capacity"] = capacity[asked].value
    until = verdict.values.get("valid_until")
    if until is not None and until < verdict.values["valid_from"]:
        verdict.fail(row.cells.get("valid_until", ""), "Tanggal akhir sebelum tanggal mulai.")
    if until is None and capacity[asked] is not Capacity.FULL:
        verdict.fail(row.cells.get("valid_until", ""), "Plt. dan Plh. harus punya tanggal akhir.")


def _judge_membership(verdict: Verdict, user: User | None, role: Role, agency: Agency | None) -> None:
    if user is None or (agency is None and role in AGENCY_ROLES):
        verdict.note(NEW, "penugasan baru")
        return
    values = verdict.values
    held = Membership.objects.filter(user=user, role=role, agency=agency)
    same = held.exclude(valid_until__lt=values["valid_from"])
    if values["valid_until"] is not None:
        same = same.filter(valid_from__lte=values["valid_until"])
    found = same.order_by("valid_from").first()
    if found is None:
        verdict.note(NEW, "penugasan baru")
        return
    wanted = {name: values[name] for name in ("valid_until", "decree_date", "decree_number") if values[name]}
    different = {name: value for name, value in wanted.items() if getattr(found, name) != value}
    if different:
        verdict.values["membership"] = found.pk
        verdict.values["membership_changes"] = different
        verdict.note(CHANGED, f"penugasan sejak {tanggal(found.valid_from)} berubah")


@transaction.atomic
def apply(
    *, rows: list[SheetRow], actor: Any, now: datetime, today: date, with_invitations: bool
) -> dict[str, int]:
    """Judge again and write every row that is new or changed; rows with errors are left out.

    Raises InputError when the whole file holds nothing to write, and NotAllowed.
    """
    services.require(actor, Action.MEMBERS_MANAGE, None, today)
    counts = {NEW: 0, CHANGED: 0, SAME: 0, ERROR: 0}
    invited: dict[int, User] = {}
    for row in rows:
        verdict = judge([row], today)[0]
        try:
            with transaction.atomic():
                user = _write(verdict, actor, today)
        except PortalError as error:
            verdict.fail("", error.message)
            user = None
        counts[verdict.verdict] += 1
        if user is not None and not user.has_usable_password():
            invited[user.pk] = user
    if not counts[NEW] + counts[CHANGED]:
        raise InputError("Tidak ada baris baru atau berubah yang dapat disimpan.", field="file")
    if with_invitations:
        for user in invited.values():
            invite(user=user, actor=actor, now=now)
    record(action="members.imported", actor=actor, data=counts, at=now)
    return counts


def _write(verdict: Verdict, actor: Any, today: date) -> User | None:
    if verdict.verdict in (SAME, ERROR):
        return None
    values = verdict.values
    agency = _agency(values, actor)
    if "email" not in values:
        return None
    user = _user(values, actor)
    if "membership" in values:
        _change_membership(values, actor, today)
    elif "penugasan baru" in verdict.notes:
        names = ("role", "capacity", "valid_from", "valid_until", "decree_number", "decree_date")
        services.assign(
            user=user, agency=agency, actor=actor, today=today, **{name: values[name] for name in names}
        )
    return user


def _agency(values: dict[str, Any], actor: Any) -> Agency | None:
    if not values["code"]:
        return None
    made = values.get("new_agency")
    if made is None:
        return Agency.objects.by_code(values["code"])
    agency = Agency.objects.create(
        code=values["code"],
        slug=free_slug(values["code"], made["name"]),
        name=made["name"],
        kind=made["kind"],
    )
    record(action="agency.created", actor=actor, target=agency, agency=agency)
    return agency


def _user(values: dict[str, Any], actor: Any) -> User:
    user = User.objects.filter(email__iexact=values["email"]).first()
    if user is None:
        user = User.objects.create_user(values["email"], None, **values["person"])
        record(action="user.created", actor=actor, target=user)
        return user
    different = [name for name, value in values["person"].items() if _shown(user, name) != value]
    for name in different:
        setattr(user, name, values["person"][name])
        if name == "first_name":
            user.last_name = ""
    if different:
        user.save(update_fields=[*different, "last_name"])
        record(action="user.changed", actor=actor, target=user, data={"fields": different})
    return user


def _change_membership(values: dict[str, Any], actor: Any, today: date) -> None:
    membership = Membership.objects.select_for_update().get(pk=values["membership"])
    for name, value in values["membership_changes"].items():
        setattr(membership, name, value)
    membership.save(update_fields=list(values["membership_changes"]))
    record(
        action="membership.changed", actor=actor, target=membership, agency=membership.agency_id,
        data={"fields": sorted(values["membership_changes"])},
    )  # fmt: skip
    sync_user(membership.user, today)
