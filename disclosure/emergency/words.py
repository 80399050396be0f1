"""What the terms of CAP are called in plain Indonesian, for forms, pages and paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disclosure.law.emergencies import HAZARDS, Certainty, MessageType, Response, Severity, Status, Urgency

# Lazily translated in the words of the law's table.
HAZARD_CHOICES: list[tuple[str, Any]] = [(hazard.key, _(hazard.label)) for hazard in HAZARDS]
HAZARD_LABELS = dict(HAZARD_CHOICES)

STATUS_CHOICES = [
    (Status.ACTUAL.value, _("Kejadian sungguhan")),
    (Status.EXERCISE.value, _("Latihan")),
]
SEVERITY_CHOICES = [
    (Severity.EXTREME.value, _("Sangat berbahaya: nyawa banyak orang terancam")),
    (Severity.SEVERE.value, _("Berbahaya: nyawa atau harta terancam")),
    (Severity.MODERATE.value, _("Perlu waspada: mungkin ada kerugian")),
    (Severity.MINOR.value, _("Ringan: kegiatan terganggu")),
    (Severity.UNKNOWN.value, _("Belum diketahui")),
]
SEVERITY_WORDS = {
    Severity.EXTREME.value: _("Sangat berbahaya"),
    Severity.SEVERE.value: _("Berbahaya"),
    Severity.MODERATE.value: _("Waspada"),
    Severity.MINOR.value: _("Gangguan"),
    Severity.UNKNOWN.value: _("Pengumuman"),
}
URGENCY_CHOICES = [
    (Urgency.IMMEDIATE.value, _("Sekarang juga")),
    (Urgency.EXPECTED.value, _("Dalam satu jam ke depan")),
    (Urgency.FUTURE.value, _("Nanti, masih ada waktu bersiap")),
    (Urgency.PAST.value, _("Tidak perlu lagi, sudah berlalu")),
    (Urgency.UNKNOWN.value, _("Belum diketahui")),
]
CERTAINTY_CHOICES = [
    (Certainty.OBSERVED.value, _("Sudah terjadi atau sedang terjadi")),
    (Certainty.LIKELY.value, _("Kemungkinan besar terjadi")),
    (Certainty.POSSIBLE.value, _("Mungkin terjadi")),
    (Certainty.UNLIKELY.value, _("Kecil kemungkinannya")),
    (Certainty.UNKNOWN.value, _("Belum diketahui")),
]
RESPONSE_CHOICES = [
    (Response.EVACUATE.value, _("Mengungsi ke tempat aman")),
    (Response.SHELTER.value, _("Berlindung di dalam bangunan")),
    (Response.AVOID.value, _("Menjauh dari tempat kejadian")),
    (Response.PREPARE.value, _("Bersiap")),
    (Response.MONITOR.value, _("Mengikuti kabar selanjutnya")),
    (Response.NONE.value, _("Tidak perlu berbuat apa-apa")),
]
MESSAGE_CHOICES = [
    (MessageType.ALERT.value, _("Diumumkan")),
    (MessageType.UPDATE.value, _("Diperbarui")),
    (MessageType.CANCEL.value, _("Diakhiri")),
]
WHOLE_CITY = "*"
