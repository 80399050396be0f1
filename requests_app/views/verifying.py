"""The public page that a letter's QR code leads to: confirms the paper, shows nobody's data, keeps nothing."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.kernel.errors import PortalError
from portal.kernel.formats import ukuran_berkas
from requests_app.letters.storing import generated_file
from requests_app.models import Letter
from requests_app.services import throttling

from .access import address_of
from .hashing import LARGEST, HashingHandler

logger = logging.getLogger(__name__)
#: Unknown tokens and compared files from one network within an hour.
MISSES, FILES = 40, 60


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_view(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing is changed by a POST either: a file sent here is measured and forgotten, so no token guards it."""
    try:
        letter = _letter(request, token)
        found = _compare(request, letter) if request.method == "POST" else {}
    except PortalError as error:
        return _page(request, {"problem": error.message}, status=429)
    return _page(request, {**_shown(letter), **found}, status=422 if found.get("problem") else 200)


def _letter(request: HttpRequest, token: str) -> Letter:
    known = Letter.objects.select_related("agency", "signer_agency", "case", "case__agency", "pdf", "signed")
    letter = known.filter(token=token.upper(), sent_on__isnull=False).first()
    if letter is None:
        throttling.spend(what="letter", address=address_of(request), limit=MISSES, now=timezone.now())
        raise Http404
    return letter


def _shown(letter: Letter) -> dict[str, Any]:
    office = letter.signer_agency or letter.unit
    return {
        "letter": letter,
        "office": office.name_on(letter.dated_on) if office else "",
        "generated": _generated(letter),
        "signed": letter.valid_signed.sha256 if letter.valid_signed else "",
    }


def _generated(letter: Letter) -> str:
    try:
        return generated_file(letter, now=timezone.now()).sha256
    except Exception:  # the page confirms number and date also while the PDF engine is down
        logger.exception("letter %s could not be drawn", letter.pk)
        return ""


def _compare(request: HttpRequest, letter: Letter) -> dict[str, Any]:
    """What the uploaded file is: the signed copy, the portal's own, the owner's receipt, or another file."""
    throttling.spend(what="compare", address=address_of(request), limit=FILES, now=timezone.now())
    handler = HashingHandler(request)
    request.upload_handlers = [handler]
    _read = request.FILES
    if handler.too_large:
        return {"problem": _("Berkas itu lebih besar dari %(limit)s; surat kami tidak pernah sebesar itu.")
                % {"limit": ukuran_berkas(LARGEST)}}  # fmt: skip
    if not handler.sha256:
        return {"problem": _("Pilih berkas PDF atau pindaian surat yang ingin Anda cocokkan.")}
    known = _shown(letter)
    if handler.sha256 == known["signed"]:
        verdict = "signed"
    elif handler.sha256 in {known["generated"], *letter.other_sha256}:
        verdict = "generated"
    else:
        verdict = "other"
    return {"verdict": verdict, "sha256": handler.sha256}


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "requests_app/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
