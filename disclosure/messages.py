"""Who is told what on the way to publication: reviewers on submission, the author on return."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from portal.agencies.models import Role
from portal.agencies.rights import Action
from portal.agencies.selectors import holders_of, officers_of
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

_VARIABLES = ("title", "agency", "person", "note", "address")


def register_messages() -> None:
    registry.register(
        "entry.submitted",
        subject=_("Menunggu pemeriksaan Anda: {title}"),
        body=_(
            "{person} mengajukan “{title}” ({agency}) untuk diterbitkan.\n\n"
            "Periksa di sini: {address}\n\n{note}"
        ),
        variables=_VARIABLES,
    )
    registry.register(
        "entry.returned",
        subject=_("Perlu diperbaiki: {title}"),
        body=_(
            "{person} mengembalikan “{title}” ({agency}) untuk diperbaiki.\n\nCatatan: {note}\n\n"
            "Perbaiki lalu ajukan lagi: {address}"
        ),
        variables=_VARIABLES,
    )
    registry.register(
        "entry.approved",
        subject=_("Entri Anda disetujui: {title}"),
        body=_("{person} menyetujui “{title}” ({agency}).\n\nCatatan: {note}\n\nLihat di sini: {address}"),
        variables=_VARIABLES,
    )
    registry.register(
        "entry.spread_decided",
        subject=_("Putusan PPID Utama atas “{title}”"),
        body=_(
            "{decision}\n\nEntri “{title}” ({agency}) dipakai untuk lebih dari sepuluh kewajiban.\n\n{note}\n\n"
            "{address}"
        ),
        variables=("title", "agency", "decision", "note", "address"),
    )
    registry.register(
        "entry.sample_flawed",
        subject=_("Perlu diperbaiki: {title}"),
        body=_(
            "PPID Utama membaca “{title}” ({agency}) sesudah terbit dan menemukan yang perlu diperbaiki.\n\n"
            "Catatan: {note}\n\nPerbaiki di sini: {address}"
        ),
        variables=("title", "agency", "note", "address"),
    )


def _variables(entry: Any, person: Any, note: str) -> dict[str, object]:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(
        "wagtailsnippets_disclosure_listentry:edit", args=[entry.pk]
    )
    return {
        "title": entry.title,
        "agency": entry.agency.name,
        "person": str(person or ""),
        "note": note or "–",
        "address": address,
    }


def tell_reviewers(*, task_state: Any, is_city: bool, by: Any, now: datetime) -> int:
    """Everyone who can decide this step; once per step and person. Returns how many were told."""
    entry = task_state.workflow_state.content_object
    today = wib_date(now)
    people = (
        [m.user for m in holders_of(Role.PPID_UTAMA, today).select_related("user")]
        if is_city
        else list(officers_of(entry.agency, Action.ENTRY_PUBLISH, today))
    )
    for person in people:
        notify(
            kind="entry.submitted",
            dedupe_key=f"entry.submitted:{task_state.pk}:{person.pk}",
            variables=_variables(entry, by, ""),
            user=person,
            target=entry,
            now=now,
        )
    return len(people)


def tell_author(*, task_state: Any, by: Any, comment: str, now: datetime) -> None:
    """Why the entry came back, to whoever submitted it."""
    author = task_state.workflow_state.requested_by
    if author is None:
        return
    entry = task_state.workflow_state.content_object
    notify(
        kind="entry.returned",
        dedupe_key=f"entry.returned:{task_state.pk}",
        variables=_variables(entry, by, comment),
        user=author,
        target=entry,
        now=now,
    )


def tell_approved(*, task_state: Any, by: Any, comment: str, now: datetime) -> None:
    """Whoever submitted the entry learns that the last step agreed to it."""
    state = task_state.workflow_state
    author = state.requested_by
    if state.status != WorkflowState.STATUS_APPROVED or author is None or author == by:
        return
    notify(
        kind="entry.approved",
        dedupe_key=f"entry.approved:{state.pk}",
        variables=_variables(state.content_object, by, comment),
        user=author,
        target=state.content_object,
        now=now,
    )


def _tell_unit(kind: str, entry: Any, key: str, values: dict[str, object], now: datetime) -> None:
    """Everyone who publishes for the entry's unit."""
    for person in officers_of(entry.agency, Action.ENTRY_PUBLISH, wib_date(now)):
        notify(
            kind=kind, dedupe_key=f"{kind}:{key}:{person.pk}", variables=values, user=person, target=entry, now=now
        )  # fmt: skip


def tell_spread(*, entry: Any, approved: bool, reason: str, by: Any, now: datetime) -> None:
    """The unit learns whether its wide entry counts, and why not."""
    base = _variables(entry, by, reason)
    decision = (
        gettext("Disetujui: entri ini dihitung untuk semua kewajiban yang dipilih.")
        if approved
        else gettext(
            "Tidak disetujui: entri ini tetap terbit, tetapi tidak dihitung. Pecah menjadi beberapa entri."
        )
    )
    values = {name: base[name] for name in ("title", "agency", "note", "address")} | {"decision": decision}
    _tell_unit("entry.spread_decided", entry, f"{entry.pk}:{now.isoformat()}", values, now)


def tell_sample(*, sample: Any, by: Any, now: datetime) -> None:
    base = _variables(sample.entry, by, sample.note)
    values = {name: base[name] for name in ("title", "agency", "note", "address")}
    _tell_unit("entry.sample_flawed", sample.entry, str(sample.pk), values, now)
