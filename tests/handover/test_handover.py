"""An officer leaves: everything open moves in one step, or nothing does; the last one cannot just go."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from disclosure.handover.guide import guide_pdf
from disclosure.handover.models import Handover
from disclosure.handover.services import Decree, hand_over_office
from disclosure.handover.work import work_with
from disclosure.models import ListEntry
from portal.accounts.models import User
from portal.agencies import policy, services
from portal.agencies.models import Membership, Role
from portal.agencies.rights import Action
from portal.audit.models import AuditEvent
from portal.content.models import AgencyPage, NewsCategory, NewsPage
from portal.content.services.pages import load_pages
from portal.files.inspection.running import inspect_bytes
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app.models import CaseEvent, InformationRequest
from tests.contracts.permissions.world import _case
from tests.disclosure.conftest import make_entry, person, published
from tests.emergency.conftest import announce

pytestmark = pytest.mark.django_db
DECREE = Decree("800/12/2026", date(2026, 3, 2))
TODAY = date(2026, 11, 25)


@pytest.fixture
def office(world: SimpleNamespace, catalogue: None) -> SimpleNamespace:
    """An officer with one piece of each kind of work, and somebody of the unit to take it."""
    load_pages()
    world.case = _case(world.dinsos)
    world.other_case = _case(world.dishub)
    InformationRequest.objects.filter(pk=world.case.pk).update(assigned_to=world.publisher)
    world.draft = make_entry(world.dinsos, title="Konsep")
    ListEntry.objects.filter(pk=world.draft.pk).update(created_by=world.publisher)
    world.draft.save_revision(user=world.publisher)
    world.draft.get_workflow().start(world.draft, world.publisher)
    world.foreign = make_entry(world.dishub, title="Konsep lain")
    world.news = NewsPage(
        title="Kabar", slug="kabar", lead="Warga datang.", body="<p>Isi.</p>", category=NewsCategory.SERVICE,
        author="Rina", live=False, owner=world.publisher,
    )  # fmt: skip
    AgencyPage.objects.get(agency=world.dinsos).add_child(instance=world.news)
    world.notice = announce(world.dinsos, world.publisher)
    world.successor = person("baru@dinsos.test", Role.OPERATOR, world.dinsos)
    world.membership = world.publisher.memberships.get()
    return world


def do(office: SimpleNamespace, **changes: Any) -> Handover:
    words: dict[str, Any] = {
        "membership": office.membership, "to": office.successor, "decree": DECREE, "closes_account": True,
        "by": office.utama, "now": timezone.now(),
    }  # fmt: skip
    return hand_over_office(**(words | changes))


def test_everything_open_is_listed(office: SimpleNamespace) -> None:
    counts = {group.key: group.count for group in work_with(office.publisher, office.dinsos, timezone.now())}
    assert counts.pop("items") > 50
    assert counts == {"cases": 1, "entries": 1, "news": 1, "submissions": 1, "notices": 1}


def test_one_step_moves_all_records_the_decree_and_closes_the_account(office: SimpleNamespace) -> None:
    done = do(office)
    case = InformationRequest.objects.get(pk=office.case.pk)
    assert case.assigned_to == office.successor and case.due_on == office.case.due_on
    assert CaseEvent.objects.filter(case=case, kind="assigned", is_public=False).exists()
    entry = ListEntry.objects.get(pk=office.draft.pk)
    assert entry.created_by == office.successor
    assert entry.current_workflow_state.requested_by == office.successor
    assert NewsPage.objects.get(pk=office.news.pk).owner == office.successor
    assert done.moved["cases"] == 1 and done.decree_number == "800/12/2026"
    gone = User.objects.get(pk=office.publisher.pk)
    assert not gone.is_active and not gone.memberships.active_on(timezone.localdate()).exists()
    held = office.successor.memberships.get(role=Role.PPID_PELAKSANA)
    assert held.agency == office.dinsos and held.decree_number == "800/12/2026"
    assert policy.allows(office.successor, Action.CASE_ANSWER, office.dinsos)
    event = AuditEvent.objects.get(action="office.handed_over")
    assert event.data["taker"] == office.successor.pk and event.agency_id == office.dinsos.pk


def test_work_of_others_stays_where_it_is(office: SimpleNamespace) -> None:
    mine = make_entry(office.dinsos, title="Milik operator")
    ListEntry.objects.filter(pk=mine.pk).update(created_by=office.operator)
    InformationRequest.objects.filter(pk=office.case.pk).update(assigned_to=office.operator)
    do(office)
    assert ListEntry.objects.get(pk=mine.pk).created_by == office.operator
    assert InformationRequest.objects.get(pk=office.case.pk).assigned_to == office.operator
    assert InformationRequest.objects.get(pk=office.other_case.pk).assigned_to is None
    assert ListEntry.objects.get(pk=office.foreign.pk).created_by is None


def test_successor_is_told_with_the_guide(office: SimpleNamespace) -> None:
    do(office)
    note = Notification.objects.get(kind="office.taken_over")
    assert note.user == office.successor and "/admin/serah-terima/panduan/dinsos.pdf" in note.body
    assert "1 permohonan yang belum selesai" in note.body


def test_nothing_moves_when_one_thing_fails(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**kwargs: Any) -> None:
        raise RuntimeError("surat")

    monkeypatch.setattr("disclosure.handover.services.tell_successor", broken)
    with pytest.raises(RuntimeError):
        do(office)
    assert InformationRequest.objects.get(pk=office.case.pk).assigned_to == office.publisher
    assert User.objects.get(pk=office.publisher.pk).is_active and not Handover.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (lambda o: {"to": o.publisher}, InputError),
        (lambda o: {"decree": Decree(" ", date(2026, 3, 2))}, InputError),
        (lambda o: {"by": o.publisher}, NotAllowed),
        (lambda o: {"membership": o.utama.memberships.get()}, RuleViolation),
    ],
)
def test_mistakes_are_refused_and_change_nothing(office: SimpleNamespace, changes: Any, error: Any) -> None:
    with pytest.raises(error):
        do(office, **changes(office))
    assert not Handover.objects.exists()


def test_office_alone_may_end_while_the_account_stays(office: SimpleNamespace) -> None:
    do(office, closes_account=False)
    gone = User.objects.get(pk=office.publisher.pk)
    assert gone.is_active
    assert gone.memberships.get().valid_until == timezone.localdate()


def test_ppid_utama_can_take_over_without_a_new_office(office: SimpleNamespace) -> None:
    do(office, to=office.utama)
    assert office.utama.memberships.count() == 1
    assert InformationRequest.objects.get(pk=office.case.pk).assigned_to == office.utama


def test_last_officer_cannot_be_closed_or_ended_with_open_work(office: SimpleNamespace) -> None:
    today = timezone.localdate()
    say = {"actor": office.utama, "today": today}
    for act in (
        lambda: services.close_account(user=office.publisher, **say),
        lambda: services.end(membership=office.membership, last_day=today, **say),
        lambda: services.end(membership=office.membership, last_day=today + timedelta(days=30), **say),
    ):
        with pytest.raises(RuleViolation, match="petugas terakhir Dinas Sosial") as stopped:
            act()
        assert (
            "1 permohonan yang belum selesai" in stopped.value.message
            and "Serah terima" in stopped.value.message
        )
    person("kedua@dinsos.test", Role.PPID_PELAKSANA, office.dinsos)
    services.close_account(user=office.publisher, **say)


def test_officer_without_open_work_or_with_a_colleague_may_go(office: SimpleNamespace) -> None:
    today = timezone.localdate()
    services.close_account(user=office.other_operator, actor=office.utama, today=today)
    InformationRequest.objects.update(state="closed", closed_at=timezone.now(), outcome="granted")
    services.end(membership=office.membership, last_day=today, actor=office.utama, today=today)


def test_second_office_in_the_same_unit_is_no_colleague(office: SimpleNamespace) -> None:
    Membership.objects.create(
        user=office.publisher, agency=office.dinsos, role=Role.PPID_PELAKSANA, valid_from=date(2021, 1, 1)
    )
    with pytest.raises(RuleViolation):
        services.close_account(user=office.publisher, actor=office.utama, today=timezone.localdate())


def test_screens_of_wagtail_hold_the_last_officer_too(office: SimpleNamespace) -> None:
    from django.contrib.messages.storage.fallback import FallbackStorage
    from wagtail import hooks

    for name, body in (("before_edit_user", {}), ("before_delete_user", {})):
        answers = []
        for hook in hooks.get_hooks(name):
            request: Any = RequestFactory().post("/", body)
            request.user, request.session = office.utama, {}
            request._messages = FallbackStorage(request)
            answers.append(hook(request, office.publisher))
        assert [answer.status_code for answer in answers if answer] == [302]
    stays: Any = RequestFactory().post("/", {"is_active": "on"})
    assert [hook(stays, office.publisher) for hook in hooks.get_hooks("before_edit_user")] == [None]


def test_screen_lists_work_takes_the_decree_and_leads_to_the_guide(
    client: Client, office: SimpleNamespace
) -> None:
    client.force_login(office.utama)
    person_page = client.get(f"/admin/petugas/{office.publisher.pk}/").content.decode()
    address = f"/admin/serah-terima/{office.membership.pk}/"
    assert address in person_page
    html = client.get(address).content.decode()
    assert "permohonan yang belum selesai" in html and office.case.number in html and "Konsep" in html
    bad = client.post(address, {"to": office.successor.pk, "decree_number": "1", "decree_date": "2999-01-01"})
    assert "tidak boleh sesudah hari ini" in bad.content.decode() and not Handover.objects.exists()
    answer = client.post(
        address,
        {
            "to": office.successor.pk, "decree_number": "800/12/2026", "decree_date": "2026-03-02",
            "closes_account": "on",
            "decree_file": SimpleUploadedFile("sk.pdf", b"%PDF-1.4\n1 0 obj\n%%EOF\n", "application/pdf"),
        },
        follow=True,
    )  # fmt: skip
    html = answer.content.decode()
    assert "800/12/2026" in html and "Panduan penerus" in html and "akun ditutup" in html
    done = Handover.objects.get()
    assert done.decree_file is not None and done.by == office.utama
    assert (
        client.get(f"/admin/serah-terima/selesai/{done.pk}/keputusan/")["Content-Type"] == "application/pdf"
    )


def test_guide_is_two_accessible_pages_about_this_unit(
    client: Client, office: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    published(office.dinsos, office.publisher, "b_15_1_a4", title="Tugas dan fungsi")
    now = datetime(2026, 11, 25, 9, tzinfo=timezone.get_default_timezone())
    with django_assert_max_num_queries(20):
        made = guide_pdf(office.dinsos, now)
    assert made.pages == 2 and made.bytes == guide_pdf(office.dinsos, now).bytes
    found = inspect_bytes("pdf", made.bytes)
    assert (found.flaws, found.unreadable) == ((), "")
    document = pypdfium2.PdfDocument(made.bytes)
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    assert "Dinas Sosial" in words and office.case.number in words and "1 dari" in words
    with pikepdf.open(io.BytesIO(made.bytes)) as opened, opened.open_metadata() as meta:
        assert meta.get("pdfaid:part") == "3" and "pdfuaid" in str(meta)
    client.force_login(office.operator)
    assert client.get("/admin/serah-terima/panduan/dinsos.pdf")["Content-Type"] == "application/pdf"
    assert client.get("/admin/serah-terima/panduan/dishub.pdf").status_code == 404
