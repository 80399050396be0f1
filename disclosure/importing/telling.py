"""One message for one file: whoever reviews is not written to once a line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.rights import Action
from portal.agencies.selectors import officers_of
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

from .models import ImportRun


def register_messages() -> None:
    registry.register(
        "entries.imported",
        subject=_("Menunggu pemeriksaan Anda: {count} entri dari berkas {file}"),
        body=_(
            "{person} mengimpor berkas {file} untuk {agency}; {count} entri menunggu pemeriksaan Anda.\n\n"
            "Periksa dan terbitkan di sini: {address}"
        ),
        variables=("person", "file", "agency", "count", "address"),
    )


def tell_reviewers(*, run: ImportRun, count: int, by: Any, now: datetime) -> int:
    """Everyone of the agency who publishes; returns how many were told."""
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("importing:run", args=[run.pk])
    people = list(officers_of(run.agency, Action.ENTRY_PUBLISH, wib_date(now))) if count else []
    for person in people:
        notify(
            kind="entries.imported",
            dedupe_key=f"entries.imported:{run.pk}:{person.pk}",
            variables={
                "person": str(by or ""), "file": run.stored.name, "agency": run.agency.name, "count": count,
                "address": address,
            },
            user=person,
            target=run,
            now=now,
        )  # fmt: skip
    return len(people)
