"""A holiday comes after cases were filed (case 1): who moves, who is told, who keeps the old date."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.kernel.moments import WIB
from portal.workcalendar.models import Change, HolidayProposal
from portal.workcalendar.selectors import calendar_after, current_calendar, read_calendar
from portal.workcalendar.services import DayChange, confirm_proposal, propose_changes
from requests_app.law.deadlines import lateness_objection_window
from requests_app.law.states import Outcome, State
from requests_app.models import CaseEvent, ContactTask, EventKind, InformationRequest
from requests_app.services.access import confirm_email
from requests_app.services.answering import AnswerData, answer
from requests_app.services.completing import declare_complete
from requests_app.services.extending import extend
from requests_app.services.filing import FilingData, file_request
from requests_app.services.recalendar import RequestImpact
from requests_app.told import told_due_dates
from tests.factories import AgencyFactory, officer

pytestmark = pytest.mark.django_db
EXTRA = DayChange(date(2026, 10, 7), "Libur tambahan", "local")
DECREE = {"decree_number": "SK 500/2026", "decree_date": date(2026, 10, 1)}


def wib(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=WIB)


@pytest.fixture
def dinsos(calendar_2026):
    return AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")


@pytest.fixture
def petugas(dinsos):
    return officer(Role.PPID_PELAKSANA, dinsos)


def file(agency, at, email="", name="Ani Lestari"):
    data = FilingData(agency=agency, details=f"Anggaran {at:%d %m} {name}", name=name, email=email)
    return file_request(data=data, now=at, by=None).case


def change(utama, atasan, *days, now=None, **fields):
    now = now or wib(10, 2)
    proposal = propose_changes(actor=utama, days=days or (EXTRA,), now=now, **{**DECREE, **fields})
    return confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=now)


def answer_case(case, petugas, at):
    declare_complete(case=case, by=petugas, now=at)
    return answer(
        case=case, data=AnswerData(Outcome.GRANTED, "Ini datanya.", handed_over=True), by=petugas, now=at
    )


@time_machine.travel(wib(10, 2), tick=False)
def test_holiday_moves_the_open_case_everywhere_when_two_people_agree(
    client, utama, atasan, dinsos, petugas, django_capture_on_commit_callbacks
):
    case = file(dinsos, wib(10, 1), email="ani@example.com")
    confirm_email(case=case, now=wib(10, 1, 10))
    assert case.due_on == date(2026, 10, 15)
    mail.outbox.clear()

    client.force_login(utama)
    page = client.post(
        reverse("calendar:propose"), {"text": "7 Oktober 2026 Libur tambahan", "kind": "local"}
    )
    client.post(
        reverse("calendar:create_proposal"),
        {
            "signed": page.context["signed"],
            "days": list(page.context["ticked"]),
            "decree_number": "SK 500/2026",
            "decree_date": "2026-10-01",
            "note": "",
            "confirms_year": "",
        },
    )
    proposal = HolidayProposal.objects.get()
    client.force_login(atasan)
    shown = client.get(reverse("calendar:proposal", args=[proposal.pk])).content.decode()
    assert case.number in shown
    assert "Kamis, 15 Oktober 2026" in shown
    assert "Jumat, 16 Oktober 2026" in shown
    case.refresh_from_db()
    assert case.due_on == date(2026, 10, 15)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("calendar:confirm", args=[proposal.pk]))
    case.refresh_from_db()
    assert (case.due_on, case.original_due_on) == (date(2026, 10, 16), date(2026, 10, 16))
    event = case.events.get(kind=EventKind.DUE_MOVED)
    assert event.data["due_before"] == "2026-10-15"
    assert event.data["due_on"] == "2026-10-16"
    assert "SK 500/2026" in event.data["reason"]
    assert event.actor == atasan
    (message,) = [m for m in mail.outbox if "ani@example.com" in m.to]
    assert "16 Oktober 2026" in message.body
    client.force_login(petugas)
    desk = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "16 Oktober 2026" in desk
    assert "Libur tambahan" in desk
    assert AuditEvent.objects.filter(action="case.due_moved").count() == 1


def test_closed_case_keeps_the_date_it_was_judged_by(utama, atasan, dinsos, petugas):
    case = file(dinsos, wib(9, 28))
    answer_case(case, petugas, wib(10, 2))
    case.refresh_from_db()
    judged = case.judged_due_on
    assert judged == date(2026, 10, 12)
    assert change(utama, atasan, now=wib(10, 5)).moved == 0
    case.refresh_from_db()
    assert (case.judged_due_on, case.due_on) == (judged, judged)
    assert not case.events.filter(kind=EventKind.DUE_MOVED).exists()


def test_citizen_without_confirmed_address_is_told_by_the_officer(utama, atasan, dinsos):
    case = file(dinsos, wib(10, 1))
    change(utama, atasan)
    task = ContactTask.objects.get(case=case, kind="case.due_moved")
    assert "16 Oktober 2026" in task.text
    assert "Ani" not in task.text


def test_extended_case_moves_both_its_dates(utama, atasan, dinsos, petugas):
    case = file(dinsos, wib(10, 1))
    declare_complete(case=case, by=petugas, now=wib(10, 2))
    extend(case=case, ground="a", reason="Dokumen belum terkumpul", by=petugas, now=wib(10, 5))
    change(utama, atasan, DayChange(date(2026, 10, 20), "Libur tambahan", "local"), now=wib(10, 6))
    case.refresh_from_db()
    assert (case.original_due_on, case.due_on) == (date(2026, 10, 15), date(2026, 10, 27))
    assert told_due_dates(case) == [date(2026, 10, 26), date(2026, 10, 27)]


def test_removed_holiday_brings_the_date_back_and_the_earlier_one_opens_the_rights(utama, atasan, dinsos):
    case = file(dinsos, wib(10, 1))
    change(utama, atasan)
    change(utama, atasan, DayChange(EXTRA.date, EXTRA.name, EXTRA.kind, Change.REMOVE), now=wib(10, 5))
    case.refresh_from_db()
    assert case.due_on == date(2026, 10, 15)
    assert told_due_dates(case) == [date(2026, 10, 15), date(2026, 10, 16), date(2026, 10, 15)]
    opens, closes = lateness_objection_window(case.due_on, current_calendar(), told=told_due_dates(case))
    assert opens == date(2026, 10, 16)
    assert closes.on == date(2026, 11, 27)


def test_cases_outside_the_count_do_not_move(utama, atasan, dinsos):
    earlier = file(dinsos, wib(9, 10))
    later = file(dinsos, wib(10, 7, 10))
    on_a_weekend = DayChange(date(2026, 10, 10), "Libur Sabtu", "local")
    inside = file(dinsos, wib(10, 1), name="Budi")
    before = list(InformationRequest.objects.values_list("pk", "due_on"))
    assert change(utama, atasan, on_a_weekend).moved == 0
    assert list(InformationRequest.objects.values_list("pk", "due_on")) == before
    assert change(utama, atasan).moved == 1
    moved = CaseEvent.objects.filter(kind=EventKind.DUE_MOVED).values_list("case", flat=True)
    assert list(moved) == [inside.pk]
    assert earlier.pk != later.pk


def test_preview_names_what_moves_what_is_excused_and_what_becomes_late(utama, dinsos, petugas):
    open_late = file(dinsos, wib(10, 1), name="A")
    answered_late = file(dinsos, wib(10, 1), name="B")
    answer_case(answered_late, petugas, wib(10, 16))
    answered_very_late = file(dinsos, wib(10, 1), name="C")
    answer_case(answered_very_late, petugas, wib(10, 19))
    before = read_calendar()
    proposal = propose_changes(actor=utama, days=(EXTRA,), now=wib(10, 16), **DECREE)
    after = calendar_after(proposal, before)
    rows = RequestImpact().preview(before=before, after=after, today=date(2026, 10, 16))
    found = {row.label: (row.moves, row.excused, row.becomes_late) for row in rows}
    assert found == {
        open_late.number: (True, True, False),
        answered_late.number: (False, True, False),
    }
    back = RequestImpact().preview(before=after, after=before, today=date(2026, 10, 16))
    assert back == []
    InformationRequest.objects.filter(pk=open_late.pk).update(
        due_on="2026-10-16", original_due_on="2026-10-16"
    )
    (row,) = RequestImpact().preview(before=after, after=before, today=date(2026, 10, 16))
    assert (row.new_due_on, row.becomes_late) == (date(2026, 10, 15), True)


def test_provisional_mark_goes_without_event_when_the_year_is_confirmed(utama, atasan, dinsos):
    from portal.workcalendar.models import Holiday

    case = file(dinsos, wib(12, 21))
    assert case.due_is_provisional
    decreed = [DayChange(row.date, row.name, row.kind) for row in Holiday.objects.filter(date__year=2027)]
    change(utama, atasan, *decreed, confirms_year=2027, now=wib(12, 22))
    case.refresh_from_db()
    assert not case.due_is_provisional
    assert not case.events.filter(kind=EventKind.DUE_MOVED).exists()


def test_preview_costs_two_queries_whatever_the_number_of_cases(utama, dinsos):
    for number in range(3):
        file(dinsos, wib(10, 1), name=f"Warga {number}")
    before = read_calendar()
    proposal = propose_changes(actor=utama, days=(EXTRA,), now=wib(10, 2), **DECREE)
    after = calendar_after(proposal, before)
    with CaptureQueriesContext(connection) as captured:
        rows = RequestImpact().preview(before=before, after=after, today=date(2026, 10, 2))
    assert len(rows) == 3
    assert len(captured) == 2


def test_state_and_clock_stay_as_they_are_when_the_date_moves(utama, atasan, dinsos):
    case = file(dinsos, wib(10, 1))
    received = case.received_at
    change(utama, atasan)
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    assert case.received_at == received
    sequences = list(case.events.values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert case.due_on - timedelta(days=1) == date(2026, 10, 15)
