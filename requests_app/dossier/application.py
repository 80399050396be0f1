"""The application to Komisi Informasi, filled in from what the portal knows (UU 14/2008 Pasal 37; PERKI 1/2013).

It is the citizen's own paper: no letterhead, no number, no QR; what only they know stands open.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from portal.kernel.formats import hari_tanggal, tanggal
from portal.pdf.engine import render_pdf
from requests_app.law.grounds import objection_ground
from requests_app.law.objection_dates import CommissionWindow
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import Objection
from requests_app.standing import ending_letter

#: What the applicant asks for, by the first ground that fits; to be changed in their own words.
WISHES = {
    "a": "Menyatakan informasi yang diminta terbuka, dan memerintahkan Termohon memberikannya.",
    "b": "Memerintahkan Termohon menyediakan dan mengumumkan informasi berkala tersebut.",
    "c": "Memerintahkan Termohon menanggapi permohonan dan memberikan informasi yang diminta.",
    "d": "Memerintahkan Termohon memberikan informasi sesuai dengan yang diminta.",
    "e": "Memerintahkan Termohon memenuhi permohonan informasi.",
    "f": "Menyatakan biaya yang dikenakan tidak wajar, dan menetapkan biaya yang wajar.",
    "g": "Memerintahkan Termohon memberikan informasi yang diminta tanpa menunda lagi.",
}


def application_pdf(objection: Objection, window: CommissionWindow, *, now: datetime) -> bytes:
    """In Indonesian, as official papers are, whatever the language of the page."""
    return render_pdf(
        template="requests_app/dossier/application.html",
        context=facts_of(objection, window),
        identifier=f"ki-application:{objection.number}",
        created=now,
        title="Permohonan penyelesaian sengketa informasi publik",
        lang="id",
        author=objection.name or "Pemohon",
    ).bytes


def facts_of(objection: Objection, window: CommissionWindow) -> dict[str, Any]:
    grounds = [objection_ground(letter) for letter in objection.grounds]
    return {
        "objection": objection,
        "commission": settings.INFORMATION_COMMISSION,
        "city": settings.CITY_GOVERNMENT,
        "grounds": grounds,
        "story": story_of(objection, window),
        "wishes": list(dict.fromkeys(WISHES[ground.letter] for ground in grounds)),
        "until": hari_tanggal(window.until.on) if window.until else "",
        "has_request": objection.case is not None,
        "answered": objection.letter is not None and bool(objection.outcome),
    }


def story_of(objection: Objection, window: CommissionWindow) -> list[tuple[str, str]]:
    """What happened when, as (day, words); only what the portal knows for certain."""
    rows: list[tuple[str, str]] = []
    case = objection.case
    if case is not None:
        rows.append(
            (
                tanggal(case.received_at),
                f"Permohonan informasi nomor {case.number} diterima {case.agency.name}.",
            )
        )
        letter = ending_letter(case)
        if letter is not None:
            words = f"{letter.get_kind_display()} nomor {letter.number} dikirim"
            arrived = f", diterima {tanggal(letter.received_on)}" if letter.received_on else ""
            rows.append((tanggal(letter.sent_on or letter.dated_on), f"{words}{arrived}."))
        else:
            rows.append(
                (tanggal(case.due_on), "Batas menjawab permohonan (UU 14/2008 Pasal 22 ayat (7)-(8)).")
            )
    rows.append((tanggal(objection.received_at), f"Keberatan nomor {objection.number} diterima Atasan PPID."))
    if objection.outcome and objection.letter is not None:
        outcome = ObjectionOutcome(objection.outcome).label
        number = objection.letter.number
        rows.append((tanggal(objection.letter.dated_on), f"{outcome}, tanggapan nomor {number}."))
        if objection.letter.received_on:
            rows.append((tanggal(objection.letter.received_on), "Tanggapan itu Pemohon terima."))
    elif window.by_silence:
        rows.append((
            tanggal(objection.due_on),
            "Tiga puluh hari kerja berakhir tanpa tanggapan tertulis (UU 14/2008 Pasal 36 ayat (2)).",
        ))  # fmt: skip
    return rows
