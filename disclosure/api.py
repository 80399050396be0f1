"""Read-only API of the list: the same filters as the page, one shape for everyone."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.urls import include, path
from django.utils import timezone
from rest_framework import routers, viewsets
from rest_framework.pagination import PageNumberPagination

from disclosure.filters import EntryFilterSet
from disclosure.models import ListEntry, MandatedItem, PublishedFile
from disclosure.selectors import live_entries
from disclosure.serializers import EntrySerializer, ItemSerializer


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class EntryAPI(viewsets.ReadOnlyModelViewSet[ListEntry]):
    """Informasi publik yang sedang terbit. Konsep dan yang sudah ditarik tidak ada di sini."""

    queryset = ListEntry.objects.none()
    serializer_class = EntrySerializer
    filterset_class = EntryFilterSet
    pagination_class = Pages
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[ListEntry]:
        files = PublishedFile.objects.filter(replaced_at__isnull=True).select_related("stored")
        return live_entries(timezone.now()).prefetch_related("items", Prefetch("published_files", files))


class ItemAPI(viewsets.ReadOnlyModelViewSet[MandatedItem]):
    """Jenis informasi wajib menurut edisi peraturannya."""

    queryset = MandatedItem.objects.select_related("edition", "parent").order_by("edition", "position")
    serializer_class = ItemSerializer
    pagination_class = Pages
    filterset_fields = ("category", "level", "key", "edition__key")
    lookup_value_converter = "int"


router = routers.SimpleRouter()
router.register("entries", EntryAPI, basename="entry")
router.register("mandated-items", ItemAPI, basename="mandated-item")
urlpatterns = [path("", include(router.urls))]
