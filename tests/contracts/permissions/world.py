"""Two agencies with a case, a list entry, pages and media each; one person per role."""

from __future__ import annotations

from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from disclosure.editions.papers import keep_pdf
from disclosure.handover.models import Handover
from disclosure.importing.services import start_run
from disclosure.models import CityReviewRule, ExemptFile, MandatedItem, SampledPublication
from disclosure.programmes.services import save_programme
from disclosure.reports.models import ComplianceReport
from disclosure.services.catalogue import (
    DEFAULT_CATALOGUE,
    load_catalogue,
    propose_not_applicable,
    read_catalogue,
)
from disclosure.services.editions import (
    adopt_edition,
    approve_edition,
    open_edition,
    propose_section,
    verify_section,
)
from disclosure.services.exemption_tests import save_item, start_test
from portal.agencies.models import Agency
from portal.files.services import store_upload
from portal.kernel.moments import wib_date
from portal.workcalendar.models import Holiday, HolidayProposal
from requests_app.models import (
    Assistance,
    CostRate,
    CostSheet,
    Dispute,
    InformationRequest,
    Letter,
    Objection,
    SigningDelegation,
    Viewing,
)
from tests.agencies import world as agencies
from tests.disclosure.conftest import make_entry, published
from tests.emergency.conftest import announce
from tests.exemptions.conftest import decreed, line
from tests.programmes.test_programmes import values as programme_values


def build() -> SimpleNamespace:
    base = agencies.build()
    holiday, proposal = _calendar(base.administrator)
    load_catalogue(document=read_catalogue(DEFAULT_CATALOGUE), today=timezone.localdate())
    item = MandatedItem.objects.filter(is_leaf=True, edition__is_checklist=True).order_by("pk").first()
    world = SimpleNamespace(base=base, item=item)
    for unit in (base.a, base.b):
        unit.case = _case(unit.agency)
        unit.letter, unit.sheet, unit.viewing = _papers(unit.case, unit.pelaksana)
        unit.objection = _objection(unit.case)
        unit.dispute = _dispute(unit.objection)
        unit.assistance = Assistance.objects.create(
            agency=unit.agency, number=f"0001/BK/{unit.agency.code}/2026", year=2026, sequence=1, body="BPS",
            received_on=date(2026, 1, 5), information="Data", purpose="Sensus", recorded_by=unit.pelaksana,
            recorded_at=timezone.now(),
        )  # fmt: skip
        unit.public_entry = published(unit.agency, unit.pelaksana, title=f"Terbit {unit.agency.name}")
        unit.sample = SampledPublication.objects.create(
            agency=unit.agency, entry=unit.public_entry, period=unit.public_entry.periods.get(), ordinal=1,
            published_at=timezone.now(), due_on=date(2026, 12, 9),
        )  # fmt: skip
        unit.report = _report(unit.agency)
        unit.private_entry = make_entry(unit.agency, title=f"Konsep {unit.agency.name}", file="konsep.pdf")
        unit.notice = announce(unit.agency, unit.operator)
        unit.revision = unit.private_entry.save_revision()
        unit.programme = save_programme(
            agency=unit.agency, values=programme_values(), by=unit.operator, now=timezone.now()
        )
        unit.progress = unit.programme.progress.create(on=date(2026, 1, 5), percent=5, text="Dimulai.")
        unit.file = unit.private_entry.files.get()
        unit.upload = start_run(
            agency=unit.agency, name="daftar.csv", content=b"Judul,Kategori\nProfil,Berkala\n", by=unit.pelaksana,
            now=timezone.now(),
        )  # fmt: skip
        unit.excuse = propose_not_applicable(
            agency=unit.agency, item_key=item.key, reason="Tidak ada kegiatannya.", by=unit.pelaksana,
            now=timezone.now(),
        )  # fmt: skip
    _editions(world)
    _exemptions(world)
    # Last, so that nothing above waits for PPID Utama.
    world.rule = CityReviewRule.objects.create(category="anytime")
    world.people = {
        "operator": base.a.operator,
        "pelaksana": base.a.pelaksana,
        "utama": base.utama,
        "atasan": base.atasan,
        "pimpinan": base.pimpinan,
        "editor": base.editor,
        "administrator": base.administrator,
    }
    world.holiday, world.proposal = holiday, proposal
    world.handover = Handover.objects.create(
        agency=base.a.agency, role="operator", giver=base.a.operator, taker=base.a.pelaksana, decree_number="1/2026",
        decree_date=date(2026, 1, 5), at=timezone.now(), by=base.utama, decree_file=unit.file.stored,
    )  # fmt: skip
    world.delegation = SigningDelegation.objects.create(
        agency=base.a.agency, decree_number="1/2026", decree_date=date(2026, 1, 5), valid_from=date(2026, 1, 5),
        valid_until=date(2026, 12, 31), recorded_by=base.utama, recorded_at=timezone.now(),
    )  # fmt: skip
    world.rate = CostRate.objects.create(
        label="Fotokopi", unit="lembar", unit_price=250, basis="Keputusan", valid_from=date(2026, 1, 1),
        recorded_by=base.utama, recorded_at=timezone.now(),
    )  # fmt: skip
    return world


