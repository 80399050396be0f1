from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _prepare_database(**kwargs: Any) -> None:
    """After every migrate: Django knows neither FTS5 tables nor triggers, and rebuilds SQLite tables without
    them.
    """
    from search import engines

    engines.database_engine().prepare()


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Pencarian")

    def ready(self) -> None:
        post_migrate.connect(_prepare_database, sender=self, dispatch_uid="search.prepare_database")
