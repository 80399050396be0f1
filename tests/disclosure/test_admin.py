"""The editor through the officers' own browser: who finds which doors, and the way from draft to public."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from disclosure.models import CityReviewRule, FreshnessConfirmation, ListEntry, NotApplicable, Withdrawal
from disclosure.services.publishing import withdraw_entry
from portal.notifications.models import Notification

from .conftest import PDF, days_ago, make_entry, published

pytestmark = pytest.mark.django_db
NS = "wagtailsnippets_disclosure_listentry"


@pytest.fixture
def browser(world: SimpleNamespace):
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(world, name))
        return client

    return sign_in


def form_data(
    agency, *, action: str = "", files=(), links=("https://dinsos.cilegon.go.id/doc/renja.pdf",), **values
):
    data = {
        "agency": agency.pk,
        "title": "Rencana kerja 2026",
        "category": "periodic",
        "summary": "Program dan kegiatan.",
        "holder": "Sekretariat",
        "responsible": "Kasubbag Program",
        "made_when": "2 Januari 2026",
        "made_where": "Cilegon",
        "forms_available": "Salinan digital",
        "retention": "5 tahun",
        "language": "id",
        "licence": "uu14",
        "period_start": "2026-01-01",
        "period_end": "2026-12-31",
        "files-TOTAL_FORMS": len(files),
        "files-INITIAL_FORMS": 0,
        "files-MIN_NUM_FORMS": 0,
        "files-MAX_NUM_FORMS": 1000,
        "links-TOTAL_FORMS": len(links),
        "links-INITIAL_FORMS": 0,
        "links-MIN_NUM_FORMS": 0,
        "links-MAX_NUM_FORMS": 1000,
        **values,
    }
    for n, name in enumerate(files):
        data |= {
            f"files-{n}-upload": SimpleUploadedFile(name, PDF, "application/pdf"),
            f"files-{n}-ORDER": n + 1,
        }
    for n, url in enumerate(links):
        data |= {f"links-{n}-url": url, f"links-{n}-ORDER": n + 1}
    if action:
        data[action] = "1"
    return data


def test_operator_drafts_and_submits_and_ppid_pelaksana_publishes(world, catalogue, browser, client):
    operator, publisher = browser("operator"), browser("publisher")
    response = operator.post(
        reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit", files=["renja.pdf"])
    )
    entry = ListEntry.objects.get()
    assert response.status_code == 302 and not entry.live
    told = Notification.objects.get(kind="entry.submitted")
    assert told.user == world.publisher and "Rencana kerja 2026" in told.subject
    assert client.get(entry.get_absolute_url()).status_code == 404
    state = TaskState.objects.get()
    address = reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", state.pk])
    assert operator.post(address).status_code in (302, 403)
    assert not ListEntry.objects.get().live
    publisher.post(address, {"comment": ""})
    entry = ListEntry.objects.get()
    assert entry.live and entry.published_files.count() == 1
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert entry.periods.get().published_by == world.publisher


def test_returned_draft_goes_back_to_its_author_with_the_note(world, catalogue, browser):
    browser("operator").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit"))
    entry, state = ListEntry.objects.get(), TaskState.objects.get()
    browser("publisher").post(
        reverse(f"{NS}:workflow_action", args=[entry.pk, "reject", state.pk]),
        {"comment": "Lengkapi berkasnya"},
    )
    told = Notification.objects.get(kind="entry.returned")
    assert told.user == world.operator and "Lengkapi berkasnya" in told.body


def test_author_is_told_of_the_approval_by_the_portal_and_never_by_wagtail(
    world, catalogue, browser, mailoutbox
):
    browser("operator").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit"))
    entry, state = ListEntry.objects.get(), TaskState.objects.get()
    browser("publisher").post(
        reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", state.pk]), {"comment": "Lengkap."}
    )
    told = Notification.objects.get(kind="entry.approved")
    assert told.user == world.operator and "Lengkap." in told.body
    # The portal's own messages leave after the transaction; what is here already came from elsewhere.
    assert mailoutbox == []


def test_officer_of_one_unit_reads_its_name_and_is_not_asked(world, catalogue, browser):
    form = BeautifulSoup(browser("operator").get(reverse(f"{NS}:add")).content, "html.parser")
    assert form.select_one(".one-agency").text == "Dinas Sosial"
    assert form.select_one("input[type=hidden][name=agency]")["value"] == str(world.dinsos.pk)
    assert form.select_one("select[name=agency]") is None
    label = form.select_one(".one-agency").find_previous("label", class_="w-field__label")
    assert "Perangkat daerah" in label.text if label else "Perangkat daerah" in form.text
    choice = BeautifulSoup(browser("utama").get(reverse(f"{NS}:add")).content, "html.parser")
    assert len(choice.select("select[name=agency] option")) > 2


def test_entry_is_previewed_although_its_new_file_is_not_kept_yet(world, catalogue, browser):
    operator = browser("operator")
    data = form_data(world.dinsos, files=["renja.pdf"])
    # A browser sends the preview as text: the row of the new file comes without it.
    data.pop("files-0-upload")
    address = reverse(f"{NS}:preview_on_add")
    assert operator.post(address, data).json()["is_valid"] is True
    page = operator.get(address + "?mode=")
    assert page.status_code == 200 and "Rencana kerja 2026" in page.content.decode()
    assert not ListEntry.objects.exists()


def test_ppid_pelaksana_publishes_at_once(world, catalogue, browser):
    browser("publisher").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish"))
    assert ListEntry.objects.get().live


def test_operator_cannot_publish_by_forging_the_button(world, catalogue, browser):
    browser("operator").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish"))
    assert not ListEntry.objects.filter(live=True).exists()


def test_city_step_stands_between_when_a_rule_asks_for_it(world, catalogue, browser):
    CityReviewRule.objects.create(agency=world.dinsos)
    publisher = browser("publisher")
    publisher.post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish"))
    assert not ListEntry.objects.filter(live=True).exists()
    ListEntry.objects.all().delete()
    browser("operator").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit"))
    entry = ListEntry.objects.get()
    publisher.post(
        reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", TaskState.objects.get().pk]), {}
    )
    assert not ListEntry.objects.get().live
    second = TaskState.objects.order_by("-pk").first()
    assert Notification.objects.filter(kind="entry.submitted", user=world.utama).exists()
    publisher.post(reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", second.pk]), {})
    assert not ListEntry.objects.get().live
    browser("utama").post(reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", second.pk]), {})
    assert ListEntry.objects.get().live


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://dinsos.cilegon.go.id/", "halaman depan"),
        ("javascript:alert(1)", "URL"),
        ("ftp://dinsos.cilegon.go.id/a.pdf", "https://"),
    ],
)
def test_link_that_is_no_evidence_is_refused_and_nothing_typed_is_lost(world, catalogue, browser, url, words):
    response = browser("publisher").post(
        reverse(f"{NS}:add"), form_data(world.dinsos, action="action-publish", links=[url])
    )
    page = response.content.decode()
    assert response.status_code == 200 and words in page and "Kasubbag Program" in page
    assert not ListEntry.objects.exists()


def test_file_whose_content_is_not_its_name_is_refused(world, catalogue, browser):
    data = form_data(world.dinsos, action="action-publish", links=[], files=["a.pdf"])
    data["files-0-upload"] = SimpleUploadedFile(
        "a.pdf", b"<html><script>alert(1)</script>", "application/pdf"
    )
    response = browser("publisher").post(reverse(f"{NS}:add"), data)
    assert response.status_code == 200 and "a.pdf" in response.content.decode()
    assert not ListEntry.objects.exists()


@pytest.fixture
def foreign(world, catalogue):
    return published(world.dishub, world.other_publisher, title="Rahasia Dishub zzz", file="dishub.pdf")


GET_DOORS = [
    "edit", "delete", "usage", "history", "history_results", "inspect", "unpublish", "copy", "lock", "unlock",
    "preview_on_edit", "workflow_history", "confirm_workflow_cancellation",
]  # fmt: skip


@pytest.mark.parametrize("door", GET_DOORS)
@pytest.mark.parametrize("who", ["operator", "publisher"])
def test_foreign_entry_is_not_found_behind_any_door(world, foreign, browser, door, who):
    try:
        address = reverse(f"{NS}:{door}", args=[foreign.pk])
    except Exception:
        pytest.skip(f"pintu {door} tidak dipasang")
    client = browser(who)
    before = ListEntry.objects.values().get(pk=foreign.pk)
    for response in (client.get(address), client.post(address, {"reason": "x"})):
        assert response.status_code in (302, 403, 404)
        assert "Rahasia Dishub" not in response.content.decode(errors="ignore")
    assert ListEntry.objects.values().get(pk=foreign.pk) == before


def test_foreign_revisions_are_not_found(world, foreign, browser):
    revision = foreign.revisions.first()
    client = browser("publisher")
    for door, args in (
        ("revisions_view", [foreign.pk, revision.pk]),
        ("revisions_revert", [foreign.pk, revision.pk]),
        ("revisions_unschedule", [foreign.pk, revision.pk]),
        ("revisions_compare", [foreign.pk, "earliest", "latest"]),
    ):
        response = client.get(reverse(f"{NS}:{door}", args=args))
        assert response.status_code in (302, 403, 404), door
        assert "Rahasia Dishub" not in response.content.decode(errors="ignore")


@pytest.mark.parametrize(
    "path",
    [
        lambda: reverse(f"{NS}:list"),
        lambda: reverse(f"{NS}:list_results"),
        lambda: reverse(f"{NS}:list") + "?export=csv",
        lambda: reverse("wagtailsnippetchoosers_disclosure_listentry:choose"),
        lambda: reverse("duties:index"),
    ],
)
def test_lists_name_nothing_of_another_agency(world, foreign, browser, path):
    published(world.dinsos, world.publisher, title="Milik Dinsos")
    response = browser("publisher").get(path(), follow=True)
    body = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
    assert response.status_code == 200
    assert "Rahasia Dishub" not in body and "Dinas Perhubungan" not in body


def test_task_state_of_another_entry_is_not_taken_with_an_own_one(world, catalogue, browser):
    browser("other_operator").post(reverse(f"{NS}:add"), form_data(world.dishub, action="action-submit"))
    theirs = TaskState.objects.get()
    browser("operator").post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit"))
    mine = ListEntry.objects.get(agency=world.dinsos)
    browser("publisher").post(reverse(f"{NS}:workflow_action", args=[mine.pk, "approve", theirs.pk]), {})
    assert not ListEntry.objects.get(agency=world.dishub).live


def test_entry_cannot_be_smuggled_into_another_agency(world, catalogue, browser):
    browser("publisher").post(reverse(f"{NS}:add"), form_data(world.dishub, action="action-publish"))
    assert not ListEntry.objects.filter(agency=world.dishub).exists()
    entry = make_entry(world.dinsos, title="Punya kami")
    browser("publisher").post(
        reverse(f"{NS}:edit", args=[entry.pk]),
        form_data(world.dishub, action="action-publish", title="Pindah"),
    )
    assert ListEntry.objects.get(pk=entry.pk).agency == world.dinsos


def test_old_revision_does_not_give_an_entry_back_to_its_former_agency(world, catalogue):
    entry = published(world.dinsos, world.publisher)
    ListEntry.objects.filter(pk=entry.pk).update(agency=world.dishub)
    entry.revisions.first().publish(user=world.utama, skip_permission_checks=True)
    assert ListEntry.objects.get(pk=entry.pk).agency == world.dishub


def test_taking_down_asks_for_a_reason_and_leaves_a_stub(world, catalogue, browser, client):
    entry = published(world.dinsos, world.publisher, title="Data lama")
    address = reverse(f"{NS}:unpublish", args=[entry.pk])
    publisher = browser("publisher")
    assert "Alasan" in publisher.get(address).content.decode()
    publisher.post(address, {"reason": ""})
    assert ListEntry.objects.get().live
    publisher.post(address, {"reason": "Sudah tidak berlaku"})
    assert not ListEntry.objects.get().live
    assert Withdrawal.objects.get().reason == "Sudah tidak berlaku"
    assert "Sudah tidak berlaku" in client.get(entry.get_absolute_url()).content.decode()


def test_operator_cannot_take_down(world, catalogue, browser):
    entry = published(world.dinsos, world.publisher)
    browser("operator").post(reverse(f"{NS}:unpublish", args=[entry.pk]), {"reason": "x"})
    assert ListEntry.objects.get().live


def test_what_was_public_cannot_be_deleted(world, catalogue, browser):
    entry = published(world.dinsos, world.publisher)
    draft = make_entry(world.dinsos, title="Konsep")
    publisher = browser("publisher")
    publisher.post(reverse(f"{NS}:delete", args=[entry.pk]))
    publisher.post(
        reverse("wagtail_bulk_action", args=["disclosure", "listentry", "delete"]) + f"?id={entry.pk}"
    )
    assert ListEntry.objects.filter(pk=entry.pk).exists()
    publisher.post(reverse(f"{NS}:delete", args=[draft.pk]))
    assert not ListEntry.objects.filter(pk=draft.pk).exists()


def test_bulk_delete_does_not_reach_another_agency(world, catalogue, browser):
    foreign = make_entry(world.dishub, title="Konsep Dishub")
    address = reverse("wagtail_bulk_action", args=["disclosure", "listentry", "delete"])
    for query in (f"?id={foreign.pk}", "?id=all"):
        response = browser("publisher").post(address + query)
        assert "Konsep Dishub" not in response.content.decode(errors="ignore")
    assert ListEntry.objects.filter(pk=foreign.pk).exists()


def test_withdrawn_by_ppid_utama_is_not_published_again_through_the_editor(world, catalogue, browser):
    entry = published(world.dinsos, world.publisher)
    withdraw_entry(entry=entry, by=world.utama, reason="Data pribadi", now=timezone.now())
    browser("publisher").post(
        reverse(f"{NS}:edit", args=[entry.pk]), form_data(world.dinsos, action="action-publish")
    )
    assert not ListEntry.objects.get().live


def test_duties_page_leads_to_the_form_with_item_and_category_filled_in(world, catalogue, browser):
    published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(250))
    publisher = browser("publisher")
    page = publisher.get(reverse("duties:index"), follow=True).content.decode()
    assert page.index("Struktur organisasi") < page.index("Ruang lingkup kegiatan")
    assert "item=b_15_1_a2" in page
    form = publisher.get(reverse(f"{NS}:add") + "?item=t_21_1_h").context["form"]
    assert form.initial["category"] == "anytime" and form.initial["agency"] == world.dinsos.pk
    assert len(form.initial["items"]) == 1


def test_start_page_tells_what_to_do_next_most_urgent_first_one_click_from_the_form(
    world, catalogue, browser
):
    stale = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(250))
    page = browser("operator").get(reverse("wagtailadmin_home")).content.decode()
    panel = page[page.index('id="start-duties"') :]
    first, second = reverse(f"{NS}:edit", args=[stale.pk]), "?item=b_15_1_a"
    assert 0 < panel.index(first) < panel.index(second)


def test_ppid_pelaksana_confirms_from_the_duties_page_and_operator_cannot(world, catalogue, browser):
    entry = published(world.dinsos, world.publisher, "b_15_1_c1", when=days_ago(250))
    address = reverse("duties:confirm", args=[entry.pk])
    assert browser("operator").post(address, {"reason": "unchanged"}).status_code == 404
    assert browser("other_publisher").post(address, {"reason": "unchanged"}).status_code == 404
    assert not FreshnessConfirmation.objects.exists()
    browser("publisher").post(address, {"reason": "unchanged"})
    assert FreshnessConfirmation.objects.get().by == world.publisher


def test_not_applicable_is_proposed_by_the_agency_and_decided_by_ppid_utama(world, catalogue, browser):
    address = reverse("duties:excuse", args=["dinsos", "b_15_1_d"])
    assert browser("other_publisher").get(address).status_code == 404
    browser("publisher").post(address, {"reason": "Tidak ada wajib lapor"})
    proposal = NotApplicable.objects.get()
    decide = reverse("duties:decide", args=[proposal.pk])
    assert browser("publisher").post(decide, {"decision": "approve"}).status_code == 404
    assert "Tidak ada wajib lapor" in browser("utama").get(reverse("duties:proposals")).content.decode()
    browser("utama").post(decide, {"decision": "approve"})
    assert NotApplicable.objects.get().decision == "approved"


def test_draft_file_is_handed_to_its_agency_only(world, catalogue, browser):
    entry = make_entry(world.dinsos, file="konsep.pdf")
    address = reverse("duties:file", args=[entry.pk, entry.files.first().stored_id])
    assert browser("operator").get(address).status_code == 200
    assert browser("other_operator").get(address).status_code == 404


@pytest.mark.parametrize("path", [lambda: reverse(f"{NS}:list"), lambda: reverse("duties:index")])
def test_admin_list_takes_the_same_queries_whatever_the_number_of_rows(
    world, catalogue, browser, django_assert_max_num_queries, path
):
    for n in range(24):
        published(world.dinsos, world.publisher, "b_15_2_a", title=f"Entri {n}")
    client = browser("publisher")
    client.get(path(), follow=True)
    with django_assert_max_num_queries(30):
        client.get(path(), follow=True)
