"""Loading the catalogue of mandated items, and deciding that an item does not apply to an agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.obligations import Audience, Duty, Level
from disclosure.models import CatalogueEdition, MandatedItem, NotApplicable
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed
from portal.kernel.moments import wib_date

from .current import refresh_current_until

DEFAULT_CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "catalogue_perki_1_2021.yaml"


@dataclass
class LoadResult:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


def read_catalogue(path: Path) -> dict[str, Any]:
    """Parse a catalogue file. Raises InputError with what to do when it cannot be read."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            _("Berkas %(path)s tidak dapat dibuka. Periksa nama dan letaknya.") % {"path": path}
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(
            _("Berkas %(path)s bukan YAML yang sah: %(error)s") % {"path": path, "error": error}
        ) from error
    if not isinstance(document, dict) or "edition" not in document or not document.get("lists"):
        raise InputError(
            _("Katalog harus memuat bagian “edition” dan “lists”. Lihat contoh di disclosure/data.")
        )
    return document


@transaction.atomic
def load_catalogue(*, document: Mapping[str, Any], today: date) -> LoadResult:
    """Bring editions and items up to the document. Rows not named in it stay; nothing is ever deleted,
    because entries and reports refer to keys. Loading the same document again changes nothing.
    """
    result = LoadResult()
    for listing in document["lists"]:
        edition = _load_edition(listing, document["edition"])
        _load_items(edition, listing["items"], result)
    if result.changed or result.created:
        refresh_current_until(entries=None, today=today)
    return result


def _load_edition(listing: Mapping[str, Any], head: Mapping[str, Any]) -> CatalogueEdition:
    is_checklist = bool(listing.get("checklist"))
    own = head if listing["key"] == head["key"] else {}
    defaults = {
        "name": listing["name"],
        "title": listing.get("title", ""),
        "source": own.get("source", ""),
        "replaces": own.get("replaces", ""),
        "valid_from": own.get("valid_from"),
        "is_checklist": is_checklist,
    }
    if is_checklist and not isinstance(defaults["valid_from"], date):
        raise InputError(
            _("Edisi %(key)s harus memuat “valid_from” (tanggal mulai berlaku).") % {"key": listing["key"]}
        )
    edition, _created = CatalogueEdition.objects.update_or_create(key=listing["key"], defaults=defaults)
    return edition


def _load_items(edition: CatalogueEdition, rows: list[Mapping[str, Any]], result: LoadResult) -> None:
    held = {item.key: item for item in edition.items.all()}
    parents = {row.get("parent") for row in rows}
    for position, row in enumerate(rows, start=1):
        fields = _item_fields(row, position, has_children=row["key"] in parents)
        parent = held.get(row["parent"]) if row.get("parent") else None
        if row.get("parent") and parent is None:
            raise InputError(
                _("Butir %(key)s merujuk induk %(parent)s yang belum ada di atasnya.")
                % {"key": row["key"], "parent": row["parent"]}
            )
        fields["parent_id"] = parent.pk if parent else None
        item = held.get(row["key"])
        if item is None:
            held[row["key"]] = MandatedItem.objects.create(edition=edition, key=row["key"], **fields)
            result.created += 1
        elif changes := [name for name, value in fields.items() if getattr(item, name) != value]:
            for name in changes:
                setattr(item, name, fields[name])
            item.save(
                update_fields=[name.removesuffix("_id") if name == "parent_id" else name for name in changes]
            )
            result.changed += 1
        else:
            result.unchanged += 1


def _item_fields(row: Mapping[str, Any], position: int, *, has_children: bool) -> dict[str, Any]:
    try:
        level = Level(row["level"])
        audiences = sorted(Audience(a).value for a in row["for"])
        duty = Duty(row.get("duty", "own")).value
        leaf = level in (Level.ITEM, Level.SUBITEM, Level.RULE) or (level is Level.GROUP and not has_children)
        return {
            "code": row["code"],
            "category": row["category"],
            "level": level.value,
            "title_id": row["id"],
            "title_en": row.get("en", ""),
            "interval_months": row.get("interval"),
            "audiences": audiences,
            "duty": duty,
            "legal_ref": row["ref"],
            "is_verified": not row.get("unverified", False),
            "is_leaf": leaf,
            "position": position,
        }
    except (KeyError, ValueError) as error:
        raise InputError(
            _("Butir %(key)s tidak lengkap atau salah tulis: %(error)s")
            % {"key": row.get("key", "?"), "error": error}
        ) from error


@transaction.atomic
def propose_not_applicable(
    *, agency: Agency, item_key: str, reason: str, by: Any, now: datetime
) -> NotApplicable:
    """PPID Pelaksana proposes; nothing changes in the checklist until DKISS approves."""
    if not AgencyPolicy.allows(by, Action.ITEM_EXCUSE, agency):
        raise NotAllowed(_("Anda tidak bertugas menyatakan kewajiban unit ini tidak berlaku."))
    if not reason.strip():
        raise InputError(_("Tulis mengapa kewajiban ini tidak berlaku bagi unit Anda."), field="reason")
    if not MandatedItem.objects.filter(key=item_key, is_leaf=True).exists():
        raise InputError(_("Pilih jenis informasi dari daftar."), field="item_key")
    decision = NotApplicable.objects.create(
        agency=agency, item_key=item_key, reason=reason.strip(), proposed_by=by, proposed_at=now,
        valid_from=wib_date(now),
    )  # fmt: skip
    record(action="item.excuse", actor=by, target=decision, agency=agency, data={"item": item_key}, at=now)
    return decision


@transaction.atomic
def decide_not_applicable(
    *, decision: NotApplicable, approve: bool, by: Any, now: datetime, valid_from: date, note: str = ""
) -> NotApplicable:
    """DKISS approves, or rejects with a reason. An approval holds from ``valid_from`` on and leaves earlier
    days as they were.
    """
    if not AgencyPolicy.allows(by, Action.ITEM_APPROVE, decision.agency):
        raise NotAllowed(_("Hanya PPID Utama yang memutus apakah kewajiban tidak berlaku."))
    if not approve and not note.strip():
        raise InputError(_("Tulis mengapa kewajiban ini tetap berlaku; unit membacanya."), field="note")
    held = NotApplicable.objects.select_for_update().get(pk=decision.pk)
    if held.decision != NotApplicable.Decision.PROPOSED:
        raise InputError(_("Usulan ini sudah diputus."))
    held.decision = NotApplicable.Decision.APPROVED if approve else NotApplicable.Decision.REJECTED
    held.decided_by, held.decided_at, held.decision_note, held.valid_from = by, now, note, valid_from
    held.save()
    record(
        action="item.approve", actor=by, target=held, agency=held.agency_id, at=now,
        data={"item": held.item_key, "decision": held.decision},
    )  # fmt: skip
    return held
