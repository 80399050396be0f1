"""Tags for Wagtail pages: the text in the reader's language, JSON-LD, photos."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from portal.content.models import NewsPage

register = template.Library()

#: Characters that could end a script element or open another one, as JSON escapes.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def said(page: Any, name: str) -> str:
    """Field ``name`` in the language of the request; Indonesian where no English text exists."""
    return page.said(name)


@register.filter
def said_lang(page: Any, name: str) -> SafeString:
    """`lang="id"` when an English page has to show Indonesian text, else nothing."""
    from django.utils.translation import get_language

    language = page.said_in(name)
    wanted = (get_language() or "id")[:2]
    return mark_safe("" if language == wanted else f' lang="{language}"')  # noqa: S308 - fixed codes


def _escaped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


@register.simple_tag(takes_context=True)
def news_json_ld(context: Context, page: NewsPage) -> SafeString:
    """schema.org NewsArticle of a page; every value is escaped for a script element."""
    request: HttpRequest = context["request"]
    published = page.first_published_at
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": page.lead,
        "inLanguage": "id",
        "url": request.build_absolute_uri(page.get_url(request)),
        "author": {"@type": "Person", "name": page.author},
        "publisher": {"@type": "GovernmentOrganization", "name": f"{page.agency.name} {settings.CITY_NAME}"},
        "contentLocation": page.place,
    }
    if published:
        data["datePublished"] = timezone.localtime(published).isoformat(timespec="seconds")
    if page.last_published_at:
        data["dateModified"] = timezone.localtime(page.last_published_at).isoformat(timespec="seconds")
    if page.correction:
        data["correction"] = page.correction
    if page.photo:
        rendition = page.photo.get_rendition("fill-1200x675|format-jpeg")
        data["image"] = [request.build_absolute_uri(rendition.url)]
    return mark_safe(  # noqa: S308 - escaped above
        f'<script type="application/ld+json">{_escaped(data)}</script>'
    )
