"""Acts that Wagtail records itself (create, edit, publish, move, lock, workflow), copied into the trail."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from .services import agency_of, record


def connect() -> None:
    for model in (ModelLogEntry, PageLogEntry):
        post_save.connect(_copy_wagtail_entry, sender=model, dispatch_uid=f"audit-{model.__name__}")


def _copy_wagtail_entry(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created or raw:
        return
    thing = _thing(instance)
    event = {"log": f"{instance._meta.model_name}:{instance.pk}", "title": instance.label[:200]}
    if instance.revision_id:
        event["revision"] = instance.revision_id
    record(
        action=instance.action,
        actor=instance.user if instance.user_id else None,
        target=thing,
        agency=agency_of(thing) if thing is not None else None,
        data=event,
        at=instance.timestamp,
    )


def _thing(entry: Any) -> Any:
    """The row that the entry is about; None once it is gone."""
    if isinstance(entry, PageLogEntry):
        return entry.page if entry.page_id and not entry.deleted else None
    model = entry.content_type.model_class() if entry.content_type_id else None
    return model._default_manager.filter(pk=entry.object_id).first() if model is not None else None
