"""Two agencies in one admin: what A's officers can see and change of B (nothing)."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.agencies.world import MARKER

pytestmark = pytest.mark.django_db


def _state(unit):
    """All that belongs to the unit, as the database holds it (also what was put there by others)."""
    columns = ("pk", "path", "title", "draft_title", "live", "locked", "latest_revision_id", "url_path")
    pages = list(Page.objects.filter(path__startswith=unit.root.path).order_by("pk").values_list(*columns))
    media = [
        list(
            model.objects.filter(collection=unit.agency.collection).order_by("pk").values_list("pk", "title")
        )
        for model in (get_image_model(), get_document_model())
    ]
    return pages, media


def page_doors(unit):
    """Every page door of the core with an id of the unit."""
    page = unit.draft.pk
    one = (
        "usage edit preview_on_edit view_draft delete unpublish convert_alias copy move lock unlock "
        "revisions_index workflow_history history history_results set_privacy confirm_workflow_cancellation"
    )
    names = [(f"wagtailadmin_pages:{name}", [page]) for name in one.split()]
    revision = unit.draft.latest_revision.pk
    names += [
        ("wagtailadmin_pages:add", ["wagtailcore", "page", unit.root.pk]),
        ("wagtailadmin_pages:preview_on_add", ["wagtailcore", "page", unit.root.pk]),
        ("wagtailadmin_pages:add_subpage", [unit.root.pk]),
        ("wagtailadmin_pages:set_page_position", [page]),
        ("wagtailadmin_pages:revisions_view", [page, revision]),
        ("wagtailadmin_pages:revisions_revert", [page, revision]),
        ("wagtailadmin_pages:revisions_unschedule", [page, revision]),
        ("wagtailadmin_pages:revisions_compare", [page, "earliest", "latest"]),
        ("wagtailadmin_pages:move_confirm", [page, unit.root.pk]),
        ("wagtailadmin_pages:workflow_action", [page, "approve", 1]),
        ("wagtailadmin_pages:collect_workflow_action_data", [page, "approve", 1]),
        ("wagtailadmin_pages:workflow_preview", [page, 1]),
        ("wagtailadmin_pages:workflow_history_detail", [page, 1]),
        ("wagtailadmin_explore", [unit.root.pk]),
        ("wagtailadmin_explore_results", [unit.root.pk]),
        ("wagtailadmin_choose_page_child", [unit.root.pk]),
        ("wagtailadmin_api:pages:detail", [page]),
    ]
    return [(name, reverse(name, args=args)) for name, args in names]


def media_doors(unit):
    image, document = unit.image.pk, unit.document.pk
    names = [
        (f"wagtailimages:{n}", [image])
        for n in ("edit", "delete", "url_generator", "image_usage", "edit_multiple")
    ]
    names += [("wagtailimages:preview", [image, "width-10"]), ("wagtailimages:delete_multiple", [image])]
    names += [("wagtailimages:url_generator_output", [image])]
    names += [(f"wagtaildocs:{n}", [document]) for n in ["edit", "delete", "document_usage", "edit_multiple"]]
    names += [
        ("wagtaildocs:delete_multiple", [document]),
        ("wagtailimages_chooser:chosen", [image]),
        ("wagtailimages_chooser:select_format", [image]),
        ("wagtaildocs_chooser:chosen", [document]),
    ]
    return [(name, reverse(name, args=args)) for name, args in names]


def image_label():
    return get_image_model()._meta.app_label, get_image_model()._meta.model_name


def list_doors(world):
    """Doors without an id in the path, with B's ids and B's marker asked for."""
    b = world.b
    plain = [
        "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_pages:search",
        "wagtailadmin_pages:search_results", "wagtailadmin_choose_page", "wagtailadmin_choose_page_search",
        "wagtailimages:index", "wagtailimages:index_results", "wagtaildocs:index",
        "wagtaildocs:index_results", "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
        "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results",
        "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:site_history", "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks", "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_api:pages:listing", "wagtailadmin_api:images:listing",
        "wagtailadmin_api:documents:listing", "wagtailadmin_tag_autocomplete", "wagtailforms:index",
        "wagtailadmin_collections:index", "wagtailusers_users:index", "wagtailusers_groups:index",
        "wagtailadmin_account", "wagtailredirects:index", "wagtailsites:index", "wagtailsnippets:index",
        "wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index",
    ]  # fmt: skip
    urls = [(name, reverse(name)) for name in plain]
    urls += [(f"{name}?q", f"{url}?q=Beta") for name, url in urls]
    ids = {"page": b.draft.pk, "image": b.image.pk, "document": b.document.pk}
    urls += [
        ("chosen-multiple pages", f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={ids['page']}"),
        ("chosen-multiple images", f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={ids['image']}"),
        ("chosen-multiple docs", f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={ids['document']}"),
        ("type_use", reverse("wagtailadmin_pages:type_use", args=["wagtailcore", "page"])),
    ]
    actions = {
        ("wagtailcore", "page", ids["page"]): "delete move publish unpublish",
        (*image_label(), ids["image"]): "delete add_tags add_to_collection",
        ("wagtaildocs", "document", ids["document"]): "delete add_tags add_to_collection",
    }
    for (app, model, key), names in actions.items():
        for action in names.split():
            url = reverse("wagtail_bulk_action", args=[app, model, action])
            urls += [(f"bulk {model} {action}", f"{url}?id={key}"), (f"bulk {model} all", f"{url}?id=all")]
    return urls


@pytest.mark.parametrize("role", ["operator", "pelaksana"])
def test_nothing_of_b_is_seen_or_changed_when_an_officer_of_a_asks_every_door(client, world, role):
    client.force_login(getattr(world.a, role))
    client.get(reverse("wagtailadmin_home"))
    before = _state(world.b)
    leaks = []
    for name, url in page_doors(world.b) + media_doors(world.b) + list_doors(world):
        for method in ("get", "post"):
            response = getattr(client, method)(url)
            body = response.getvalue() if response.streaming else response.content
            if MARKER.encode() in body:
                leaks.append(f"{method} {name} {response.status_code}")
    assert leaks == []
    assert _state(world.b) == before


def test_own_things_open_when_the_publisher_asks(client, world):
    client.force_login(world.a.pelaksana)
    mine = world.a
    for name, args in (
        ("wagtailadmin_home", []),
        ("wagtailadmin_explore", [mine.root.pk]),
        ("wagtailadmin_pages:edit", [mine.draft.pk]),
        ("wagtailadmin_pages:history", [mine.draft.pk]),
        ("wagtailimages:index", []),
        ("wagtailimages:edit", [mine.image.pk]),
        ("wagtaildocs:edit", [mine.document.pk]),
        ("wagtailadmin_choose_page", []),
    ):
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200, (name, response.status_code)
    assert b"Foto Alfa" in client.get(reverse("wagtailimages:index")).content


def test_dkiss_sees_both_when_it_lists(client, world):
    client.force_login(world.utama)
    body = client.get(reverse("wagtailimages:index")).content.decode()
    assert "Foto Alfa" in body and f"Foto {MARKER}" in body
    assert client.get(reverse("wagtailadmin_pages:edit", args=[world.b.draft.pk])).status_code == 200


@pytest.mark.parametrize("role", ["operator", "pelaksana"])
def test_smuggling_into_b_fails_when_an_officer_of_a_moves_or_copies_there(client, world, role):
    client.force_login(getattr(world.a, role))
    before = _state(world.b)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[world.a.draft.pk, world.b.root.pk]))
    client.post(
        reverse("wagtailadmin_pages:copy", args=[world.a.draft.pk]),
        {"new_title": "x", "new_slug": "x", "new_parent_page": world.b.root.pk, "copy_subpages": ""},
    )
    client.post(
        reverse("wagtailimages:edit", args=[world.a.image.pk]),
        {"title": "Pindah", "collection": world.b.image.collection_id},
    )
    bulk = reverse("wagtail_bulk_action", args=[*image_label(), "add_to_collection"])
    client.post(f"{bulk}?id={world.a.image.pk}", {"collection": world.b.image.collection_id})
    assert _state(world.b) == before
    assert world.a.image.collection_id == get_image_model().objects.get(pk=world.a.image.pk).collection_id


def test_bulk_over_all_reaches_only_own_images_when_the_publisher_deletes(client, world):
    client.force_login(world.a.pelaksana)
    url = reverse("wagtail_bulk_action", args=[*image_label(), "delete"])
    page = client.get(f"{url}?id=all")
    assert b"Foto Alfa" in page.content and MARKER.encode() not in page.content
    client.post(f"{url}?id=all&next=/admin/images/")
    titles = set(get_image_model().objects.values_list("title", flat=True))
    assert titles == {f"Foto {MARKER}"}


def test_wagtails_own_sign_in_leads_to_ours_when_asked(client, db):
    response = client.get(reverse("wagtailadmin_login"), {"next": "/admin/pages/"})
    assert response.status_code == 302
    assert response.url == "/masuk/?next=%2Fadmin%2Fpages%2F"
    response = client.post(reverse("wagtailadmin_login"), {"username": "x", "password": "y"})
    assert response.status_code == 302 and response.url == "/masuk/"


def test_wagtails_sign_in_for_private_pages_leads_to_ours_too(client, db):
    assert client.post(reverse("wagtailcore_login"), {"username": "x"}).url == "/masuk/"


@pytest.mark.parametrize("who", ["utama", "administrator"])
def test_users_and_groups_are_shut_for_everyone(client, world, who):
    client.force_login(getattr(world, who))
    for name in ("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index"):
        assert client.get(reverse(name)).status_code == 404
