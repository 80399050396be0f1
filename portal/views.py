"""Views that belong to no app."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that waited too long: say what to do; the browser still holds what was typed."""
    return render(request, "403_csrf.html", status=403)
