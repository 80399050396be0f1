"""Signed scans and certified PDFs that come back: matched to their letter by its code, or by a person.

What was matched by the code is the letter's copy at once; a number found in the words, or a letter chosen from the
list, waits until an officer confirms it. From then on the signed copy is what the citizen gets.
"""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.files.codes import codes_on, words_on
from portal.files.models import StoredFile
from portal.files.services import store_upload
from portal.files.validation import IDENTITY_KINDS
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from requests_app.models import EventKind, Letter, SignedUpload
from requests_app.permissions import require

from ._transition import add_event, lock_case

#: The end of a letter's public address, as its QR code holds it.
_TOKEN = re.compile(r"/surat/([0-9A-Za-z]{16})/?$")
_NUMBER = re.compile(r"[^\s:]+/[^\s:]+")
MOST_AT_ONCE = 20


def receive(*, upload: Any, by: Any, now: datetime) -> SignedUpload:
    """Keep one scan, encrypted, and find its letter. Raises FileRefused.

    Reading the picture happens outside the transaction: it takes a moment and locks nothing.
    """
    stored = store_upload(
        upload=upload, now=now, uploaded_by=by, encrypt=True, kinds=IDENTITY_KINDS, field="files"
    )
    letter, how, remarks = _recognise(stored, by)
    row = SignedUpload.objects.create(
        stored=stored, uploaded_by=by, uploaded_at=now, letter=letter, how=how, remarks=remarks
    )
    if letter is not None and how == SignedUpload.How.QR and not remarks:
        return confirm(upload=row, letter=letter, by=by, now=now)
    return row


def _recognise(stored: StoredFile, by: Any) -> tuple[Letter | None, str, list[str]]:
    """The letter, how it was found, and what speaks against taking it unseen."""
    tokens = [found.group(1).upper() for text in codes_on(stored) if (found := _TOKEN.search(text))]
    letters = list(Letter.objects.select_related("case__agency", "agency").filter(token__in=tokens))
    if letters:
        return _checked(letters, SignedUpload.How.QR, by)
    numbers = set(_NUMBER.findall(words_on(stored)))
    known = Letter.objects.select_related("case__agency", "agency").filter(
        number__in=numbers, sequence__isnull=False
    )
    letters = list(known[:3])
    if letters:
        return _checked(letters, SignedUpload.How.NUMBER, by)
    return None, SignedUpload.How.NONE, []


def _checked(letters: list[Letter], how: str, by: Any) -> tuple[Letter | None, str, list[str]]:
    if len(letters) > 1:
        return (
            None,
            SignedUpload.How.NONE,
            [_("Berkas ini memuat lebih dari satu surat. Pindai tiap surat sendiri.")],
        )
    letter = letters[0]
    if not policy.allows(by, Right.CASE_WORK, letter.case or letter):
        return None, SignedUpload.How.NONE, [_("Surat pada berkas ini milik unit lain.")]
    remarks = []
    if letter.voided_at is not None:
        remarks.append(_("Surat ini sudah dibatalkan."))
    if letter.signed_id is not None:
        remarks.append(_("Surat ini sudah punya salinan bertanda tangan; yang baru akan menggantikannya."))
    return letter, how, remarks


@transaction.atomic
def confirm(*, upload: SignedUpload, letter: Letter, by: Any, now: datetime) -> SignedUpload:
    """Make the scan the letter's copy. Raises NotAllowed, RuleViolation (done, dropped or voided)."""
    require(by, Right.CASE_WORK, letter.case or letter)
    if letter.case_id is not None:
        lock_case(letter.case_id)
    row = SignedUpload.objects.select_for_update(of=("self",)).select_related("stored").get(pk=upload.pk)
    if row.uploaded_by_id != by.pk and not policy.allows(by, Right.CASE_WORK, letter.case or letter):
        raise NotAllowed(_("Berkas ini diunggah petugas lain."), code="not_yours")
    if row.confirmed_at is not None or row.dropped_at is not None:
        raise RuleViolation(_("Berkas ini sudah ditangani."), code="handled")
    locked = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("case__agency", "agency")
        .get(pk=letter.pk)
    )
    if locked.voided_at is not None or locked.sent_on is None:
        raise RuleViolation(_("Surat ini belum dikirim atau sudah dibatalkan."), code="not_in_force")
    if row.letter_id != locked.pk:
        row.how = SignedUpload.How.PERSON
    row.letter, row.confirmed_at = locked, now
    row.save(update_fields=["letter", "how", "confirmed_at"])
    locked.signed, locked.signed_at, locked.signed_by = row.stored, now, by
    locked.save(update_fields=["signed", "signed_at", "signed_by"])
    if locked.case is not None:
        add_event(locked.case, EventKind.LETTER_SIGNED, now=now, by=by, is_public=False,
                  data={"letter": locked.pk, "sha256": row.stored.sha256, "how": row.how})  # fmt: skip
    about = locked.case or locked
    record(action="case.letter_signed", actor=by, target=about, agency=about.agency, at=now,
           data={"letter": locked.pk, "how": row.how, "sha256": row.stored.sha256})  # fmt: skip
    return row


@transaction.atomic
def drop(*, upload: SignedUpload, by: Any, now: datetime) -> SignedUpload:
    """Put a scan aside that belongs to no letter here. Idempotent; only who uploaded it. Raises NotAllowed."""
    row = SignedUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if row.uploaded_by_id != by.pk:
        raise NotAllowed(_("Berkas ini diunggah petugas lain."), code="not_yours")
    if row.confirmed_at is None and row.dropped_at is None:
        row.dropped_at = now
        row.save(update_fields=["dropped_at"])
        record(action="case.scan_dropped", actor=by, target=row, at=now)
    return row


def letter_by_number(*, number: str, by: Any) -> Letter:
    """The letter that an officer names. Raises InputError when there is none in reach."""
    wanted = number.strip()
    found = Letter.objects.sent().select_related("case__agency", "agency").filter(Q(number__iexact=wanted))
    reach = [letter for letter in found[:20] if policy.allows(by, Right.CASE_WORK, letter.case or letter)]
    if len(reach) != 1:
        raise InputError(
            _(
                "Tidak ada satu surat dengan nomor itu pada unit Anda. Salin nomornya persis seperti tercetak."
            ),
            field="number",
            code="no_letter",
        )
    return reach[0]
