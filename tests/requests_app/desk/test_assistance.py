"""The register of bantuan kedinasan: numbers of its own, no clock of a citizen, never in the figures."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from requests_app.models import Assistance, InformationRequest
from requests_app.services.assisting import Asked, answer_assistance, record_assistance
from tests.factories import AgencyFactory
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
NOW = wib(2026, 3, 16)


def asked(agency: Agency, **changes: object) -> Asked:
    values: dict[str, object] = {
        "agency": agency, "body": "BPS Kota Cilegon", "information": "Jumlah penerima bantuan",
        "purpose": "Sensus ekonomi", "received_on": date(2026, 3, 13), **changes,
    }  # fmt: skip
    return Asked(**values)  # type: ignore[arg-type]


def test_register_counts_for_itself_and_touches_no_request(dinsos: Agency, petugas: User) -> None:
    numbers = [record_assistance(asked=asked(dinsos), by=petugas, now=NOW).number for _ in range(2)]
    assert numbers == ["0001/BK/DINSOS/2026", "0002/BK/DINSOS/2026"]
    assert not InformationRequest.objects.exists()


def test_answer_is_recorded_once_and_a_no_has_its_reason(dinsos: Agency, petugas: User) -> None:
    row = record_assistance(asked=asked(dinsos), by=petugas, now=NOW)
    common = {"assistance": row, "by": petugas, "now": NOW, "answered_on": date(2026, 3, 16)}
    with pytest.raises(InputError):
        answer_assistance(outcome="declined", note=" ", **common)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        answer_assistance(**{**common, "outcome": "given", "note": "", "answered_on": date(2026, 3, 12)})  # type: ignore[arg-type]
    answer_assistance(outcome="given", note="", **common)  # type: ignore[arg-type]
    with pytest.raises(RuleViolation):
        answer_assistance(outcome="given", note="", **common)  # type: ignore[arg-type]


def test_other_units_are_out_of_reach(petugas: User) -> None:
    with pytest.raises(NotAllowed):
        record_assistance(asked=asked(AgencyFactory(code="DPUPR")), by=petugas, now=NOW)


@time_machine.travel(NOW, tick=False)
def test_desk_records_answers_and_lists_at_the_same_cost(
    client: Client, dinsos: Agency, petugas: User
) -> None:
    client.force_login(petugas)
    fields = {
        "agency": dinsos.pk, "body": "BPS", "information": "Data", "purpose": "", "received_on": "2026-03-13",
    }  # fmt: skip
    page = client.post(reverse("desk:assistance_record"), fields).content.decode()
    assert "Belum tersimpan" in page and 'value="BPS"' in page
    client.post(reverse("desk:assistance_record"), {**fields, "purpose": "Sensus"})
    row = Assistance.objects.get()
    client.post(
        reverse("desk:assistance_answer", args=[row.pk]), {"outcome": "given", "answered_on": "2026-03-16"}
    )
    row.refresh_from_db()
    assert row.outcome == "given"
    client.get(reverse("desk:assistance"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("desk:assistance"))
    for number in range(20):
        record_assistance(asked=asked(dinsos, body=f"Badan {number}"), by=petugas, now=NOW)
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("desk:assistance")).content.decode()
    assert len(many) <= len(few) and "Badan 19" in page
    assert "Badan 19" not in client.get(reverse("desk:assistance") + "?answered=yes").content.decode()
