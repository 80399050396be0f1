"""Every (state, action, actor) triple is decided by the table; the rights are written out by hand here."""

from datetime import date

import pytest

from portal.kernel.errors import NotAllowed, RuleViolation
from requests_app.law.grounds import EXEMPTION_GROUNDS, OBJECTION_GROUNDS, selectable_objection_grounds
from requests_app.law.states import (
    GUARDS,
    OPEN_STATES,
    TRANSITIONS,
    Action,
    Actor,
    Facts,
    Outcome,
    RefusalStage,
    State,
    Visibility,
    allowed_actions,
    check_transition,
)

PLAIN = Facts(today=date(2026, 3, 20), due_on=date(2026, 4, 2))
C, P, U, A, S = (
    Actor.CITIZEN,
    Actor.PPID_PELAKSANA,
    Actor.PPID_UTAMA,
    Actor.ATASAN_PPID,
    Actor.SYSTEM,
)
NEW, REC, INC, PRO, ANS, CLO = (
    None,
    State.RECEIVED,
    State.INCOMPLETE,
    State.IN_PROGRESS,
    State.ANSWERED,
    State.CLOSED,
)
EXPECTED = {
    Action.FILE: ({NEW}, {C, P, U}),
    Action.DECLARE_COMPLETE: ({REC}, {P, U}),
    Action.REQUEST_COMPLETION: ({REC, PRO}, {P, U}),
    Action.COMPLETE: ({INC}, {C, P, U}),
    Action.CLOSE_NOT_COMPLETED: ({INC}, {P, U}),
    Action.FORWARD: ({REC, INC, PRO}, {P, U}),
    Action.SPLIT: ({REC, PRO}, {P, U}),
    Action.CLOSE_SPLIT: ({PRO}, {S}),
    Action.REOPEN_SPLIT: ({CLO}, {S}),
    Action.START: ({PRO}, {P, U}),
    Action.EXTEND: ({REC, INC, PRO}, {P, U}),
    Action.PROPOSE_REFUSAL: ({REC, PRO}, {P, U}),
    # PPID Pelaksana only by a decree of delegation: the guard of that row, tried below.
    Action.SIGN_REFUSAL: ({PRO}, {P, U}),
    Action.APPROVE_REFUSAL: ({PRO}, {A}),
    Action.RETURN_REFUSAL: ({PRO}, {P, U, A}),
    Action.ANSWER: ({REC, INC, PRO}, {P, U}),
    Action.HAND_OVER: ({ANS}, {P, U}),
    Action.WITHDRAW: ({REC, INC, PRO}, {C, P, U}),
    Action.REOPEN: ({ANS, CLO}, {P, U, A}),
    Action.MARK_NOT_A_REQUEST: ({REC, INC, PRO}, {P, U}),
    Action.MARK_SPAM: ({REC, INC, PRO}, {P, U}),
    Action.CONFIRM_SPAM: ({REC, INC, PRO}, {U}),
    Action.REJECT_SPAM: ({REC, INC, PRO}, {U}),
    Action.PUBLISH: ({ANS, CLO}, {P, U}),
    Action.HIDE: ({ANS, CLO}, {P, U}),
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", [None, *State])
@pytest.mark.parametrize("actor", Actor)
def test_triple_is_decided_as_written_by_hand(state, action, actor):
    states, actors = EXPECTED[action]
    rows = [row for row in TRANSITIONS if row.action is action]
    for outcome in {outcome for row in rows for outcome in row.outcomes} or {None}:
        if state in states and actor in actors:
            row = check_transition(state, action, None, actor=actor, outcome=outcome)
            assert isinstance(row.leads_to(state), State)
        else:
            with pytest.raises((RuleViolation, NotAllowed)) as caught:
                check_transition(state, action, None, actor=actor, outcome=outcome)
            expected = NotAllowed if state in states else RuleViolation
            assert isinstance(caught.value, expected)
            assert caught.value.message.endswith(".")


def test_every_guard_exists_and_is_used():
    used = {name for row in TRANSITIONS for name in row.guards}
    assert used == set(GUARDS)
    assert all(row.article for row in TRANSITIONS)


def test_only_ends_and_notices_stop_the_clock():
    for row in TRANSITIONS:
        assert row.stops_clock == bool(row.outcomes)
        if row.stops_clock:
            assert row.target in {State.ANSWERED, State.CLOSED}
        else:
            assert row.action is Action.HAND_OVER or row.target not in {State.ANSWERED, State.CLOSED}


def test_every_outcome_can_be_reached():
    assert {outcome for row in TRANSITIONS for outcome in row.outcomes} == set(Outcome)


def test_incomplete_case_can_still_be_answered_extended_and_withdrawn():
    offered = {option.action for option in allowed_actions(State.INCOMPLETE, PLAIN) if option.allowed}
    assert {Action.ANSWER, Action.EXTEND, Action.WITHDRAW, Action.FORWARD} <= offered


def test_citizen_sees_only_own_actions():
    offered = {option.action for option in allowed_actions(State.INCOMPLETE, PLAIN, actor=Actor.CITIZEN)}
    assert offered == {Action.COMPLETE, Action.WITHDRAW}
    assert allowed_actions(State.CLOSED, PLAIN, actor=Actor.CITIZEN) == ()


def option(state, action, **facts):
    found = Facts(**{"today": PLAIN.today, "due_on": PLAIN.due_on, **facts})
    return next(o for o in allowed_actions(state, found) if o.action is action)


def test_extension_is_refused_when_used_or_late_and_says_why():
    assert option(PRO, Action.EXTEND, today=date(2026, 4, 2)).allowed
    late = option(PRO, Action.EXTEND, today=date(2026, 4, 3))
    assert not late.allowed
    assert "2 April 2026" in late.why_not[0]
    again = option(PRO, Action.EXTEND, extended=True)
    assert "satu kali" in again.why_not[0]


def test_closing_as_not_completed_needs_proof_and_three_days():
    assert "bukti" in option(INC, Action.CLOSE_NOT_COMPLETED).why_not[0]
    waiting = option(INC, Action.CLOSE_NOT_COMPLETED, completion_until=date(2026, 3, 20))
    assert "20 Maret 2026" in waiting.why_not[0]
    assert option(INC, Action.CLOSE_NOT_COMPLETED, completion_until=date(2026, 3, 19)).allowed


def test_refusal_goes_through_three_hands_and_needs_a_decree():
    assert not option(PRO, Action.SIGN_REFUSAL).allowed
    drafted = option(PRO, Action.PROPOSE_REFUSAL, refusal_on_exemption=True)
    assert "uji konsekuensi" in drafted.why_not[0]
    proposed = {"refusal": RefusalStage.PROPOSED, "refusal_on_exemption": True}
    assert "uji konsekuensi" in option(PRO, Action.SIGN_REFUSAL, **proposed).why_not[0]
    assert option(PRO, Action.SIGN_REFUSAL, **proposed, decree_in_force=True).allowed
    assert not option(PRO, Action.APPROVE_REFUSAL, **proposed, decree_in_force=True).allowed
    signed = {"refusal": RefusalStage.SIGNED, "refusal_on_exemption": True}
    assert not option(PRO, Action.APPROVE_REFUSAL, **signed).allowed
    assert option(PRO, Action.APPROVE_REFUSAL, **signed, decree_in_force=True).allowed
    assert option(PRO, Action.APPROVE_REFUSAL, refusal=RefusalStage.SIGNED).allowed
    assert not option(PRO, Action.ANSWER, **signed).allowed
    assert option(PRO, Action.EXTEND, **proposed).allowed


def test_unit_signs_a_refusal_only_by_delegation():
    facts = Facts(PLAIN.today, PLAIN.due_on, refusal=RefusalStage.PROPOSED)
    with pytest.raises(RuleViolation) as caught:
        check_transition(PRO, Action.SIGN_REFUSAL, facts, actor=P)
    assert caught.value.code == "signing_delegated"
    assert check_transition(PRO, Action.SIGN_REFUSAL, facts, actor=U)
    delegated = Facts(PLAIN.today, PLAIN.due_on, refusal=RefusalStage.PROPOSED, signing_delegated=True)
    assert check_transition(PRO, Action.SIGN_REFUSAL, delegated, actor=P)


def test_acts_without_an_object_are_silent():
    assert option(PRO, Action.SIGN_REFUSAL).silent
    assert option(PRO, Action.CONFIRM_SPAM).silent
    late = option(PRO, Action.EXTEND, today=date(2026, 4, 3))
    assert not late.allowed and not late.silent


def test_split_case_is_worked_on_in_its_parts():
    for action in (Action.ANSWER, Action.EXTEND, Action.SPLIT, Action.FORWARD, Action.WITHDRAW):
        assert not option(PRO, action, parts=2, open_parts=2).allowed
    assert not option(PRO, Action.CLOSE_SPLIT, parts=2, open_parts=1).allowed
    assert option(PRO, Action.CLOSE_SPLIT, parts=2).allowed
    assert not option(PRO, Action.SPLIT, is_part=True).allowed
    assert not option(CLO, Action.REOPEN, parts=2).allowed
    assert not option(CLO, Action.REOPEN_SPLIT, parts=2).allowed
    assert option(CLO, Action.REOPEN_SPLIT, parts=2, open_parts=1).allowed


def test_spam_needs_a_mark_before_it_is_confirmed():
    assert not option(REC, Action.CONFIRM_SPAM).allowed
    assert option(REC, Action.CONFIRM_SPAM, spam_marked=True).allowed
    assert not option(REC, Action.MARK_SPAM, spam_marked=True).allowed
    assert option(REC, Action.ANSWER, spam_marked=True).allowed


def test_answer_is_opened_only_when_masked_and_never_when_there_is_none():
    facts = {"outcome": Outcome.GRANTED, "masked_and_confirmed": True}
    assert option(CLO, Action.PUBLISH, **facts).allowed
    assert not option(CLO, Action.PUBLISH, outcome=Outcome.GRANTED).allowed
    assert not option(CLO, Action.PUBLISH, outcome=Outcome.SPAM, masked_and_confirmed=True).allowed
    assert not option(CLO, Action.PUBLISH, **facts, visibility=Visibility.PUBLIC).allowed
    assert option(CLO, Action.HIDE, **facts, visibility=Visibility.PUBLIC).allowed


def test_particulars_are_demanded_when_given_are_checked():
    with pytest.raises(RuleViolation) as caught:
        check_transition(PRO, Action.EXTEND, PLAIN, actor=P, given={"ground"})
    assert caught.value.code == "missing"
    assert caught.value.details["missing"] == ["reason"]
    assert check_transition(PRO, Action.EXTEND, PLAIN, actor=P, given={"ground", "reason"})


def test_answer_leads_to_answered_when_something_is_still_owed_and_closes_otherwise():
    assert check_transition(PRO, Action.ANSWER, PLAIN, actor=P, outcome=Outcome.GRANTED).target is ANS
    assert check_transition(PRO, Action.ANSWER, PLAIN, actor=P, outcome=Outcome.NOT_HELD).target is CLO
    with pytest.raises(RuleViolation) as caught:
        check_transition(PRO, Action.ANSWER, PLAIN, actor=P, outcome=Outcome.REFUSED)
    assert caught.value.code == "wrong_outcome"


def test_blocked_guard_names_its_article():
    with pytest.raises(RuleViolation) as caught:
        check_transition(PRO, Action.EXTEND, Facts(date(2026, 4, 3), date(2026, 4, 2)), actor=P)
    assert caught.value.code == "first_date_not_passed"
    assert "Pasal 22 ayat (8)" in caught.value.article


def test_wrong_role_is_told_whose_act_it_is():
    with pytest.raises(NotAllowed, match="Atasan PPID"):
        check_transition(PRO, Action.APPROVE_REFUSAL, PLAIN, actor=P, outcome=Outcome.REFUSED)


def test_words_exist_for_people():
    for kind in (State, Outcome, Visibility, Actor, Action):
        labels = [member.label for member in kind]
        assert len(set(labels)) == len(labels)
        assert all(label and label != member.value for label, member in zip(labels, kind, strict=True))
    assert {REC, INC, PRO} == OPEN_STATES


def test_grounds_follow_the_letters_of_the_statute():
    assert [ground.letter for ground in OBJECTION_GROUNDS] == list("abcdefg")
    assert [ground.letter for ground in EXEMPTION_GROUNDS] == list("abcdefghij")
    assert [ground.letter for ground in selectable_objection_grounds(late=False)] == list("abdef")
    assert len(selectable_objection_grounds(late=True)) == 7
    assert [g.letter for g in OBJECTION_GROUNDS if not g.needs_request] == ["b"]
    assert [g.letter for g in OBJECTION_GROUNDS if not g.amicable] == ["a"]
    e = OBJECTION_GROUNDS[4]
    assert "tidak dipenuhinya" in e.text
    assert "tidak dikabulkannya" in e.perki_text
