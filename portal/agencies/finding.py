"""Which agency a thing of Wagtail belongs to, for the audit trail: pages by their place, media by
collection.
"""

from django.db.models import Model
from wagtail.models import CollectionMember, Page

from .homes import page_roots
from .models import Agency


def agency_of_thing(thing: Model) -> int | None:
    """The agency's primary key; None for the city's own things."""
    if isinstance(thing, Agency):
        return thing.pk
    if isinstance(thing, Page):
        return _agency_of_page(thing)
    if isinstance(thing, CollectionMember):
        agency = Agency.objects.filter(collection_id=thing.collection_id).values_list("pk", flat=True).first()
        return agency
    return None


def _agency_of_page(page: Page) -> int | None:
    owners = {root.page_id: root.agency_id for root in page_roots()}
    if not owners:
        return None
    if page.pk in owners:
        return owners[page.pk]
    above = page.get_ancestors().filter(pk__in=owners).values_list("pk", flat=True).last()
    return owners.get(above) if above is not None else None