def _exemptions(world: SimpleNamespace) -> None:
    """For both units: an exemption in force with its file, and a sheet that is being written."""
    now = timezone.now()
    offices = SimpleNamespace(utama=world.base.utama, atasan=world.base.atasan)
    for unit in (world.base.a, world.base.b):
        offices.publisher, offices.dinsos = unit.pelaksana, unit.agency
        unit.exemption = decreed(offices, now, number=f"SK/{unit.agency.code}")
        unit.exempt_file = ExemptFile.objects.get(item__exemption=unit.exemption)
        unit.decreed_sheet = unit.exemption.decree.test
        unit.sheet_draft = start_test(agency=unit.agency, by=unit.pelaksana, now=now, held_on=wib_date(now))
        unit.sheet_item = save_item(test=unit.sheet_draft, data=line(), by=unit.pelaksana, now=now)


def _editions(world: SimpleNamespace) -> None:
    """A list in force (number 1) and one on its way (number 2); the sections of both units are proposed."""
    now = timezone.now()
    first = open_edition(by=world.base.utama, now=now)
    for unit in (world.base.a, world.base.b):
        section = first.sections.get(agency=unit.agency)
        propose_section(section=section, note="", by=unit.pelaksana, now=now)
        verify_section(section=section, by=world.base.utama, now=now)
    stored = store_upload(upload=ContentFile(b"%PDF-1.4\n%%EOF\n", name="keputusan.pdf"), now=now)
    adopt_edition(
        edition=first, number="SK/1", dated_on=timezone.localdate(now), file=stored, signer_name="R",
        without_missing=True, by=world.base.utama, now=now,
    )  # fmt: skip
    world.edition = keep_pdf(approve_edition(edition=first, by=world.base.atasan, now=now))
    world.making = open_edition(by=world.base.utama, now=now)
    for unit in (world.base.a, world.base.b):
        section = world.making.sections.get(agency=unit.agency)
        unit.row = propose_section(section=section, note="", by=unit.pelaksana, now=now).rows.get()


def clients(world: SimpleNamespace) -> dict[str, Client]:
    made = {"anonymous": Client(raise_request_exception=False)}
    for role, user in world.people.items():
        made[role] = Client(raise_request_exception=False)
        made[role].force_login(user)
    return made


def _case(agency: Agency) -> InformationRequest:
    """A case as a row: how it is filed is tried elsewhere."""
    now = timezone.now()
    return InformationRequest.objects.create(
        number=f"0001/{agency.code}/2026", agency=agency, filed_with=agency, number_year=2026,
        number_sequence=1, received_at=now, entered_at=now, requester_kind="individual", name="Ani Lestari",
        subject=f"Daftar penerima bantuan {agency.name}", details="Daftar penerima bantuan tahun 2025.",
        state="received", due_on=date(2026, 12, 9), original_due_on=date(2026, 12, 9),
        tracking_code_hash="x",
    )  # fmt: skip


def _papers(case: InformationRequest, officer: Any) -> tuple[Letter, CostSheet, Viewing]:
    """A letter that is on its way, with its costs and an appointment."""
    now, today = timezone.now(), timezone.localdate()
    letter = Letter.objects.create(
        case=case, agency=case.agency, kind="cost_sheet", dated_on=today, sent_on=today, created_at=now,
        token=f"SURAT{case.pk:011d}",
    )  # fmt: skip
    sheet = CostSheet.objects.create(case=case, letter=letter, total=1000, created_at=now)
    viewing = Viewing.objects.create(case=case, at=now, place="Ruang PPID", set_by=officer, set_at=now)
    return letter, sheet, viewing


def _objection(case: InformationRequest) -> Objection:
    """An objection as a row, decided with one order, so that every page about it has something to show."""
    now = timezone.now()
    objection = Objection.objects.create(
        number=f"{case.pk:04d}/KEBERATAN/2026", number_year=2026, number_sequence=case.pk, case=case,
        agency=case.agency, received_at=now, entered_at=now, grounds="c", name="Ani Lestari",
        information=case.details, subject=case.subject, state="decided", outcome="upheld", closed_at=now,
        due_on=date(2026, 12, 30),
    )  # fmt: skip
    objection.orders.create(
        agency=case.agency, sequence=1, text="Serahkan daftar.", due_on=date(2026, 12, 9), created_at=now
    )
    return objection


def _dispute(objection: Objection) -> Dispute:
    return Dispute.objects.create(
        number=f"{objection.pk:04d}/SENGKETA/2026", number_year=2026, number_sequence=objection.pk,
        objection=objection, case=objection.case, agency=objection.agency, grounds="c", state="registered",
        entered_at=timezone.now(), applied_on=date(2026, 11, 2),
    )  # fmt: skip


def _calendar(proposer: Any) -> tuple[Any, Any]:
    """A seeded calendar for the deadlines, and a proposal that waits for a second person."""
    call_command("load_calendar", "--years", "2026-2027", stdout=StringIO())
    proposal = HolidayProposal.objects.create(
        decree_number="1/2026",
        decree_date=date(2026, 11, 1),
        proposed_by=proposer,
        proposed_at=timezone.now(),
    )
    decree = {"decree_number": "9/2026", "decree_date": date(2026, 1, 1), "source": "decree"}
    holiday = Holiday.objects.create(date=date(2026, 10, 7), name="Libur daerah", kind="local", **decree)
    return holiday, proposal


def _report(agency: Agency) -> ComplianceReport:
    report = ComplianceReport(
        number=f"LAP/{agency.code}/2026/1", agency=agency, start=date(2026, 1, 1), end=date(2026, 6, 30),
        as_of=timezone.now(), built_at=timezone.now(), data="{}", state="ready", data_sha256=agency.code,
    )  # fmt: skip
    report.pdf.save("laporan.pdf", ContentFile(b"%PDF-1.4"), save=False)
    report.save()
    return report
