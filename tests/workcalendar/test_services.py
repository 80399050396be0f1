"""Two people, one decree: what may change the calendar and what follows."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.workcalendar.models import CalendarYear, Change, Holiday, HolidayProposal, ProposalState
from portal.workcalendar.selectors import calendar_after, current_calendar, read_calendar, year_statuses
from portal.workcalendar.services import (
    DayChange,
    confirm_proposal,
    propose_changes,
    reject_proposal,
    withdraw_proposal,
)
from tests.factories.agencies import officer
from tests.workcalendar.conftest import impact_row

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 2, 3, tzinfo=UTC)
EXTRA = DayChange(date(2026, 10, 7), "Libur tambahan", "national")
DECREE = {"decree_number": "SKB 1/2026", "decree_date": date(2026, 10, 1)}


def propose(actor, *days, **fields):
    return propose_changes(actor=actor, days=days or (EXTRA,), now=NOW, **{**DECREE, **fields})


def test_proposed_day_counts_only_after_a_second_person_confirmed(calendar_2026, utama, atasan):
    proposal = propose(utama)
    assert current_calendar().is_workday(date(2026, 10, 7))
    assert not calendar_after(proposal, read_calendar()).is_workday(date(2026, 10, 7))
    confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    assert not current_calendar().is_workday(date(2026, 10, 7))
    day = Holiday.objects.get(date="2026-10-07")
    assert (day.confirmed, day.decree_number, day.source) == (True, "SKB 1/2026", "decree")


def test_calendar_after_equals_what_confirming_makes(calendar_2026, utama, atasan):
    proposal = propose(
        utama,
        EXTRA,
        DayChange(date(2026, 8, 25), "", "national", Change.REMOVE),
        DayChange(date(2026, 12, 24), "Libur daerah", "local"),
        DayChange(date(2028, 1, 1), "Tahun Baru", "national"),
    )
    expected = calendar_after(proposal, read_calendar())
    confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    assert read_calendar() == expected
    assert 2028 in expected.known_years
    assert 2028 not in expected.confirmed_years


def test_proposer_cannot_confirm_nor_reject_own_proposal(calendar_2026, utama):
    proposal = propose(utama)
    for act in (
        lambda: confirm_proposal(actor=utama, proposal_id=proposal.pk, now=NOW),
        lambda: reject_proposal(actor=utama, proposal_id=proposal.pk, reason="x", now=NOW),
    ):
        with pytest.raises(RuleViolation) as caught:
            act()
        assert caught.value.code == "same_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        HolidayProposal.objects.update(state="confirmed", decided_by=utama, decided_at=NOW)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PPID_PELAKSANA, Role.PIMPINAN, Role.NEWS_EDITOR])
def test_roles_without_the_right_can_neither_propose_nor_confirm(calendar_2026, utama, role):
    person = officer(role)
    with pytest.raises(NotAllowed):
        propose(person)
    with pytest.raises(NotAllowed):
        confirm_proposal(actor=person, proposal_id=propose(utama).pk, now=NOW)


def test_administrator_proposes_but_does_not_confirm(calendar_2026, utama):
    administrator = officer(Role.ADMINISTRATOR)
    assert propose(administrator).state == ProposalState.OPEN
    with pytest.raises(NotAllowed):
        confirm_proposal(actor=administrator, proposal_id=propose(utama).pk, now=NOW)


def test_decided_proposal_stays_decided(calendar_2026, utama, atasan):
    proposal = propose(utama)
    confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    for act in (
        lambda: confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW),
        lambda: reject_proposal(actor=atasan, proposal_id=proposal.pk, reason="x", now=NOW),
        lambda: withdraw_proposal(actor=utama, proposal_id=proposal.pk, now=NOW),
    ):
        with pytest.raises(RuleViolation, match="sudah diputus"):
            act()


def test_rejected_and_withdrawn_proposals_change_nothing(calendar_2026, utama, atasan):
    before = read_calendar()
    with pytest.raises(InputError, match="alasan"):
        reject_proposal(actor=atasan, proposal_id=propose(utama).pk, reason=" ", now=NOW)
    rejected = reject_proposal(actor=atasan, proposal_id=propose(utama).pk, reason="Keliru tahun", now=NOW)
    withdrawn = withdraw_proposal(actor=utama, proposal_id=propose(utama).pk, now=NOW)
    assert (rejected.state, rejected.decision_note) == ("rejected", "Keliru tahun")
    assert withdrawn.state == "withdrawn"
    with pytest.raises(NotAllowed):
        withdraw_proposal(actor=atasan, proposal_id=propose(utama).pk, now=NOW)
    assert read_calendar() == before


@pytest.mark.parametrize(
    ("days", "fields", "place"),
    [
        ([EXTRA], {"decree_number": "  "}, "decree_number"),
        ([EXTRA], {"decree_date": None}, "decree_date"),
        ([EXTRA], {"decree_date": date(2026, 12, 1)}, "decree_date"),
        ([EXTRA, EXTRA], {}, "days"),
        ([DayChange(date(2026, 10, 7), " ", "national")], {}, "days"),
        ([DayChange(date(2026, 10, 7), "Libur", "wrong")], {}, "days"),
        ([DayChange(date(2036, 10, 7), "Libur", "national")], {}, "days"),
    ],
)
def test_proposal_is_refused_with_the_field_when_something_is_missing(
    calendar_2026, utama, days, fields, place
):
    with pytest.raises(InputError) as caught:
        propose(utama, *days, **fields)
    assert caught.value.field == place
    assert not HolidayProposal.objects.exists()


def test_empty_proposal_is_refused(calendar_2026, utama):
    with pytest.raises(InputError, match="satu hari"):
        propose_changes(actor=utama, days=(), now=NOW, **DECREE)


def test_year_is_confirmed_only_when_no_estimate_is_left(calendar_2026, utama, atasan):
    with pytest.raises(InputError, match="perkiraan") as caught:
        confirm_proposal(actor=atasan, proposal_id=propose(utama, confirms_year=2027).pk, now=NOW)
    assert caught.value.code == "estimates_left"
    assert CalendarYear.objects.get(year=2027).confirmed_at is None
    decreed = [DayChange(row.date, row.name, row.kind) for row in Holiday.objects.filter(date__year=2027)]
    proposal = propose(utama, *decreed, confirms_year=2027)
    confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    assert 2027 in current_calendar().confirmed_years
    assert [row.status for row in year_statuses([2026, 2027, 2028])] == ["confirmed", "confirmed", "missing"]


def test_seed_does_not_undo_what_people_decided(calendar_2026, utama, atasan):
    from portal.workcalendar.seed import load_seed

    removal = DayChange(date(2027, 1, 5), "", "national", Change.REMOVE)
    confirm_proposal(actor=atasan, proposal_id=propose(utama, removal).pk, now=NOW)
    count = load_seed(years=[2026, 2027], now=NOW)
    assert (count.created, count.changed) == (0, 0)
    assert not Holiday.objects.filter(date="2027-01-05").exists()


def test_every_app_is_asked_to_move_what_is_open(calendar_2026, utama, atasan, fake_provider):
    fake_provider.rows = [impact_row(1), impact_row(2, moves=False, excused=True)]
    proposal = confirm_proposal(actor=atasan, proposal_id=propose(utama).pk, now=NOW)
    assert proposal.moved == 1
    (given,) = fake_provider.applied
    assert given["before"].is_workday(date(2026, 10, 7))
    assert not given["after"].is_workday(date(2026, 10, 7))
    assert given["actor"] == atasan
    assert "SKB 1/2026" in given["reason"]


def test_nothing_is_moved_when_confirming_changes_no_day(calendar_2026, utama, atasan, fake_provider):
    same = Holiday.objects.get(date="2026-08-17")
    proposal = propose(utama, DayChange(same.date, same.name, same.kind))
    assert confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW).moved == 0
    assert fake_provider.applied == []


def test_nothing_is_kept_when_an_app_fails_to_move_its_cases(calendar_2026, utama, atasan, fake_provider):
    def fail(**given):
        raise RuntimeError("database gone")

    fake_provider.apply = fail
    proposal = propose(utama)
    with pytest.raises(RuntimeError):
        confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN
    assert current_calendar().is_workday(date(2026, 10, 7))


def test_each_step_is_in_the_audit_trail(calendar_2026, utama, atasan):
    proposal = propose(utama)
    confirm_proposal(actor=atasan, proposal_id=proposal.pk, now=NOW)
    assert list(AuditEvent.objects.order_by("id").values_list("action", "actor__email")) == [
        ("calendar.proposed", utama.email),
        ("calendar.confirmed", atasan.email),
    ]
