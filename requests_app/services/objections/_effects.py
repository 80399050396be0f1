"""Whom an act upon an objection is told to: the objector, the unit's officers, DKISS and Atasan PPID."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.agencies.models import Membership, Role
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import next_workday
from portal.notifications import registry
from portal.notifications.services import notify
from requests_app import objection_addresses as addresses
from requests_app.calendars import current_calendar
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import ContactTask, Objection
from requests_app.objection_notices import SHORT_TEXTS
from requests_app.services._effects import officers_of


def holders_of(role: Role, now: datetime) -> list[User]:
    """Who holds a city office today, Plt. and Plh. included."""
    active = Membership.objects.active_on(wib_date(now)).filter(role=role)
    return list(User.objects.filter(pk__in=active.values("user")).order_by("pk"))


def variables(objection: Objection, kind: str, lang: str, **extra: Any) -> dict[str, Any]:
    """What the message of ``kind`` may say, in the reader's language."""
    values: dict[str, Any] = {
        "number": objection.number,
        "agency": objection.agency.name,
        "due": hari_tanggal(objection.due_on, lang),
        "link": addresses.track_url(objection),
        **extra,
    }
    return {name: values[name] for name in registry.get(kind).variables}


def tell(
    people: Iterable[User], objection: Objection, kind: str, *, now: datetime, occasion: str, **extra: Any
) -> None:
    """One message for each of them, once per occasion."""
    values = variables(objection, kind, settings.LANGUAGE_CODE,
                       **{"link": addresses.desk_url(objection), **extra})  # fmt: skip
    for person in {person.pk: person for person in people}.values():
        notify(
            kind=kind, dedupe_key=f"{kind}:{objection.pk}:{occasion}:{person.pk}", variables=values, now=now,
            user=person, target=objection,
        )  # fmt: skip


def tell_unit(objection: Objection, kind: str, *, now: datetime, occasion: str, **extra: Any) -> None:
    """The officers of the unit that the objection is about, and DKISS."""
    people = [*officers_of(objection.agency, now), *holders_of(Role.PPID_UTAMA, now)]
    tell(people, objection, kind, now=now, occasion=occasion, **extra)


def tell_superior(objection: Objection, kind: str, *, now: datetime, occasion: str, **extra: Any) -> None:
    tell(holders_of(Role.ATASAN_PPID, now), objection, kind, now=now, occasion=occasion, **extra)


def tell_objector(objection: Objection, kind: str, *, now: datetime, occasion: str, **extra: Any) -> bool:
    """Mail to a confirmed address; otherwise a task for the officer with a text without personal data.

    Returns whether anything new came of it.
    """
    lang, key = objection.language or "id", f"{kind}:{objection.pk}:{occasion}"
    address = objection.confirmed_email
    if address:
        with translation.override(lang):
            values = variables(objection, kind, lang, **extra)
        _row, new = notify(
            kind=kind,
            dedupe_key=key,
            variables=values,
            now=now,
            address=address,
            target=objection,
            language=lang,
        )
        return new
    return _contact_task(objection, kind, key, now, extra)


def _contact_task(objection: Objection, kind: str, key: str, now: datetime, extra: dict[str, Any]) -> bool:
    if kind not in SHORT_TEXTS:
        return False
    lang = objection.language or "id"
    with translation.override(lang):
        text = str(SHORT_TEXTS[kind]).format(**{
            "number": objection.number, "due": hari_tanggal(objection.due_on, lang),
            "link": addresses.track_url(objection).split("?")[0], **extra,
        })  # fmt: skip
    due_on = next_workday(wib_date(now), current_calendar())
    _row, new = ContactTask.objects.get_or_create(
        dedupe_key=key,
        defaults={
            "case": objection.case, "objection": objection, "kind": kind, "text": text, "due_on": due_on,
            "created_at": now,
        },
    )  # fmt: skip
    return new


def after_filing(objection: Objection, *, now: datetime) -> None:
    """Unit, DKISS and Atasan PPID learn of it at once; an unconfirmed address gets number and link only."""
    tell_unit(objection, "officer.objection_new", now=now, occasion="filed")
    tell_superior(objection, "officer.objection_new", now=now, occasion="filed")
    if objection.confirmed_email:
        tell_objector(objection, "objection.filed", now=now, occasion="filed")
    elif objection.case is None and objection.email:
        notify(
            kind="objection.confirm_email",
            dedupe_key=f"objection.confirm_email:{objection.pk}:{objection.email_index[:16]}",
            variables={"number": objection.number, "link": addresses.email_url(objection)}, now=now,
            address=objection.email, target=objection, language=objection.language,
        )  # fmt: skip


def outcome_words(objection: Objection, lang: str) -> str:
    """The decision in the reader's language, in lower case for the middle of a sentence."""
    with translation.override(lang):
        return _(ObjectionOutcome(objection.outcome).label).lower() if objection.outcome else ""
