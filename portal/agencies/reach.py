"""Which pages, images and documents a request names by id, and whether they are within the person's
reach.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

_PAGE_WORDS = ["add", "change", "publish", "bulk_delete", "lock", "unlock"]
_MEDIA_WORDS = ["add", "change", "delete", "choose"]
_PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
_IMAGE_KEYS = ("image_id",)
_DOCUMENT_KEYS = ("document_id", "doc_id")
# The explorer and the chooser walk down from the nearest common ancestor; these may be looked through,
# not used.
_WALKED = frozenset(
    {
        "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_choose_page_child",
        "wagtailadmin_api:pages:detail",
    }
)  # fmt: skip


def pages_in_reach(user: Any) -> QuerySet[Page]:
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, _PAGE_WORDS)


def pages_to_walk(user: Any) -> QuerySet[Page]:
    return PagePermissionPolicy().explorable_instances(user)


def images_in_reach(user: Any) -> QuerySet[Any]:
    return image_policy.instances_user_has_any_permission_for(user, _MEDIA_WORDS)


def documents_in_reach(user: Any) -> QuerySet[Any]:
    return document_policy.instances_user_has_any_permission_for(user, _MEDIA_WORDS)


def rows_of(model: Any, user: Any) -> QuerySet[Any] | None:
    """Rows of a bulk action's model; None for a model that guards itself."""
    if issubclass(model, Page):
        return pages_in_reach(user)
    if issubclass(model, get_image_model()):
        return images_in_reach(user)
    if issubclass(model, get_document_model()):
        return documents_in_reach(user)
    return None


def names_only_own(
    request: HttpRequest, view_name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """Whether every id in the address (and ``?id=``) is within reach; two queries at most for usual
    addresses.
    """
    user = request.user
    pages = {kwargs[key] for key in _PAGE_KEYS if key in kwargs}
    images = {kwargs[key] for key in _IMAGE_KEYS if key in kwargs}
    documents = {kwargs[key] for key in _DOCUMENT_KEYS if key in kwargs}
    if view_name == "wagtailadmin_pages:revisions_compare":
        pages |= set(args[:1])
    if view_name.startswith("wagtailadmin_api:pages:") and "pk" in kwargs:
        pages.add(kwargs["pk"])
    named = request.GET.getlist("id")
    if view_name == "wagtailadmin_choose_page_chosen_multiple":
        pages |= set(named)
    if view_name.startswith("wagtailimages_chooser:"):
        images |= set(named) | {kwargs[key] for key in ("pk",) if key in kwargs}
    if view_name.startswith("wagtaildocs_chooser:"):
        documents |= set(named) | {kwargs[key] for key in ("pk",) if key in kwargs}
    reach = pages_to_walk(user) if view_name in _WALKED else pages_in_reach(user)
    return (
        _all_in(reach, pages)
        and _all_in(images_in_reach(user), images)
        and _all_in(documents_in_reach(user), documents)
    )


def _all_in(rows: QuerySet[Any], keys: Iterable[Any]) -> bool:
    wanted = set()
    for key in keys:
        try:
            wanted.add(int(key))
        except (TypeError, ValueError):
            return False
    if not wanted:
        return True
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) == wanted
