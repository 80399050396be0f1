"""Tags and filters of public pages and desk: formats, icons, garis hari, bars, panels, navigation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.content import garis, panels
from portal.kernel import formats

register = template.Library()

_ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "ask": '<path d="M4 5h16v11H9l-5 4z"/><path d="M12 8v5M9.5 10.5h5"/>',
    "appeal": '<path d="M4 20h16M4.5 9.5 12 5l7.5 4.5zM6 10v7m4-7v7m4-7v7m4-7v7M4.5 17h15"/>',
    "file": '<path d="M7 3.5h7l4 4V20.5H7z"/><path d="M13.5 3.5v4.5h4.5"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7m7-3.5V7"/>',
}


def _lang() -> str:
    return get_language() or "id"


# Formats ------------------------------------------------------------------------------------------------


def _filter(function: Any) -> Any:
    """A format of the kernel as a filter: empty stays empty, English on English pages."""

    def apply(value: Any) -> str:
        if value is None or value == "":
            return ""
        return function(value, lang=_lang())

    return apply


for _name in (
    "tanggal",
    "hari_tanggal",
    "waktu",
    "tanggal_waktu",
    "bulan_tahun",
    "rupiah",
    "ukuran_berkas",
    "persen",
):
    register.filter(_name, _filter(getattr(formats, _name)))


@register.filter
def angka(value: Any, decimals: int = 0) -> str:
    """`8.412`."""
    return "" if value is None or value == "" else formats.angka(value, decimals, _lang())


@register.filter
def iso(value: date | datetime | None) -> str:
    """For the datetime attribute of <time>; a moment in local time."""
    if value is None:
        return ""
    return (
        timezone.localtime(value).isoformat(timespec="minutes")
        if isinstance(value, datetime)
        else value.isoformat()
    )


@register.filter
def pair(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two sequences side by side."""
    return list(zip(first, second, strict=False))


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Page numbers around the present one; None stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of a few line icons, silent for screen readers; the word beside it says what it means."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_ICONS[name]),  # noqa: S308 - constants above
    )


# Garis hari and bars ------------------------------------------------------------------------------------


@register.inclusion_tag("components/_garis_hari.html")
def garis_hari(days: Any, size: str = "large", label: str = "", today: date | None = None) -> dict[str, Any]:
    """The row of working days, from the law's DayLine or any sequence of its days.

    See templates/components/_garis_hari.html.
    """
    row = list(getattr(days, "blocks", days) or ())
    return {
        "size": size,
        "label": label or getattr(days, "label", "") or garis.label(row, _lang()),
        "cells": garis.cells(row, today=today, lang=_lang()),
        "hidden_late_days": getattr(days, "hidden_late_days", 0),
    }


@dataclass(frozen=True, slots=True)
class _Part:
    tone: str
    figure: int
    word: str


def _parts(parts: Iterable[Sequence[Any]]) -> list[_Part]:
    return [_Part(str(tone), int(figure), str(word)) for tone, figure, word in parts]


@register.inclusion_tag("components/_bar.html")
def bar(label: str, parts: Iterable[Sequence[Any]], figure: str = "") -> dict[str, Any]:
    """A stacked bar of (tone, number, word); ``figure`` stands beside the label, `64 dari 77`."""
    known = _parts(parts)
    total = sum(part.figure for part in known) or 1
    rects, start = [], 0.0
    for part in known:
        if part.figure:
            width = part.figure * 100 / total
            rects.append({"tone": part.tone, "x": f"{start:.3f}", "width": f"{width:.3f}"})
            start += width
    alt = ", ".join(f"{formats.angka(part.figure, 0, _lang())} {part.word}" for part in known)
    return {"label": label, "figure": figure, "rects": rects, "alt": alt}


@register.inclusion_tag("components/_legend.html")
def legend(parts: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Figures and words for the colours of bars."""
    return {
        "parts": [
            {"tone": p.tone, "figure": formats.angka(p.figure, 0, _lang()), "word": p.word}
            for p in _parts(parts)
        ]
    }


# Panels -------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def panel(context: Context, place: str, **arguments: Any) -> SafeString:
    """Everything that the apps above show at ``place``; see portal.content.panels."""
    request = context.get("request")
    shown = (
        (render_to_string(p.template, dict(p.context), request=request),)
        for p in panels.panels_for(place, request, **arguments)
    )
    return format_html_join("", "{}", ((mark_safe(html),) for (html,) in shown))  # noqa: S308 - rendered templates


@register.simple_tag(takes_context=True)
def home_figures(context: Context) -> list[panels.Figure]:
    """Figures of the home page from the apps above."""
    return panels.figures(context.get("request"))


# Navigation ---------------------------------------------------------------------------------------------


def address_of(name: str, fallback: str, **kwargs: Any) -> str:
    """Address by URL name, or ``fallback`` under the language's prefix while no app answers to the name."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return fallback if _lang() == "id" else f"/{_lang()}{fallback}"


@register.simple_tag
def portal_url(name: str, fallback: str, **kwargs: Any) -> str:
    """See address_of()."""
    return address_of(name, fallback, **kwargs)


@register.simple_tag(takes_context=True)
def page_address(context: Context, page: Any) -> str:
    """Address of a Wagtail page in the language of the request."""
    return str(page.get_url(context.get("request")) or "")


@register.simple_tag(takes_context=True)
def greeting(context: Context) -> str:
    """`Selamat pagi, Rina`, by the clock in Cilegon."""
    hour = timezone.localtime(timezone.now()).hour
    words = (
        _("Selamat pagi")
        if 4 <= hour < 11
        else _("Selamat siang")
        if 11 <= hour < 15
        else _("Selamat sore")
        if 15 <= hour < 18
        else _("Selamat malam")
    )
    name = getattr(getattr(context.get("request"), "user", None), "first_name", "")
    return f"{words}, {name}" if name else words


@register.simple_tag(takes_context=True)
def nav_items(context: Context) -> list[dict[str, Any]]:
    """The main menu; an item is current on its own page ("page") and on those below it ("true")."""
    request = context.get("request")
    here = request.path if request else ""
    items = []
    for text, name, fallback in (
        (_("Daftar informasi"), "disclosure:list", "/daftar-informasi/"),
        (pgettext("semua unit", "Perangkat daerah"), "", "/perangkat-daerah/"),
        (_("Berita"), "", "/berita/"),
        (_("Statistik"), "content:statistics", "/statistik/"),
    ):
        url = address_of(name, fallback)
        current = "page" if here == url else "true" if here.startswith(url) else ""
        items.append({"text": text, "url": url, "current": current})
    return items


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> dict[str, str] | None:
    """The same page in the other language; None outside a request."""
    request = context.get("request")
    if request is None:
        return None
    code, short, name = ("en", "EN", "English") if _lang() == "id" else ("id", "ID", "Bahasa Indonesia")
    return {"code": code, "short": short, "name": name, "url": translate_url(request.get_full_path(), code)}


@register.simple_tag(takes_context=True)
def canonical(context: Context, path: str = "") -> SafeString:
    """<link rel="canonical"> and the two languages, without the query; for public pages only."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    here = path or request.path
    absolute = request.build_absolute_uri
    links = [("canonical", "", absolute(here))]
    for code in ("id", "en"):
        links.append(("alternate", code, absolute(translate_url(here, code))))
    return format_html_join(
        "\n",
        '<link rel="{}"{} href="{}">',
        ((rel, format_html(' hreflang="{}"', code) if code else "", url) for rel, code, url in links),
    )
