"""Keeps what a form points at within reach: the agency chosen, and every image, document, page, entry
named.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import HiddenInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page, ReferenceIndex

from . import policy
from .models import Agency
from .rights import Action

# What may be pointed at: model -> "may this person use the row with this key?".
Checker = Callable[[Any, Any], bool]
_checkers: dict[type[Model], Checker] = {}


def register_reference_check(model: type[Model], checker: Checker) -> None:
    """Let an upper app say who may point at its rows; ``checker(user, pk)``."""
    _checkers[model] = checker


def _choosable(media_policy: Any) -> Checker:
    def check(user: Any, key: Any) -> bool:
        return media_policy.instances_user_has_permission_for(user, "choose").filter(pk=key).exists()

    return check


def _page_check(user: Any, key: Any) -> bool:
    """Links may go to pages that everyone can read, and to pages the person edits."""
    page = Page.objects.filter(pk=key).first()
    if page is None:
        return False
    return page.live or page.permissions_for_user(user).can_edit()


def _checker_for(model: type[Model]) -> Checker | None:
    for known, checker in _checkers.items():
        if issubclass(model, known):
            return checker
    if issubclass(model, Page):
        return _page_check
    if issubclass(model, get_image_model()):
        return _choosable(image_policy)
    if issubclass(model, get_document_model()):
        return _choosable(document_policy)
    return None


def _references(instance: Model) -> Iterable[tuple[type[Model], Any]]:
    """Every row that ``instance`` names in foreign keys, rich text and StreamFields, as it stands in
    memory.
    """
    if not ReferenceIndex.model_is_indexable(type(instance)):
        return
    for found in ReferenceIndex._extract_references_from_object(instance):
        content_type_id, _base, key = found[0], found[1], found[2]
        model = _model_of(content_type_id)
        if model is not None:
            yield model, key


def _model_of(content_type_id: int) -> type[Model] | None:
    return ContentType.objects.get_for_id(content_type_id).model_class()


def foreign_references(instance: Model, user: Any) -> list[tuple[type[Model], Any]]:
    """References that are new in ``instance`` and out of the person's reach."""
    before = set()
    if instance.pk:
        stored = type(instance)._default_manager.filter(pk=instance.pk).first()
        before = set(_references(stored)) if stored is not None else set()
    bad = []
    for model, key in set(_references(instance)) - before:
        checker = _checker_for(model)
        if checker is not None and not checker(user, key):
            bad.append((model, key))
    return bad


class ReferenceGuardMixin:
    """For Wagtail admin forms: refuses a reference to another unit's image, document, page or row."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        user = getattr(self, "for_user", None)
        if user is None or self.errors:  # type: ignore[attr-defined]
            return
        if foreign_references(self.instance, user):  # type: ignore[attr-defined]
            self.add_error(  # type: ignore[attr-defined]
                None,
                _(
                    "Gambar, dokumen, atau tautan milik unit lain tidak dapat dipakai. "
                    "Unggah berkas unit Anda."
                ),
            )


class OneAgency(HiddenInput):
    """The one agency within reach: named, not chosen. What was posted still meets the field's queryset."""

    # A hidden field would lose its label and its error; this one says something.
    is_hidden = False  # type: ignore[assignment]

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self.agency = agency

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        hidden = super().render(name, value or self.agency.pk, attrs, renderer)
        return format_html('<p class="one-agency">{}</p>{}', self.agency.name, hidden)

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def id_for_label(self, id_: str | None) -> str:
        # Nothing to fill in: a label for a hidden field would lead nowhere.
        return ""


class AgencyFormMixin(ReferenceGuardMixin):
    """For forms with an ``agency`` field: offers only agencies within reach; the field is fixed once
    saved.
    """

    agency_action: Action = Action.ENTRY_DRAFT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("agency")  # type: ignore[attr-defined]
        user = getattr(self, "for_user", None)
        if field is None or user is None:
            return
        if self.instance.pk:  # type: ignore[attr-defined]
            field.queryset = Agency.objects.filter(pk=self.instance.agency_id)  # type: ignore[attr-defined]
            field.disabled = True
            return
        field.queryset = policy.agencies_for(user, self.agency_action)
        only = list(field.queryset[:2])
        if len(only) == 1:
            field.initial, field.widget = only[0], OneAgency(only[0])
