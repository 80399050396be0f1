"""The search as JSON, at /api/v1/search/."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from search import params, queries
from search.documents import SearchPage


class SegmentSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    hit = serializers.BooleanField(help_text="Kata yang dicari")


class HitSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Nama tetap, misalnya list_entry:12")
    title = serializers.CharField()
    url = serializers.CharField()
    type = serializers.CharField()
    agency = serializers.CharField(help_text="Singkatan perangkat daerah")
    agency_name = serializers.CharField()
    category = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    format = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    score = serializers.FloatField()
    highlight = SegmentSerializer(many=True)
    page = serializers.IntegerField(allow_null=True, help_text="Halaman berkas tempat cuplikan berdiri")


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    selected = serializers.BooleanField()


class SearchSerializer(serializers.Serializer[Any]):
    engine = serializers.CharField()
    total = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    until = serializers.IntegerField(help_text="Sertakan pada halaman berikutnya agar urutannya tetap")
    took_ms = serializers.IntegerField()
    did_you_mean = serializers.CharField(allow_blank=True)
    results = HitSerializer(many=True)
    facets = serializers.DictField(child=FacetValueSerializer(many=True))


def as_json(page: SearchPage) -> dict[str, Any]:
    """A page of results in the shape of SearchSerializer; the command prints the same."""
    return {
        "engine": page.engine,
        "total": page.total,
        "page": page.query.page,
        "pages": page.pages,
        "until": page.until,
        "took_ms": page.took_ms,
        "did_you_mean": page.did_you_mean,
        "results": [
            {
                "key": hit.key,
                "title": hit.title,
                "url": hit.url,
                "type": hit.type,
                "agency": hit.agency_code,
                "agency_name": hit.agency_name,
                "category": hit.category,
                "year": hit.year,
                "format": hit.format,
                "date": hit.published_on.isoformat() if hit.published_on else None,
                "score": hit.score,
                "highlight": [asdict(segment) for segment in hit.snippet],
                "page": hit.page,
            }
            for hit in page.hits
        ],
        "facets": {facet.name: [asdict(value) for value in facet.values] for facet in page.facets},
    }


def _several(name: str, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, many=True, description=f"{text}; boleh diulang")


class _AlwaysJson(BaseContentNegotiation):
    """`format` is a facet here, not the framework's choice of renderer."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class SearchView(APIView):
    """Cari informasi publik: daftar informasi, berita, halaman, jawaban, dan dokumen."""

    content_negotiation_class = _AlwaysJson

    @extend_schema(
        operation_id="search",
        parameters=[
            OpenApiParameter("q", str, description='Kata yang dicari; "frasa persis", -kecualikan'),
            _several("type", "Jenis"),
            _several("agency", "Singkatan perangkat daerah"),
            _several("category", "Kategori informasi"),
            _several("year", "Tahun"),
            _several("format", "Format berkas"),
            OpenApiParameter("sort", str, enum=list(params.SORTS), description="Urutan"),
            OpenApiParameter("page", int, description="Halaman mulai 1; halaman yang tidak ada: 404"),
            OpenApiParameter("per_page", int, description="1 sampai 100"),
            OpenApiParameter("until", int, description="Nilai until dari halaman pertama"),
        ],
        responses={200: SearchSerializer},
    )
    def get(self, request: Request) -> Response:
        query = params.read_query(request.query_params)
        try:
            page = queries.run_search(query, now=timezone.now())
        except queries.PageOutOfRange:
            raise Http404 from None
        except queries.SearchUnavailable as error:
            return Response({"code": error.code, "detail": error.message}, status=503)
        return Response(as_json(page))


urlpatterns = [path("search/", SearchView.as_view(), name="api-search")]
