"""From a test to a decree to its end, through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from disclosure.exemption_reads import as_public, register_rows
from disclosure.exemptions.papers import decree_pdf
from disclosure.exemptions.port import Register
from disclosure.law.closure import Status, status_on
from disclosure.law.exemptions import ExemptionRuleBroken
from disclosure.models import CityWait, ExemptFile, Exemption, ExemptionDecree, ListEntry, TestedItem
from disclosure.services.exemption_decrees import decline_as_superior, record_decree
from disclosure.services.exemption_endings import check_file, declare_open, record_ruling, review_exemption
from disclosure.services.exemption_tests import (
    TesterData,
    return_test,
    save_item,
    save_testers,
    start_change,
    start_test,
    submit_test,
    verify_test,
)
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar
from tests.disclosure.conftest import at
from tests.exemptions.conftest import SECRETS, approved, decreed, line, paper, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NOW = at(2026, 1, 12)


def test_exemption_holds_only_with_both_approvals_and_a_decree_with_file(offices):
    decree = verify_test(test=submitted(offices, NOW), titles={}, by=offices.utama, now=NOW)
    call = {
        "decree": decree, "number": "SK/1", "dated_on": date(2026, 1, 12), "file": paper(NOW), "signer_name": "R",
        "signer_title": "K", "by": offices.utama, "now": NOW,
    }  # fmt: skip
    with pytest.raises(ExemptionRuleBroken, match="Atasan PPID"):
        record_decree(**call)
    with pytest.raises(InputError):
        record_decree(**{**call, "file": None})
    with pytest.raises(NotAllowed):
        record_decree(**{**call, "by": offices.publisher})
    assert not Exemption.objects.exists()
    assert decreed(offices, number="SK/2").decree.number == "SK/2"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (line(never_exempt_kind="judgment"), ExemptionRuleBroken),
        (line(ends_on=None), ExemptionRuleBroken),
        (line(ground="h", ends_on=None, review_on=date(2027, 1, 1)), ExemptionRuleBroken),
        (line(ground="j"), ExemptionRuleBroken),
        (line(if_opened=" "), InputError),
        (line(information=""), InputError),
    ],
)
def test_line_that_the_law_does_not_allow_is_refused_and_not_kept(offices, data, error):
    test = start_test(agency=offices.dinsos, by=offices.publisher, now=NOW, held_on=NOW.date())
    with pytest.raises(error):
        save_item(test=test, data=data, by=offices.publisher, now=NOW)
    assert not TestedItem.objects.exists()


def test_other_unit_and_operator_write_no_test(offices):
    for by in (offices.operator, offices.other_publisher):
        with pytest.raises(NotAllowed):
            start_test(agency=offices.dinsos, by=by, now=NOW, held_on=NOW.date())


def test_returned_sheet_keeps_its_number_and_waits_again(offices):
    test = submitted(offices, NOW)
    with pytest.raises(InputError):
        return_test(test=test, reason=" ", by=offices.utama, now=NOW)
    return_test(test=test, reason="Perjelas.", by=offices.utama, now=NOW)
    test.refresh_from_db()
    again = submitted(offices, NOW, test=test)
    assert again.number == test.number
    assert list(CityWait.objects.values_list("outcome", flat=True)) == ["returned", ""]


def test_superior_who_declines_sends_the_sheet_back_and_his_approvals_fall(offices):
    decree = approved(offices, submitted(offices, NOW), NOW)
    test = decline_as_superior(decree=decree, reason="Terlalu luas.", by=offices.atasan, now=NOW)
    assert (test.state, ExemptionDecree.objects.count()) == ("returned", 0)


def test_secret_texts_are_encrypted_at_rest_and_absent_from_the_audit(offices):
    decreed(offices)
    with connection.cursor() as cursor:
        cursor.execute("select information, if_opened, if_closed from disclosure_testeditem")
        held = str(cursor.fetchall())
    trail = " ".join(f"{e.target_label} {e.data}" for e in AuditEvent.objects.all())
    assert [word for word in SECRETS if word in held or word in trail] == []
    assert TestedItem.objects.get().if_opened == "KonsekuensiRahasiaSatu"


def renew(world, exemption, now, **values):
    test = start_change(exemption=exemption, by=world.publisher, now=now, held_on=wib_date(now))
    item = test.items.get()
    data = replace(line(), ends_on=date(2027, 6, 30), starts_on=exemption.starts_on, **values)
    save_item(test=test, data=data, by=world.publisher, now=now, item=item)
    save_testers(test=test, testers=[TesterData("A", "B", "C")], by=world.publisher, now=now)
    submit_test(test=test, by=world.publisher, now=now)
    return record_decree(
        decree=approved(world, test, now), number=f"SK/{now:%m%d}", dated_on=wib_date(now), file=paper(now),
        signer_name="R", signer_title="K", by=world.utama, now=now,
    )  # fmt: skip


def test_renewal_in_time_keeps_it_closed_and_is_listed(offices):
    exemption = decreed(offices)
    renew(offices, exemption, at(2026, 6, 30))
    shown = as_public(register_rows().get(), date(2026, 7, 1), current_calendar())
    assert shown.status is Status.IN_FORCE
    assert [(r.decree_number, r.former_end, r.new_end) for r in shown.renewals] == [
        ("SK/0630", date(2026, 6, 30), date(2027, 6, 30))
    ]


def test_renewal_after_the_end_fails_and_leaves_it_open_by_law(offices):
    exemption = decreed(offices)
    with pytest.raises(ExemptionRuleBroken, match="demi hukum"):
        renew(offices, exemption, at(2026, 7, 1))
    exemption.refresh_from_db()
    assert status_on(exemption.period, date(2026, 7, 1), current_calendar()) is Status.OPEN_BY_LAW


def test_renewal_begun_in_time_fails_when_its_decree_comes_after_the_end(offices):
    exemption = decreed(offices)
    test = start_change(
        exemption=exemption, by=offices.publisher, now=at(2026, 6, 29), held_on=date(2026, 6, 29)
    )
    data = replace(line(), ends_on=date(2027, 6, 30), starts_on=exemption.starts_on)
    save_item(test=test, data=data, by=offices.publisher, now=at(2026, 6, 29), item=test.items.get())
    save_testers(test=test, testers=[TesterData("A", "B", "C")], by=offices.publisher, now=at(2026, 6, 29))
    submit_test(test=test, by=offices.publisher, now=at(2026, 6, 29))
    late = at(2026, 7, 1)
    with pytest.raises(ExemptionRuleBroken, match="demi hukum"):
        record_decree(
            decree=approved(offices, test, late), number="SK/9", dated_on=late.date(), file=paper(late),
            signer_name="R", signer_title="K", by=offices.utama, now=late,
        )  # fmt: skip
    assert as_public(register_rows().get(), late.date(), current_calendar()).renewals == ()


def test_decree_is_recorded_once_when_two_people_press(offices):
    decree = approved(offices, submitted(offices, NOW), NOW)
    call = {
        "decree": decree, "dated_on": date(2026, 1, 12), "file": paper(NOW), "signer_name": "R", "signer_title": "K",
        "by": offices.utama, "now": NOW,
    }  # fmt: skip
    record_decree(**call, number="SK/1")
    with pytest.raises(RuleViolation):
        record_decree(**call, number="SK/2")
    assert Exemption.objects.count() == 1


def test_change_to_open_opens_at_once(offices):
    exemption = decreed(offices)
    renew(offices, exemption, at(2026, 3, 2), result="open")
    exemption.refresh_from_db()
    assert (exemption.opened_by, exemption.opened_on) == ("change", date(2026, 3, 2))
    with pytest.raises(ExemptionRuleBroken):
        start_change(exemption=exemption, by=offices.publisher, now=NOW, held_on=NOW.date())


def test_penetapan_opens_in_its_window_only_and_needs_number_and_file(offices):
    exemption = decreed(offices)
    call = {"exemption": exemption, "number": "P/1", "by": offices.utama, "file": paper(NOW)}
    with pytest.raises(ExemptionRuleBroken, match="paling awal"):
        declare_open(**call, dated_on=date(2026, 3, 2), now=at(2026, 3, 2))
    with pytest.raises(InputError):
        declare_open(**{**call, "file": None}, dated_on=date(2026, 6, 1), now=at(2026, 6, 2))
    declare_open(**call, dated_on=date(2026, 6, 2), now=at(2026, 6, 2))
    exemption.refresh_from_db()
    assert exemption.opened_by == "declaration"


def test_public_hearing_opens_ground_a_only(offices):
    exemption = decreed(offices)
    call = {"exemption": exemption, "number": "P/1", "by": offices.utama, "file": paper(NOW)}
    with pytest.raises(InputError):
        record_ruling(**call, in_hearing=True, dated_on=date(2026, 3, 2), now=at(2026, 3, 2))
    assert (
        record_ruling(**call, in_hearing=False, dated_on=date(2026, 3, 2), now=at(2026, 3, 2)).opened_by
        == "ruling"
    )


def test_open_ended_exemption_is_reviewed_with_a_reason_and_a_next_date(offices):
    data = line(
        ground="h",
        ends_on=None,
        review_on=date(2026, 9, 1),
        has_written_consent=False,
        concerns_public_office=False,
    )
    exemption = decreed(offices, None, data)
    call = {"exemption": exemption, "by": offices.utama, "now": at(2026, 9, 2)}
    with pytest.raises(InputError):
        review_exemption(**call, reason=" ", next_review_on=date(2027, 9, 1))
    review_exemption(**call, reason="Masih perlu.", next_review_on=date(2027, 9, 1))
    exemption.refresh_from_db()
    assert exemption.review_on == date(2027, 9, 1)


CHECK = {"other_ground": "", "personal_data": "none", "note": ""}


def test_file_leaves_only_after_lapse_and_a_clean_check_under_the_approved_title(offices):
    exemption, file = decreed(offices), ExemptFile.objects.get()
    call = {"exemption": exemption, "file": file, "by": offices.utama}
    with pytest.raises(ExemptionRuleBroken, match="masih dikecualikan"):
        check_file(**call, **CHECK, now=at(2026, 6, 30))
    after = at(2026, 7, 1)
    with pytest.raises(InputError):
        check_file(**call, **{**CHECK, "personal_data": "masked"}, now=after)
    for finding in ({"other_ground": "h"}, {"personal_data": "present"}):
        assert not check_file(**call, **{**CHECK, **finding}, now=after).passed
    assert not ListEntry.objects.exists()
    entry = check_file(**call, **CHECK, now=after).entry
    assert (entry.title, entry.live) == ("Rencana kontinjensi objek vital", False)
    assert "rahasia" not in entry.files.get().stored.name.lower()


def test_port_knows_a_decree_exactly_while_it_closes(offices):
    exemption = decreed(offices)
    found = lambda day, ground="c": [  # noqa: E731
        ref.id for ref in Register().decrees_covering(agency=offices.dinsos, ground=ground, on=day)
    ]
    assert found(date(2026, 6, 30)) == [str(exemption.pk)]
    assert found(date(2026, 7, 1)) == found(date(2026, 1, 11)) == found(date(2026, 6, 30), "a") == []
    assert Register().decrees_covering(agency=offices.dishub, ground="c", on=date(2026, 6, 30)) == []


def test_case_opens_one_test_however_often_it_is_asked(offices):
    ask = {
        "case_number": "1/DINSOS",
        "agency": offices.dinsos,
        "subject": "x",
        "ground": "c",
        "by": offices.publisher,
    }
    assert Register().open_test(**ask) == Register().open_test(**ask)


def test_file_of_another_exemption_is_refused(offices):
    first, file = decreed(offices), ExemptFile.objects.get()
    second = decreed(offices, number="SK/2")
    assert first.pk != second.pk
    with pytest.raises(RuleViolation):
        check_file(exemption=second, file=file, by=offices.utama, now=at(2026, 7, 1), **CHECK)


def test_port_gives_the_requesters_copy_of_the_decree_and_nothing_for_a_stranger(offices):
    held = decreed(offices)
    content = Register().requester_copy(decree_id=str(held.pk))
    assert content == decree_pdf(held.decree.test, only=held).bytes and content.startswith(b"%PDF")
    assert Register().requester_copy(decree_id="999999") is None
