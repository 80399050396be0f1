"""Where PPID Utama reads before the public does: a rule per agency, per category, or for their meeting."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CityReviewRule
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed


def _require(by: Any) -> None:
    if AgencyPolicy.scope(by, Action.ITEM_APPROVE) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang mengatur pemeriksaan sebelum terbit."))


@transaction.atomic
def ask_review(
    *, agency: Agency | None, category: str, by: Any, now: datetime, mode: str = CityReviewRule.Mode.BEFORE
) -> CityReviewRule:
    """From now on, what falls under the rule waits for PPID Utama, or is published first and sampled; what is
    live stays live.

    Raises NotAllowed, and InputError for a rule that names nothing or stands already.
    """
    _require(by)
    if mode not in CityReviewRule.Mode.values:
        raise InputError(_("Pilih cara pemeriksaan dari daftar."), field="mode", code="wrong_mode")
    if mode == CityReviewRule.Mode.SAMPLE and (agency is None or category):
        raise InputError(
            _("Terbit dulu berlaku untuk satu perangkat daerah dan semua kategorinya: pilih unit saja."),
            field="agency", code="sample_of_an_agency",
        )  # fmt: skip
    if agency is None and not category:
        raise InputError(_("Pilih perangkat daerah, kategori, atau keduanya."), code="names_nothing")
    if category and category not in {kind.value for kind in PUBLISHABLE}:
        raise InputError(_("Pilih kategori dari daftar."), field="category", code="wrong_category")
    if CityReviewRule.objects.filter(agency=agency, category=category).exists():
        raise InputError(_("Aturan itu sudah ada."), code="exists")
    seed = secrets.token_hex(8) if mode == CityReviewRule.Mode.SAMPLE else ""
    rule = CityReviewRule.objects.create(agency=agency, category=category, mode=mode, seed=seed)
    record(action="review.asked", actor=by, target=rule, agency=agency, at=now, data={"mode": mode})
    return rule


@transaction.atomic
def end_review(*, rule: CityReviewRule, by: Any, now: datetime) -> None:
    """PPID Pelaksana publishes alone again; entries that already wait for PPID Utama go on waiting."""
    _require(by)
    record(action="review.ended", actor=by, target=rule, agency=rule.agency_id, at=now)
    rule.delete()
