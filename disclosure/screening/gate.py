"""The last word before an entry becomes public, whatever the door: no personal data that nobody has let pass."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from disclosure.screening.checking import Screening, screen
from disclosure.screening.words import counted, places
from portal.kernel.errors import RuleViolation


class PersonalDataFound(RuleViolation):
    """Publication stops (UU 14/2008 Art 17 h, UU 27/2022 Art 4); the message holds kinds and places only."""

    code = "personal_data"


def refusal(found: Screening) -> str:
    return _(
        "Belum terbit: ada %(what)s di %(where)s. Hapus atau samarkan, simpan, lalu terbitkan lagi. Bila memang harus "
        "terbuka, minta PPID Utama meloloskannya lewat “Pemeriksaan”. Yang Anda tulis sudah tersimpan sebagai konsep."
    ) % {"what": counted(found.blocking), "where": places(found.blocking)}


def stop_personal_data(entry: Any) -> None:
    """Raises PersonalDataFound. Files that nobody has looked at are looked at now."""
    found = screen(entry)
    if found.blocking:
        raise PersonalDataFound(refusal(found), article="UU 14/2008 Pasal 17 huruf h")
