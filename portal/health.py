"""How the portal is: for the operator and the load balancer.

Only the database decides between 200 and 503: without it nothing can be served. Everything else has a way to
go on (search falls back, mail waits in the outbox, files stay unscanned), so it is told, and the portal stays
in service. Nothing here names an address, a version or a person.
"""

import shutil
import smtplib
import socket
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OK, WARN, DOWN = "ok", "warn", "down"
# Each question may cost a connection; a public address must not let anyone ask it a hundred times a second.
REMEMBERED_SECONDS = 10
WAITING_TOO_LONG = timedelta(minutes=30)
LOW_DISK_BYTES = 1024**3


@dataclass(frozen=True)
class Part:
    key: str
    name: str
    state: str
    note: str


def check_database(now: datetime) -> Part:
    begin = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Part("database", _("Basis data"), DOWN, _("Tidak menjawab."))
    took = round((time.perf_counter() - begin) * 1000)
    return Part("database", _("Basis data"), OK, _("Menjawab dalam %(ms)d milidetik.") % {"ms": took})


def check_search(now: datetime) -> Part:
    from search.models import SearchRecord

    count = SearchRecord.objects.count()
    note = _("%(count)d dokumen dapat ditemukan.") % {"count": count}
    return Part("search", _("Pencarian"), OK if count else WARN, note)


def check_mail(now: datetime) -> Part:
    from portal.notifications.models import DeliveryState, Notification

    waiting = Notification.objects.filter(state=DeliveryState.WAITING)
    late = waiting.filter(created_at__lt=now - WAITING_TOO_LONG).count()
    if not _mail_server_answers():
        note = _("Server surel tidak menjawab; %(count)d pesan menunggu dan akan dikirim ulang.")
        return Part("mail", _("Surel"), WARN, note % {"count": waiting.count()})
    note = _("%(count)d pesan menunggu, %(late)d lebih dari 30 menit.")
    return Part("mail", _("Surel"), WARN if late else OK, note % {"count": waiting.count(), "late": late})


def _mail_server_answers() -> bool:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return True
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=3) as server:
            return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def check_queue(now: datetime) -> Part:
    if not str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db"):
        return Part("queue", _("Antrean tugas"), OK, _("Tugas dikerjakan langsung, tanpa antrean."))
    from django_tasks_db.models import DBTaskResult

    ready = DBTaskResult.objects.ready()
    late = ready.filter(enqueued_at__lt=now - WAITING_TOO_LONG).count()
    note = _("%(count)d tugas menunggu, %(late)d lebih dari 30 menit.") % {
        "count": ready.count(),
        "late": late,
    }
    return Part("queue", _("Antrean tugas"), WARN if late else OK, note)


def check_scanner(now: datetime) -> Part:
    name = _("Pemindai berkas")
    if not settings.CLAMD_ADDRESS:
        return Part("scanner", name, WARN, _("Belum dipasang; berkas ditandai belum dipindai."))
    host, _separator, port = settings.CLAMD_ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=3) as clamd:
            clamd.sendall(b"zPING\0")
            answers = clamd.recv(16).startswith(b"PONG")
    except OSError:
        answers = False
    note = _("Menjawab.") if answers else _("Tidak menjawab; berkas menunggu dipindai.")
    return Part("scanner", name, OK if answers else WARN, note)


def check_storage(now: datetime) -> Part:
    root = settings.VAR_DIR
    free = shutil.disk_usage(root if root.exists() else root.parent).free
    if free < LOW_DISK_BYTES:
        return Part("storage", _("Ruang simpan"), WARN, _("Ruang disk tersisa kurang dari 1 GB."))
    return Part("storage", _("Ruang simpan"), OK, _("Ruang disk cukup."))


CHECKS: tuple[Callable[[datetime], Part], ...] = (
    check_search,
    check_mail,
    check_queue,
    check_scanner,
    check_storage,
)


def parts(now: datetime) -> list[Part]:
    """The database first; when it is down the others cannot be asked."""
    database = check_database(now)
    if database.state == DOWN:
        return [database]
    return [database, *(check(now) for check in CHECKS)]


def _remembered(now: datetime) -> list[dict[str, Any]]:
    key = f"health:{get_language()}"
    try:
        known = cache.get(key)
    except DatabaseError:
        known = None
    if known is None:
        known = [asdict(part) for part in parts(now)]
        if known[0]["state"] != DOWN:
            cache.set(key, known, REMEMBERED_SECONDS)
    return known


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """A page for people, JSON for machines (``Accept: application/json`` or ``?format=json``)."""
    now = timezone.now()
    found = _remembered(now)
    states = {part["state"] for part in found}
    overall = DOWN if DOWN in states else WARN if WARN in states else OK
    status = 503 if overall == DOWN else 200
    wants_page = "text/html" in request.headers.get("Accept", "") and request.GET.get("format") != "json"
    if wants_page and overall != DOWN:
        return render(request, "health.html", {"parts": found, "overall": overall, "asked_at": now})
    return JsonResponse({"status": overall, "parts": found}, status=status)


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked. For restarts, not for taking traffic away."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("kesehatan/", health, name="health"),
    path("kesehatan/hidup/", alive, name="alive"),
]
