"""Views of content that are no Wagtail pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.content import style_samples


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for developers; only while DEBUG is on."""
    return render(request, "content/style.html", style_samples.context(request))
