"""Whom an act is told to: rows of the outbox and tasks for officers, written in the act's own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Membership, Role
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import next_workday
from portal.notifications.services import notify
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.law.states import Outcome
from requests_app.models import ContactTask, InformationRequest
from requests_app.notices import SHORT_TEXTS


def officers_of(agency: Agency, now: datetime) -> list[User]:
    """Who works on the unit's cases today; PPID Utama where the unit has nobody."""
    active = Membership.objects.active_on(wib_date(now))
    own = active.filter(agency=agency, role=Role.PPID_PELAKSANA)
    chosen = own if own.exists() else active.filter(role=Role.PPID_UTAMA)
    return list(User.objects.filter(pk__in=chosen.values("user")).order_by("pk"))


def _variables(case: InformationRequest, names: Iterable[str], extra: dict[str, Any]) -> dict[str, Any]:
    lang = case.language
    values: dict[str, Any] = {
        "number": case.number,
        "agency": case.agency.name,
        "due": hari_tanggal(case.due_on, lang),
        "link": addresses.track_url(case),
        **extra,
    }
    return {name: values[name] for name in names}


def tell_officers(case: InformationRequest, kind: str, *, now: datetime, occasion: str) -> None:
    """One message for each officer of the unit; ``occasion`` makes it once per occasion."""
    from portal.notifications import registry

    values = _variables(case, registry.get(kind).variables, {"link": addresses.desk_url(case)})
    for officer in officers_of(case.agency, now):
        notify(
            kind=kind, dedupe_key=f"{kind}:{case.pk}:{occasion}:{officer.pk}", variables=values, now=now,
            user=officer, target=case,
        )  # fmt: skip


def tell_office(case: InformationRequest, role: Role, kind: str, *, now: datetime, occasion: str) -> None:
    """One message for each holder of a city office (PPID Utama, Atasan PPID)."""
    from portal.notifications import registry

    values = _variables(case, registry.get(kind).variables, {"link": addresses.desk_url(case)})
    holders = Membership.objects.active_on(wib_date(now)).filter(role=role)
    for person in User.objects.filter(pk__in=holders.values("user")).order_by("pk"):
        notify(
            kind=kind, dedupe_key=f"{kind}:{case.pk}:{occasion}:{person.pk}", variables=values, now=now,
            user=person, target=case,
        )  # fmt: skip


def tell_citizen(case: InformationRequest, kind: str, *, now: datetime, occasion: str, **extra: Any) -> None:
    """Mail to a confirmed address; otherwise a task for the officer with a text without personal data."""
    from portal.notifications import registry

    key = f"{kind}:{case.pk}:{occasion}"
    if case.email and case.email_confirmed_at:
        with translation.override(case.language):
            values = _variables(case, registry.get(kind).variables, extra)
        notify(
            kind=kind, dedupe_key=key, variables=values, now=now, address=case.email, target=case,
            language=case.language,
        )  # fmt: skip
        return
    _contact_task(case, kind, key, now)


def ask_to_tell(case: InformationRequest, kind: str, *, now: datetime, occasion: str) -> None:
    """A task for the officer whatever addresses there are: the way tried before did not reach the citizen."""
    _contact_task(case, kind, f"{kind}:{case.pk}:{occasion}", now)


def _contact_task(case: InformationRequest, kind: str, key: str, now: datetime) -> None:
    if kind not in SHORT_TEXTS:
        return
    with translation.override(case.language):
        text = str(SHORT_TEXTS[kind]).format(
            number=case.number,
            agency=case.agency.name,
            due=hari_tanggal(case.due_on, case.language),
            link=addresses.lookup_url(case.language),
        )
    ContactTask.objects.get_or_create(
        dedupe_key=key,
        defaults={
            "case": case,
            "kind": kind,
            "text": text,
            "due_on": next_workday(wib_date(now), current_calendar()),
            "created_at": now,
        },
    )


def after_filing(case: InformationRequest, *, now: datetime) -> None:
    """The unit learns of the case at once; an address gets only the number and a link to confirm itself."""
    tell_officers(case, "officer.case_new", now=now, occasion="filed")
    if case.email:
        notify(
            kind="case.confirm_email", dedupe_key=f"case.confirm_email:{case.pk}:{case.email_index[:16]}",
            variables={"number": case.number, "link": addresses.email_url(case)}, now=now,
            address=case.email, target=case, language=case.language,
        )  # fmt: skip


def outcome_words(case: InformationRequest) -> str:
    """The outcome in the citizen's language, in lower case for the middle of a sentence."""
    with translation.override(case.language):
        return _(Outcome(case.outcome).label).lower() if case.outcome else ""
