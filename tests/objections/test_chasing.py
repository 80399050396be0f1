"""What the clock does: silence is told once, decisions and orders are chased, a changed calendar moves dates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.kernel.errors import NotAllowed
from portal.notifications.models import Notification
from portal.workcalendar.impact import providers
from requests_app.models import ContactTask, InformationRequest, Objection
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.chasing import chase, note_silence, note_silences
from requests_app.services.objections.objecting import Objected
from requests_app.services.objections.recalendar import ObjectionImpact
from tests.objections.conftest import LATE, upheld, wib
from tests.unit.calendars import CALENDAR_2026

pytestmark = pytest.mark.django_db
#: Received 6 April 2026: thirty working days end on Thursday 21 May; fourteen more on 15 June.
DUE = date(2026, 5, 21)


def told(kind: str) -> list[Notification]:
    return list(Notification.objects.filter(kind=kind).order_by("pk"))


def test_silence_is_told_to_citizen_and_dkiss_once_on_the_day_after(
    objection: Objection, utama: User, atasan: User
) -> None:
    assert objection.due_on == DUE
    assert note_silences(now=wib(2026, 5, 21, 23)) == 0
    assert note_silences(now=wib(2026, 5, 22, 0, 1)) == 1
    assert note_silences(now=wib(2026, 5, 23)) == 0
    officers = told("officer.objection_silent")
    assert {row.user_id for row in officers} == {utama.pk, atasan.pk}
    task = ContactTask.objects.get(kind="objection.silent")
    assert "Komisi Informasi" in task.text
    assert "Ani" not in task.text
    objection.refresh_from_db()
    # The answer is still owed: silence ends nothing.
    assert (objection.state, objection.is_open) == ("received", True)


def test_silence_names_the_last_day_of_the_commission(objection: Objection, utama: User) -> None:
    note_silences(now=wib(2026, 5, 22))
    (row,) = [row for row in told("officer.objection_silent") if row.user_id == utama.pk]
    assert "Senin, 15 Juni 2026" in row.body


def test_silence_is_not_noted_for_what_was_decided_in_time(decided: Objection) -> None:
    assert note_silences(now=wib(2026, 6, 1)) == 0
    assert note_silence(objection_id=decided.pk, now=wib(2026, 6, 1)) is False


def test_decision_is_reminded_of_before_and_after_its_day(
    objection: Objection, atasan: User, petugas: User, utama: User
) -> None:
    # Five working days before 21 May, with 14 May (Kenaikan) and 15 May (joint leave) off: 12 May.
    for day in (wib(2026, 5, 13), wib(2026, 5, 13, 15)):
        chase(now=day)
    soon = told("officer.objection_due_soon")
    assert len(soon) == len({(row.user_id, row.dedupe_key) for row in soon})
    chase(now=wib(2026, 5, 21))
    assert {row.user_id for row in told("officer.objection_due_soon")} >= {atasan.pk, petugas.pk}
    chase(now=wib(2026, 5, 22))
    assert {row.user_id for row in told("officer.objection_overdue")} == {atasan.pk, petugas.pk}
    chase(now=wib(2026, 5, 23))
    assert len(told("officer.objection_overdue")) == 2
    chase(now=wib(2026, 5, 29))
    assert len(told("officer.objection_overdue")) == 4


def test_order_is_a_task_of_the_unit_and_late_ones_reach_dkiss(
    decided: Objection, petugas: User, utama: User
) -> None:
    chase(now=wib(2026, 4, 20))
    assert {row.user_id for row in told("officer.order_due_soon")} == {petugas.pk}
    chase(now=wib(2026, 4, 21))
    assert {row.user_id for row in told("officer.order_overdue")} == {petugas.pk, utama.pk}
    order = decided.orders.get()
    ordering.do_order(order=order, how="Dikirim.", on=date(2026, 4, 22), by=petugas, now=wib(2026, 4, 22))
    chase(now=wib(2026, 5, 6))
    assert len(told("officer.order_overdue")) == 2


def test_command_counts_silence_in_its_preview_and_tells_it(objection: Objection, utama: User) -> None:
    def run(*more: str) -> dict[str, int]:
        out = StringIO()
        call_command("send_reminders", "--on", "2026-05-22", "--json", *more, stdout=out)
        return json.loads(out.getvalue())

    assert run("--dry-run")["sent"] >= 1
    assert Objection.objects.get().silence_noted_at is None
    run()
    assert Objection.objects.get().silence_noted_at is not None
    sent = Notification.objects.count()
    run()
    assert Notification.objects.count() == sent


def test_act_goes_through_when_mail_is_down_and_the_message_waits(
    objection: Objection, atasan: User, petugas: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    done = deciding.decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10)).objection
    assert (done.state, done.letter is not None) == ("decided", True)
    assert told("officer.objection_ended")


def test_act_survives_a_broken_pdf_engine_and_the_next_reader_gets_the_letter(
    objection: Objection, atasan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from requests_app.letters import storing

    done = deciding.decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10)).objection
    assert done.letter

    def broken(*_args: Any, **_words: Any) -> None:
        raise OSError("no fonts")

    with monkeypatch.context() as patch:
        patch.setattr(storing, "draw_letter", broken)
        with pytest.raises(OSError, match="no fonts"):
            storing.copy_for_citizen(done.letter, now=wib(2026, 4, 11))
    done.letter.refresh_from_db()
    assert storing.copy_for_citizen(done.letter, now=wib(2026, 4, 12)).size > 0


# A changed calendar ------------------------------------------------------------------------------------------


def later() -> Any:
    return replace(CALENDAR_2026, local={**CALENDAR_2026.local, date(2026, 5, 20): "Libur daerah"})


def test_changed_calendar_moves_open_objections_and_leaves_what_was_decided(
    object_to: Callable[..., Objected], atasan: User, utama: User
) -> None:
    still, done = object_to().objection, object_to(position="Lain.").objection
    deciding.decide(objection=done, decision=upheld(), by=atasan, now=wib(2026, 4, 10))
    impact = ObjectionImpact()
    (row,) = impact.preview(before=CALENDAR_2026, after=later(), today=date(2026, 4, 20))
    assert (row.label, row.old_due_on, row.new_due_on) == (still.number, DUE, date(2026, 5, 22))
    words = {"actor": utama, "reason": "SK 9/2026", "now": wib(2026, 4, 20)}
    assert impact.apply(before=CALENDAR_2026, after=later(), **words) == 1
    assert impact.apply(before=CALENDAR_2026, after=later(), **words) == 0
    still.refresh_from_db()
    done.refresh_from_db()
    assert (still.due_on, done.judged_due_on) == (date(2026, 5, 22), DUE)
    assert still.events.filter(kind="due_moved").count() == 1
    assert ContactTask.objects.filter(kind="objection.due_moved", objection=still).count() == 1


def test_calendar_asks_about_objections_too() -> None:
    assert "objections" in {provider.name for provider in providers()}


def test_only_its_unit_reads_an_objections_contact_task(
    objection: Objection, case: InformationRequest, dinsos: Agency, utama: User
) -> None:
    from portal.agencies.models import Role
    from requests_app.selectors import contact_tasks_for
    from requests_app.services.delivering import finish_contact_task
    from tests.factories import AgencyFactory, officer

    note_silences(now=wib(2026, 5, 22))
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES"))
    task = ContactTask.objects.get(kind="objection.silent")
    assert task not in contact_tasks_for(stranger)
    assert task in contact_tasks_for(utama)
    with pytest.raises(NotAllowed):
        finish_contact_task(task=task, by=stranger, how="phone", now=LATE)
