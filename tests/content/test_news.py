"""A news item from draft to public to withdrawn, through the doors that people use."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.content import due
from portal.content.models import AgencyPage, EditorTask, NewsPage
from portal.content.services.news import ask_editor, withdraw_news
from portal.kernel.errors import InputError, NotAllowed
from portal.notifications.models import Notification
from search.models import SearchRecord
from tests.content.conftest import draft_news, live_news
from tests.factories.agencies import MembershipFactory

pytestmark = pytest.mark.usefixtures("site")


def found(words: str) -> list[str]:
    from search.documents import SearchQuery
    from search.queries import run_search

    return [hit.title for hit in run_search(SearchQuery(text=words), now=timezone.now(), correct=False).hits]


def test_published_news_stands_on_agency_list_home_feed_and_search(client: Client, social: Agency) -> None:
    news = live_news(social, title="Bantuan tunai dibagikan di Tamansari")
    for address in ("/", "/berita/", "/perangkat-daerah/dinsos/", "/perangkat-daerah/dinsos/berita/"):
        assert news.title in client.get(address).content.decode(), address
    assert news.title in client.get("/berita/umpan/").content.decode()
    assert news.title in client.get("/berita/umpan/?perangkat=dinsos").content.decode()
    assert news.title not in client.get("/berita/umpan/?perangkat=disnaker").content.decode()
    assert SearchRecord.objects.filter(key=f"news:{news.pk}").exists()


def test_unpublished_news_is_gone_everywhere_at_once_and_leaves_a_stub(
    client: Client, social: Agency
) -> None:
    news = live_news(social, title="Bantuan tunai dibagikan di Tamansari")
    officer = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    withdraw_news(page=news, reason="Jadwal berubah.", actor=officer, now=timezone.now())
    for address in (
        "/",
        "/berita/",
        "/perangkat-daerah/dinsos/berita/",
        "/berita/umpan/",
        "/sitemap-halaman.xml",
    ):
        assert news.title not in client.get(address).content.decode(), address
    assert not SearchRecord.objects.filter(key=f"news:{news.pk}").exists()
    response = client.get(news.url)
    text = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert response.status_code == 410
    assert news.title in text
    assert "Jadwal berubah." in text
    assert news.lead not in text
    assert AuditEvent.objects.filter(action="news.withdraw", target_id=str(news.pk)).exists()


def test_withdrawing_needs_a_reason_and_the_right(social: Agency, labour: Agency) -> None:
    news = live_news(social)
    own = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    other = MembershipFactory(role=Role.PPID_PELAKSANA, agency=labour).user
    with pytest.raises(InputError):
        withdraw_news(page=news, reason="   ", actor=own, now=timezone.now())
    with pytest.raises(NotAllowed):
        withdraw_news(page=news, reason="Salah.", actor=other, now=timezone.now())
    news.refresh_from_db()
    assert news.live


def test_draft_that_never_was_public_is_not_found(client: Client, social: Agency) -> None:
    assert client.get(draft_news(social).url).status_code == 404


def test_words_of_a_draft_are_never_found(client: Client, social: Agency) -> None:
    news = live_news(social, title="Pasar murah dibuka", body="<p>Beras dijual.</p>")
    news.body = "<p>rahasiaX</p>"
    news.title = "Pasar murah rahasiaX"
    news.save_revision()
    assert found("rahasiaX") == []
    assert found("pasar murah") == ["Pasar murah dibuka"]
    assert "rahasiaX" not in client.get(news.url).content.decode()
    NewsPage.objects.get(pk=news.pk).unpublish()
    assert found("pasar murah") == []
    assert found("rahasiaX") == []


def test_expired_news_is_gone_before_any_job_has_run(client: Client, social: Agency) -> None:
    news = live_news(social, title="Loket tutup sementara")
    NewsPage.objects.filter(pk=news.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert news.title not in client.get("/berita/").content.decode()
    response = client.get(news.url)
    assert response.status_code == 410
    assert "Masa tayangnya berakhir" in response.content.decode()


def test_scheduled_news_goes_live_with_the_first_visit_after_its_hour(client: Client, social: Agency) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    news = draft_news(social, title="Vaksin mulai diberikan", go_live_at=now + hour)
    news.get_latest_revision().publish()
    assert news.title not in client.get("/berita/").content.decode()
    with time_machine.travel(now + 2 * hour):
        assert news.title in client.get("/berita/").content.decode()
        assert SearchRecord.objects.filter(key=f"news:{news.pk}").exists()
        assert due.settle(timezone.now()) == 0


def test_news_follows_the_agency_whose_page_it_lies_under(social: Agency, labour: Agency) -> None:
    news = live_news(social)
    forged = NewsPage.objects.get(pk=news.pk)
    forged.agency = labour
    forged.save()
    assert NewsPage.objects.get(pk=news.pk).agency == social
    assert not news.can_move_to(AgencyPage.objects.get(agency=labour))


def test_operator_submits_and_only_the_ppid_of_that_agency_publishes(social: Agency, labour: Agency) -> None:
    operator = MembershipFactory(role=Role.OPERATOR, agency=social).user
    own = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    other = MembershipFactory(role=Role.PPID_PELAKSANA, agency=labour).user
    news = draft_news(social)
    state = news.get_workflow().start(news, operator)
    task_state = state.current_task_state
    task = task_state.task.specific
    assert task.get_actions(news, operator) == []
    assert task.get_actions(news, other) == []
    for stranger in (operator, other):
        with pytest.raises(PermissionDenied):
            task.on_action(task_state, stranger, "approve")
    assert list(TaskState.objects.reviewable_by(own)) == [task_state]
    assert list(TaskState.objects.reviewable_by(other)) == []
    task.on_action(task_state, own, "approve")
    assert NewsPage.objects.get(pk=news.pk).live


def test_editor_of_dkiss_stands_between_when_switched_on(social: Agency) -> None:
    utama = MembershipFactory(role=Role.PPID_UTAMA).user
    editor = MembershipFactory(role=Role.NEWS_EDITOR).user
    own = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    with pytest.raises(NotAllowed):
        ask_editor(required=True, actor=own, now=timezone.now())
    ask_editor(required=True, actor=utama, now=timezone.now())
    news = draft_news(social)
    state = news.get_workflow().start(news, own)
    state.current_task_state.task.specific.on_action(state.current_task_state, own, "approve")
    assert not NewsPage.objects.get(pk=news.pk).live
    assert not news.permissions_for_user(own).can_publish()
    state.refresh_from_db()
    assert isinstance(state.current_task_state.task.specific, EditorTask)
    state.current_task_state.task.specific.on_action(state.current_task_state, editor, "approve")
    assert NewsPage.objects.get(pk=news.pk).live


def test_json_ld_tells_headline_and_cannot_break_out(client: Client, social: Agency) -> None:
    news = live_news(social, title="A </script> B & C")
    page = BeautifulSoup(client.get(news.url).content, "html.parser")
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "A </script> B & C"
    assert data["url"] == f"http://testserver{news.url}"


def test_correction_stands_on_the_article(client: Client, social: Agency) -> None:
    news = live_news(social, correction="Tertulis 20, yang benar 12.", corrected_on=timezone.localdate())
    assert "Tertulis 20, yang benar 12." in client.get(news.url).content.decode()


def test_filters_narrow_the_list_and_stay_in_the_address(
    client: Client, social: Agency, labour: Agency
) -> None:
    live_news(social, title="Kabar sosial", category="layanan")
    live_news(labour, title="Kabar kerja", category="program")
    page = client.get("/berita/?perangkat=disnaker&kategori=program").content.decode()
    assert "Kabar kerja" in page
    assert "Kabar sosial" not in page
    assert "Saring (2)" in page
    assert client.get("/berita/?perangkat=tidak-ada").status_code == 200


def test_tabs_of_the_microsite_cannot_be_taken_by_a_news_address(social: Agency) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        draft_news(social, slug="berita").full_clean()


def walked(news: NewsPage, by: User, *actions: tuple[User, str, str]) -> None:
    """Handed in by one person, then decided step by step."""
    state = news.get_workflow().start(news, by)
    for person, action, comment in actions:
        state.refresh_from_db()
        held = state.current_task_state
        held.task.specific.on_action(held, person, action, comment=comment)


def test_each_step_of_news_is_told_once_by_the_portal_and_never_by_wagtail(
    social: Agency, mailoutbox: list[object]
) -> None:
    operator = MembershipFactory(role=Role.OPERATOR, agency=social).user
    own = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    walked(draft_news(social, title="Loket pindah"), operator, (own, "reject", "Tulis alamatnya."))
    walked(draft_news(social, title="Loket buka"), operator, (own, "approve", "Bagus."))
    told = [(row.kind, row.user, row.subject) for row in Notification.objects.order_by("pk")]
    assert told == [
        ("news.submitted", own, "Berita menunggu pemeriksaan Anda: Loket pindah"),
        ("news.returned", operator, "Berita perlu diperbaiki: Loket pindah"),
        ("news.submitted", own, "Berita menunggu pemeriksaan Anda: Loket buka"),
        ("news.approved", operator, "Berita Anda disetujui: Loket buka"),
    ]
    assert "Tulis alamatnya." in Notification.objects.get(kind="news.returned").body
    assert "Bagus." in Notification.objects.get(kind="news.approved").body
    # The portal's own messages leave after the transaction; what is here already came from elsewhere.
    assert mailoutbox == []


def test_editor_is_told_of_news_that_waits_for_him_and_nobody_of_his_own_act(social: Agency) -> None:
    utama = MembershipFactory(role=Role.PPID_UTAMA).user
    editor = MembershipFactory(role=Role.NEWS_EDITOR).user
    own = MembershipFactory(role=Role.PPID_PELAKSANA, agency=social).user
    ask_editor(required=True, actor=utama, now=timezone.now())
    walked(draft_news(social), own, (own, "approve", ""), (editor, "approve", ""))
    assert list(Notification.objects.order_by("pk").values_list("kind", "user")) == [
        ("news.submitted", editor.pk),
        ("news.approved", own.pk),
    ]
