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
    registry.register(
        "entries.import_done",
        subject=_("Berkas {file} sudah tersimpan"),
        body=_(
            "{created} entri dibuat dan {changed} diubah dalam daftar {agency}; {published} sudah terbit.\n\n"
            "Lihat hasilnya, atau batalkan dalam 24 jam: {address}"
        ),
        variables=("file", "agency", "created", "changed", "published", "address"),
    )
    registry.register(
        "entries.import_failed",
        subject=_("Berkas {file} tidak tersimpan"),
        body=_(
            "Tidak ada satu baris pun yang masuk ke daftar {agency}. {reason}\n\n"
            "Unggah lagi di sini: {address}"
        ),
        variables=("file", "agency", "reason", "address"),
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


def tell_finished(*, run: ImportRun, now: datetime) -> None:
    """The person who left a long file to a worker hears how it ended, also when it failed."""
    if run.confirmed_by is None or run.state not in (ImportRun.State.DONE, ImportRun.State.FAILED):
        return
    is_done = run.state == ImportRun.State.DONE
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    variables: dict[str, Any] = {"file": run.stored.name, "agency": run.agency.name}
    if is_done:
        variables |= {name: run.report.get(name, 0) for name in ("created", "changed", "published")}
        variables["address"] = base + reverse("importing:run", args=[run.pk])
    else:
        variables |= {"reason": run.report.get("reason", ""), "address": base + reverse("importing:upload")}
    notify(
        kind="entries.import_done" if is_done else "entries.import_failed",
        dedupe_key=f"entries.import_finished:{run.pk}",
        variables=variables,
        user=run.confirmed_by,
        target=run,
        now=now,
    )
