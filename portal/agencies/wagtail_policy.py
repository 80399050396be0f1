"""The agency policy in the shape that Wagtail's generic views ask for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from . import policy
from .models import Membership, Role
from .rights import Action, Scope, scope_of


class AgencyModelPolicy(ModelPermissionPolicy):
    """Answers for rows that belong to an agency.

    ``actions`` maps Wagtail's words (view, add, change, delete, publish, lock, unlock) to acts of the
    policy; a word that is left out is granted to nobody. Model-level questions mean "for at least one
    row": views with a row must ask through RowPolicy (see snippet_views).
    """

    def __init__(self, model: Any, actions: Mapping[str, Action], *, field: str = "agency") -> None:
        super().__init__(model)
        self.actions = dict(actions)
        self.field = field

    def _acts(self, words: Iterable[str]) -> list[Action]:
        return [self.actions[word] for word in words if word in self.actions]

    def rows(self, user: Any, words: Iterable[str] = ("view", "change")) -> QuerySet[Any]:
        """Rows that any of the words reaches, as one queryset."""
        queryset = self.model._default_manager.all()
        acts = self._acts(words)
        if any(policy.scope(user, act) is Scope.CITY for act in acts):
            return queryset
        agencies = frozenset().union(*(policy.agency_ids(user, act) for act in acts))
        return queryset.filter(**{f"{self.field}__in": agencies}) if agencies else queryset.none()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and policy.allows(user, self.actions[action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def _agency_id(self, instance: Model) -> int | None:
        *way, last = self.field.split("__")
        target: Any = instance
        for name in way:
            target = getattr(target, name)
        return getattr(target, f"{last}_id")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action not in self.actions:
            return False
        agency_id = self._agency_id(instance)
        if agency_id is None:
            return policy.scope(user, self.actions[action]) is Scope.CITY
        return policy.allows(user, self.actions[action], agency_id)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Model
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        return self.rows(user, actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        acts = self._acts(actions)
        roles = [role for role in Role if any(scope_of(role, act) for act in acts)]
        return _people(Membership.objects.filter(role__in=roles))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Model
    ) -> QuerySet[Any]:
        acts, agency_id = self._acts(actions), self._agency_id(instance)
        city = [role for role in Role if any(scope_of(role, act) is Scope.CITY for act in acts)]
        own = [role for role in Role if any(scope_of(role, act) is Scope.OWN for act in acts)]
        return _people(Membership.objects.filter(Q(role__in=city) | Q(role__in=own, agency_id=agency_id)))


def _people(memberships: QuerySet[Membership]) -> QuerySet[Any]:
    today = timezone.localdate()
    bound = Membership.objects.active_on(today).filter(pk__in=memberships.values("pk"))
    return get_user_model().objects.filter(pk__in=bound.values("user"))


class RowPolicy:
    """A policy that answers every question for one row of the database, whatever instance is handed in.

    Wagtail's views ask model-level questions, and pass revisions whose JSON may name a former agency:
    both are answered for the row as it stands.
    """

    def __init__(self, inner: AgencyModelPolicy, row: Model) -> None:
        self.inner = inner
        self.row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.inner.user_has_permission_for_instance(user, action, self.row)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Model
    ) -> bool:
        return self.user_has_any_permission(user, actions)
