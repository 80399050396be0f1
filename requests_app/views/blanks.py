"""Blank forms for everyone, to print at home or at the counter."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.agencies.models import Agency
from requests_app.letters.blanks import BLANKS, blank_form

KEPT_SECONDS = 3600


@require_safe
def blank_view(request: HttpRequest, which: str) -> HttpResponse:
    """Drawn once an hour at most, whoever asks: it is the same for all."""
    if which not in BLANKS:
        raise Http404
    office = Agency.objects.filter(is_ppid_utama=True).first()
    now = timezone.localtime()

    def drawn() -> bytes:
        return blank_form(which=which, office=office, now=now).bytes

    content = cache.get_or_set(
        f"blank:{which}:{now:%Y-%m-%d}:{office.pk if office else 0}", drawn, KEPT_SECONDS
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="formulir-{which}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
