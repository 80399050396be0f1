"""Wagtail's own groups, page and collection permissions, made from memberships and from nothing else.

A group stands for one role at one unit (or in the city). Membership is the source of truth: every row
here can be deleted and made again.
"""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from . import policy
from .homes import PageRoot, page_roots, permissions
from .models import AGENCY_ROLES, Agency, Membership, Role
from .rights import Action, scope_of

_PREFIX = "petugas"
_ADMINS = frozenset({Role.PPID_UTAMA, Role.ADMINISTRATOR})
_EDIT = ("add_page", "change_page")
_PUBLISH = (*_EDIT, "publish_page", "lock_page", "unlock_page")
_ROOT = (*_PUBLISH, "bulk_delete_page")
_MEDIA_WORDS = ("add", "change", "choose", "delete")
# Menu, redirects and the site's own settings: DKISS and the administrator keep them (no users, no
# groups: those are managed by membership services, which leave a trace).
_CITY_PERMISSIONS = (
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)
_ADMINISTRATOR_PERMISSIONS = ("wagtailcore.add_site", "wagtailcore.change_site")


def group_name(role: str, agency_id: int | None) -> str:
    return f"{_PREFIX}/{role}/{agency_id or 'kota'}"


def sync_user(user: Any, today: date) -> None:
    """Put the person into exactly the groups of the memberships in force ``today``; at most a dozen
    queries.
    """
    wanted = {
        group_name(membership.role, membership.agency_id): membership
        for membership in Membership.objects.active_on(today).filter(user=user)
    }
    with transaction.atomic():
        have = dict(user.groups.filter(name__startswith=f"{_PREFIX}/").values_list("name", "pk"))
        gone = [pk for name, pk in have.items() if name not in wanted]
        if gone:
            user.groups.remove(*gone)
        for name in set(wanted) - set(have):
            user.groups.add(_group(wanted[name].role, wanted[name].agency_id))
        get_user_model().objects.filter(pk=user.pk).update(rights_synced_on=today)
    user.rights_synced_on = today
    policy.forget(user)


def sync_all(today: date) -> int:
    """Make every grant afresh, for all roles held ``today``; returns the number of people put in order."""
    with transaction.atomic():
        drop_stock_grants()
        roots = page_roots()
        for group in Group.objects.filter(name__startswith=f"{_PREFIX}/"):
            _grant(group, *_parse(group.name), roots)
        people = {m.user for m in Membership.objects.active_on(today).select_related("user")}
        for user in people:
            sync_user(user, today)
    return len(people)


def regrant(agency_id: int) -> None:
    """A page of the unit was made or moved: grant afresh what its groups, and the city's editors, hold."""
    roots = page_roots()
    for group in Group.objects.filter(
        Q(name__endswith=f"/{agency_id}") | Q(name=group_name(Role.NEWS_EDITOR, None)),
        name__startswith=f"{_PREFIX}/",
    ):
        _grant(group, *_parse(group.name), roots)


def drop_stock_grants() -> None:
    """Wagtail's migrations make Editors and Moderators with rights on the root, and a workflow on it."""
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    stock = Workflow.objects.filter(name="Moderators approval", active=True)
    for workflow in stock:
        workflow.workflow_pages.all().delete()
        workflow.workflow_content_types.all().delete()
        workflow.active = False
        workflow.save(update_fields=["active"])


def _parse(name: str) -> tuple[Role, int | None]:
    _prefix, role, agency = name.split("/")
    return Role(role), None if agency == "kota" else int(agency)


def _group(role: str, agency_id: int | None) -> Group:
    group, created = Group.objects.get_or_create(name=group_name(role, agency_id))
    if created:
        _grant(group, Role(role), agency_id, page_roots())
    return group


def _grant(group: Group, role: Role, agency_id: int | None, roots: list[PageRoot]) -> None:
    _set_permissions(group, role)
    _set_pages(group, _pages_for(role, agency_id, roots))
    collection = _collection_for(role, agency_id)
    _set_collection(group, collection)


def _set_permissions(group: Group, role: Role) -> None:
    names = ["wagtailadmin.access_admin"]
    names += [name for action, name in permissions() if scope_of(role, action)]
    if role in _ADMINS:
        names += _CITY_PERMISSIONS
    if role is Role.ADMINISTRATOR:
        names += _ADMINISTRATOR_PERMISSIONS
    wanted = [tuple(name.split(".", 1)) for name in names]
    found = Permission.objects.filter(codename__in=[codename for _app, codename in wanted]).select_related(
        "content_type"
    )
    group.permissions.set([p for p in found if (p.content_type.app_label, p.codename) in wanted])


def _pages_for(role: Role, agency_id: int | None, roots: list[PageRoot]) -> dict[int, tuple[str, ...]]:
    """Page to permission codenames: DKISS once on the root, units on their own subtrees."""
    if role in _ADMINS:
        root = Page.get_first_root_node()
        return {root.pk: _ROOT} if root is not None else {}
    pages: dict[int, tuple[str, ...]] = {}
    for root in roots:
        if agency_id is not None and root.agency_id != agency_id:
            continue
        edit, publish = (
            (Action.NEWS_DRAFT, Action.NEWS_PUBLISH)
            if root.purpose == "news"
            else (Action.PAGE_EDIT, Action.PAGE_PUBLISH)
        )
        if scope_of(role, publish):
            pages[root.page_id] = _PUBLISH
        elif scope_of(role, edit):
            pages.setdefault(root.page_id, _EDIT)
    return pages


def _set_pages(group: Group, wanted: dict[int, tuple[str, ...]]) -> None:
    codenames = {
        p.codename: p.pk
        for p in Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(Page), codename__in=_ROOT
        )
    }
    want = {(page, codenames[name]) for page, names in wanted.items() for name in names if name in codenames}
    have = {(g.page_id, g.permission_id): g.pk for g in GroupPagePermission.objects.filter(group=group)}
    GroupPagePermission.objects.filter(pk__in=[pk for key, pk in have.items() if key not in want]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(want - set(have))
    )


def _collection_for(role: Role, agency_id: int | None) -> Collection | None:
    if not scope_of(role, Action.MEDIA_USE):
        return None
    if role in AGENCY_ROLES:
        agency = Agency.objects.get(pk=agency_id or 0)
        return collection_of(agency)
    return Collection.get_first_root_node()


def collection_of(agency: Agency) -> Collection:
    """The unit's own collection of images and documents, made when first asked for."""
    if agency.collection is not None:
        return agency.collection
    root = Collection.get_first_root_node()
    collection = root.add_child(instance=Collection(name=agency.name))
    agency.collection = collection
    Agency.objects.filter(pk=agency.pk).update(collection=collection)
    return collection


def _set_collection(group: Group, collection: Collection | None) -> None:
    # Wagtail asks for rights on its stock models, also where the portal has models of its own.
    models = (Image, Document)
    want: set[tuple[int, int]] = set()
    if collection is not None:
        codenames = [f"{word}_{model._meta.model_name}" for model in models for word in _MEDIA_WORDS]
        types = ContentType.objects.get_for_models(*models).values()
        found = Permission.objects.filter(content_type__in=types, codename__in=codenames)
        want = {(collection.pk, permission.pk) for permission in found}
    rows = GroupCollectionPermission.objects.filter(group=group)
    have = {(row.collection_id, row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for key, pk in have.items() if key not in want]).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=place, permission_id=permission)
        for place, permission in sorted(want - set(have))
    )
