"""Views of content that are no Wagtail pages."""

from typing import Any

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.content import sitemaps, style_samples


def statistics(request: HttpRequest) -> HttpResponse:
    """Figures of the whole city, filled by the apps that count them."""
    return render(request, "content/statistics.html")


def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of the back office and of what belongs to one person."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """The index, or one section of it."""
    parts: dict[str, Any] = dict(sitemaps.sitemaps())
    if section is None:
        return sitemap_index(request, parts, sitemap_url_name="content:sitemap_section")
    return sitemap_section(request, parts, section=section)


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for developers; only while DEBUG is on."""
    return render(request, "content/style.html", style_samples.context(request))
