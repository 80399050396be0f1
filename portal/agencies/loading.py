"""Reading the city's units from the project's YAML file into the database, as often as one likes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.text import slugify

from portal.kernel.errors import InputError

from .models import Agency, AgencyName, Kind

DATA_FILE = Path(__file__).parent / "data" / "cilegon_opd.yaml"
_TRAITS = {
    "izin": "issues_permits",
    "pendidikan": "runs_schools",
    "kepegawaian": "recruits",
    "ppid_utama": "is_ppid_utama",
}


@dataclass(slots=True)
class LoadResult:
    """How many units a run made, changed, and found as they should be."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _FormerName:
    code: str
    name: str
    until: date | None
    basis: str


def load_agencies(path: Path = DATA_FILE, *, with_demo: bool = False) -> LoadResult:
    """Bring the units of ``path`` into the database in one transaction.

    Names and former names follow the file. Traits and addresses are set only when a unit is made,
    because DKISS confirms and edits them; a unit renamed since (the file's code is now a former one) is
    left as it is. Raises InputError with the line's code when the file cannot be used.
    """
    document = _read(path)
    rows = list(document.get("unit") or [])
    demo = list(document.get("unit_peraga") or []) if with_demo else []
    result = LoadResult()
    with transaction.atomic():
        for row in rows:
            _count(result, _load_row(row, document, is_demo=False))
        for row in demo:
            _count(result, _load_row(row, document, is_demo=True))
    return result


def _read(path: Path) -> dict[str, Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.", code="unreadable"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(
            f"Berkas {path} bukan YAML yang benar. Bandingkan dengan {DATA_FILE.name}.", code="not_yaml"
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("unit"), list):
        raise InputError(f'Berkas {path} tidak berisi daftar "unit".', code="no_units")
    return document


def _count(result: LoadResult, verdict: str) -> None:
    setattr(result, verdict, getattr(result, verdict) + 1)


def _former_names(row: dict[str, Any], document: dict[str, Any]) -> list[_FormerName]:
    until, basis = document.get("sampai_bawaan"), document.get("dasar_bawaan", "")
    former = [
        _FormerName(item["kode"], item["nama"], item.get("sampai", until), item.get("dasar", basis))
        for item in row.get("lama", [])
    ]
    return former + [_FormerName(item["kode"], item["nama"], None, "") for item in row.get("sebutan", [])]


def _load_row(row: dict[str, Any], document: dict[str, Any], *, is_demo: bool) -> str:
    code = str(row.get("kode", "")).strip()
    if not code or not row.get("nama") or row.get("jenis") not in Kind.values:
        raise InputError(
            f"Unit {code or '(tanpa kode)'}: isi kode, nama, dan jenis ({', '.join(Kind.values)}).",
            code="bad_unit",
        )
    try:
        agency = Agency.objects.by_code(code)
    except Agency.DoesNotExist:
        agency = _create(row, code, is_demo)
        _sync_names(agency, _former_names(row, document))
        return "created"
    if agency.code.lower() != code.lower():
        return "unchanged"
    changed = _update(agency, {"code": code, "name": row["nama"], "kind": row["jenis"]})
    changed |= _sync_names(agency, _former_names(row, document))
    return "changed" if changed else "unchanged"


def _create(row: dict[str, Any], code: str, is_demo: bool) -> Agency:
    unknown = set(row.get("ciri", [])) - set(_TRAITS)
    if unknown:
        raise InputError(
            f"Unit {code}: ciri {', '.join(sorted(unknown))} tidak dikenal. Pakai {', '.join(_TRAITS)}.",
            code="bad_trait",
        )
    traits = {_TRAITS[trait]: True for trait in row.get("ciri", [])}
    return Agency.objects.create(
        code=code, name=row["nama"], kind=row["jenis"], slug=free_slug(code, row["nama"]),
        is_demo_only=is_demo, **traits,
    )  # fmt: skip


def free_slug(code: str, name: str) -> str:
    """An address for a new unit: its code, which people type; it never changes afterwards."""
    base = slugify(code) or slugify(name)[:60] or "unit"
    slug, number = base, 2
    while Agency.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def _update(agency: Agency, values: dict[str, Any]) -> bool:
    different = [field for field, value in values.items() if getattr(agency, field) != value]
    for field in different:
        setattr(agency, field, values[field])
    if different:
        agency.save(update_fields=different)
    return bool(different)


def _sync_names(agency: Agency, wanted: list[_FormerName]) -> bool:
    changed = False
    for former in wanted:
        row, created = AgencyName.objects.get_or_create(
            agency=agency, code=former.code, name=former.name,
            defaults={"valid_until": former.until, "basis": former.basis},
        )  # fmt: skip
        changed |= created
        if not created and row.valid_until is None and former.until is not None:
            row.valid_until, row.basis = former.until, former.basis
            row.save(update_fields=["valid_until", "basis"])
            changed = True
    return changed
