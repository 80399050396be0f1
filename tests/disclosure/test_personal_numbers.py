"""A number of a person reaches neither index, nor highlight, nor log, nor trail, whatever has been published."""

import json
import logging

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from disclosure.screening.releasing import release_personal
from disclosure.services.publishing import publish_entry
from portal.audit.models import AuditEvent
from portal.logs import JsonFormatter
from search.models import SearchRecord, SearchTerm, SearchText

from .conftest import make_entry

pytestmark = pytest.mark.django_db
NIK, ACCOUNT = "3672041502850003", "1234567890"
TITLE = f"Penerima bantuan NIK {NIK}"
CHILD = "Siswa bernama Rudi"
SUMMARY = f"{CHILD}; Ani menderita TBC. Dibayar ke No. Rekening {ACCOUNT} a.n. Budi; 3672 0415 0285 0003."


def published(agency, by, utama, **values):
    """Let pass by PPID Utama: even then nothing of it is kept where it can be searched or read by the way."""
    entry = make_entry(agency, **values)
    release_personal(
        entry=entry, by=utama, now=timezone.now(), reason="Penerima setuju tertulis.",
        article="UU 14/2008 Pasal 18 ayat (2)",
    )  # fmt: skip
    return publish_entry(entry=entry, by=by, now=timezone.now())


def test_index_holds_no_personal_number(client, world, catalogue):
    published(world.dinsos, world.publisher, world.utama, title=TITLE, summary=SUMMARY)
    assert SearchRecord.objects.get(source="entry").title.startswith("Penerima bantuan NIK ••")
    held = [model_to_dict(row) for model in (SearchRecord, SearchText) for row in model.objects.all()]
    held += list(SearchTerm.objects.values_list("word", flat=True))
    kept = json.dumps(held, default=str).replace(" ", "")
    assert NIK not in kept and ACCOUNT not in kept and "04150285" not in kept
    assert "rudi" not in kept.lower() and "animenderita" not in kept.lower()


@pytest.mark.parametrize("query", [NIK, ACCOUNT, "3672+0415+0285+0003", "Rudi"])
def test_personal_number_finds_nothing(client, world, catalogue, query):
    published(world.dinsos, world.publisher, world.utama, title=TITLE, summary=SUMMARY)
    page = client.get(f"/cari/?q={query}").content.decode()
    assert "Penerima bantuan" not in page


def test_words_around_the_number_are_found_and_the_highlight_strikes_it_out(client, world, catalogue):
    published(world.dinsos, world.publisher, world.utama, title=TITLE, summary=SUMMARY)
    page = client.get("/cari/?q=penerima+bantuan").content.decode()
    assert "bantuan" in page and NIK not in page and ACCOUNT not in page


def test_trail_names_the_thing_without_the_number(world, catalogue):
    published(world.dinsos, world.publisher, world.utama, title=TITLE)
    assert not AuditEvent.objects.filter(target_label__contains=NIK).exists()


def test_log_line_strikes_it_out_in_message_extra_and_error():
    try:
        raise ValueError(f"duplicate key NIK={NIK}")
    except ValueError as error:
        caught = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "kirim %s", (f"NIK {NIK}",), caught)
    record.detail = f"No. Rekening {ACCOUNT}"
    line = JsonFormatter().format(record)
    assert NIK not in line and ACCOUNT not in line
    assert json.loads(line)["level"] == "ERROR"
