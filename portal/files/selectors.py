"""Which files nothing holds."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from portal.files.models import StoredFile


def unheld_files() -> QuerySet[StoredFile]:
    """Files that no row of any app points to.

    The relations are asked of the models, so that a new holder of files is known here without being named: a
    file may be bound or destroyed only while nothing else has it.
    """
    rows = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            holders = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})  # type: ignore[union-attr]
            rows = rows.exclude(Exists(holders))
    return rows
