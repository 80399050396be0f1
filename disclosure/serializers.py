"""Entries and mandated items as the public API shows them: exactly what the page shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disclosure.models import ListEntry, MandatedItem


class AgencySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    slug = serializers.CharField()


class FileSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="byte")
    sha256 = serializers.CharField()
    version = serializers.IntegerField()
    url = serializers.URLField()


class LinkSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.URLField()


class ItemSerializer(serializers.ModelSerializer[MandatedItem]):
    edition = serializers.CharField(source="edition.key")
    parent = serializers.CharField(  # type: ignore[assignment]
        source="parent.key", default=None
    )

    class Meta:
        model = MandatedItem
        fields = (
            "key", "code", "category", "level", "parent", "title_id", "title_en", "interval_months", "audiences",
            "duty", "legal_ref", "edition",
        )  # fmt: skip


class EntrySerializer(serializers.ModelSerializer[ListEntry]):
    agency = AgencySerializer()
    url = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField(help_text="kunci jenis informasi wajib yang dipenuhi")
    files = serializers.SerializerMethodField()
    links = LinkSerializer(many=True)

    class Meta:
        model = ListEntry
        fields = (
            "id", "number", "title", "category", "agency", "summary", "holder", "responsible", "made_when",
            "made_where", "forms_available", "retention", "period_start", "period_end", "year", "language", "licence",
            "is_open_format", "fresh_until", "first_published_at", "last_published_at", "items", "files", "links",
            "url",
        )  # fmt: skip

    def get_url(self, entry: ListEntry) -> str:
        return str(self.context["request"].build_absolute_uri(entry.get_absolute_url()))

    def get_items(self, entry: ListEntry) -> list[str]:
        return [item.key for item in entry.items.all()]

    @extend_schema_field(FileSerializer(many=True))
    def get_files(self, entry: ListEntry) -> list[dict[str, Any]]:
        request = self.context["request"]
        return [
            {
                "label": held.label,
                "content_type": held.stored.content_type,
                "size": held.stored.size,
                "sha256": held.stored.sha256,
                "version": held.version,
                "url": request.build_absolute_uri(reverse("disclosure:file", args=[entry.pk, held.pk])),
            }
            for held in entry.published_files.all()
            if held.replaced_at is None
        ]
