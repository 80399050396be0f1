"""Uploads of forms that were never sent go after thirty days; what anything holds stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command

from portal.files.content import plain_bytes
from portal.files.models import StoredFile
from portal.files.services import store_upload
from requests_app.letters.storing import generated_file
from requests_app.models import CaseFile, InformationRequest
from requests_app.uploads import KEEP_UNSENT, destroy_unsent
from tests.files.test_uploads import PDF, upload
from tests.requests_app.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + KEEP_UNSENT + timedelta(days=1)


def test_a_letter_keeps_its_file_when_old_uploads_are_cleared(case: InformationRequest) -> None:
    letter = case.letters.get(kind="receipt")
    stored = generated_file(letter, now=NOW)
    drawn = plain_bytes(stored)
    assert destroy_unsent(now=LATER) == 0
    letter.refresh_from_db()
    assert plain_bytes(letter.pdf) == drawn


def test_an_upload_that_nothing_holds_goes_with_its_bytes_and_one_of_a_case_stays(
    case: InformationRequest,
) -> None:
    loose, bound = (store_upload(upload=upload(name), now=NOW, encrypt=True) for name in ("a.pdf", "b.pdf"))
    CaseFile.objects.create(case=case, stored=bound, purpose=CaseFile.Purpose.SUPPORTING)
    storage, name = loose.file.storage, loose.file.name
    assert destroy_unsent(now=NOW + KEEP_UNSENT) == 0
    assert destroy_unsent(now=LATER) == 1
    assert list(StoredFile.objects.filter(pk__in=[loose.pk, bound.pk])) == [bound]
    assert not storage.exists(name)
    assert plain_bytes(bound) == PDF


def test_the_nightly_run_goes_on_when_letters_are_old(case: InformationRequest) -> None:
    generated_file(case.letters.get(kind="receipt"), now=NOW)
    call_command("send_reminders", "--on", f"{LATER:%Y-%m-%d}", "--json")
    assert plain_bytes(case.letters.get(kind="receipt").pdf).startswith(b"%PDF")
