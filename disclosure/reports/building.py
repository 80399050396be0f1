"""Freezing, drawing and keeping a report. Called by the admin, the command and the background task alike."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from disclosure.reports.data import ReportData, canonical_json, data_sha256
from disclosure.reports.document import Edition, build_pdf
from disclosure.reports.drawing import draw, set_up
from disclosure.reports.ledger import Period, period_of
from disclosure.reports.models import ComplianceReport, State
from disclosure.reports.selectors import count_cases, read_world, report_data
from portal.agencies.models import Agency
from portal.agencies.selectors import ppid_utama
from portal.audit.services import record
from portal.kernel.errors import InputError
from portal.kernel.moments import in_wib
from portal.pdf.engine import RenderedPdf
from portal.pdf.fetcher import site_address
from portal.pdf.letterhead import Letterhead
from requests_app.models import NumberSequence

logger = logging.getLogger(__name__)
SERIES = "compliance-report"
MOST_CASES_WHILE_WAITING = 500


@dataclass(frozen=True)
class Built:
    """An edition with its file; `is_new` is False when the same data had been frozen before."""

    report: ComplianceReport
    data: ReportData
    pdf: RenderedPdf
    is_new: bool


@dataclass(frozen=True)
class Failed:
    agency: Agency
    reason: str


def checked_period(start: date, end: date, now: datetime) -> Period:
    """The period of a report.

    Raises:
        InputError: when it runs backwards or has not begun; the message says what to change.
    """
    try:
        return period_of(start, end, now)
    except ValueError as error:
        raise InputError(str(error), field="from", code="bad_period") from error


def _draw_sequence(year: int) -> int:
    NumberSequence.objects.get_or_create(series=SERIES, year=year)
    row = NumberSequence.objects.select_for_update().get(series=SERIES, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@transaction.atomic
def freeze(
    *, agency: Agency, data: ReportData, now: datetime, by: Any = None
) -> tuple[ComplianceReport, ReportData]:
    """The edition that holds this data: the one kept before, or the next with a number of its own.

    A period that still runs is asked about at another moment each time; while nothing but the moment differs,
    the last edition stands, and the data is given back as of its moment.
    """
    same = ComplianceReport.objects.filter(agency=agency, start=data.start, end=data.end)
    kept = same.order_by("-edition").first()
    if kept is not None and kept.as_of <= data.as_of:
        as_then = replace(data, as_of=in_wib(kept.as_of))
        if data_sha256(as_then) == kept.data_sha256:
            return kept, as_then
    digest = data_sha256(data)
    kept = same.filter(data_sha256=digest).first()
    if kept is not None:
        return kept, data
    year = data.as_of.year
    issuer = ppid_utama()
    code = issuer.code if issuer else settings.PPID_UTAMA_CODE
    report = ComplianceReport.objects.create(
        number=f"LK-{_draw_sequence(year):03d}/{code}/{year}",
        agency=agency,
        start=data.start,
        end=data.end,
        as_of=data.as_of,
        edition=(same.aggregate(last=Max("edition"))["last"] or 0) + 1,
        data=canonical_json(data).decode(),
        data_sha256=digest,
        built_by=by,
        built_at=now,
    )
    record(
        action="report.build", actor=by, target=report, agency=agency, at=now,
        data={"from": data.start.isoformat(), "to": data.end.isoformat(), "data_sha256": digest},
    )  # fmt: skip
    return report, data


def verify_address(report: ComplianceReport) -> str:
    return site_address() + reverse("reports:verify", args=[report.number])


def edition_of(report: ComplianceReport) -> Edition:
    """What the document prints beside the data. The letterhead is the signer's, PPID Utama's (law.md 12)."""
    office = ppid_utama()
    return Edition(
        number=report.number,
        edition=report.edition,
        data_sha256=report.data_sha256,
        verify_url=verify_address(report),
        letterhead=Letterhead(
            government=settings.CITY_GOVERNMENT,
            unit=office.name_on(report.end) if office else "",
            address=" ".join(office.address.split()) if office else "",
            postal_code=office.postal_code if office else "",
            phone=office.phone if office else "",
            website=office.website if office else "",
            email=office.email if office else "",
        ),
        issuer=_("PPID Utama"),
    )


def keep(report: ComplianceReport, pdf: RenderedPdf) -> None:
    """Store the file with its hash; an edition that is published already keeps its state."""
    if report.pdf_sha256 == pdf.sha256 and report.pdf:
        return
    report.pdf.save("report.pdf", ContentFile(pdf.bytes), save=False)
    report.pdf_sha256, report.pages, report.size = pdf.sha256, pdf.pages, len(pdf.bytes)
    report.failure = ""
    if report.state in (State.BUILDING, State.FAILED):
        report.state = State.READY
    report.save()


def fail(report: ComplianceReport, error: Exception) -> None:
    logger.error("report %s failed", report.number, exc_info=error)
    report.state = State.FAILED
    report.failure = f"{type(error).__name__}: {error}"[:300]
    report.save(update_fields=["state", "failure"])


def is_small(agency: Agency, period: Period) -> bool:
    """Whether the report can be drawn while somebody waits: its annexes stay within some twenty pages."""
    return count_cases(agency, period) <= MOST_CASES_WHILE_WAITING


def build_report(*, agency: Agency, period: Period, now: datetime, by: Any = None) -> Built:
    """One unit's report, from the database to the kept file, in this process."""
    data = report_data(agency, read_world([agency], period))
    report, data = freeze(agency=agency, data=data, now=now, by=by)
    is_new = not report.pdf
    try:
        pdf = build_pdf(data, edition_of(report))
    except Exception as error:
        fail(report, error)
        raise
    keep(report, pdf)
    return Built(report, data, pdf, is_new)


def build_reports(
    *, agencies: Iterable[Agency], period: Period, now: datetime, by: Any = None, workers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Built | Failed]:  # fmt: skip
    """Reports of many units: read once, drawn on all cores, kept as they come. Order is that of the units."""
    wanted = list(agencies)
    world = read_world(wanted, period)
    jobs = []
    for agency in wanted:
        report, data = freeze(agency=agency, data=report_data(agency, world), now=now, by=by)
        jobs.append((agency, data, report, edition_of(report)))
    workers = min(workers or os.cpu_count() or 1, len(jobs) or 1)
    if workers == 1:
        for done, job in enumerate(jobs, 1):
            yield _finish(job, partial(build_pdf, job[1], job[3]))
            progress(done, len(jobs))
        return
    # Children only draw; spawned, not forked, so that none inherits a database connection.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=set_up) as pool:
        waiting: dict[Future[RenderedPdf], Any] = {pool.submit(draw, job[1], job[3]): job for job in jobs}
        for done, future in enumerate(as_completed(waiting), 1):
            yield _finish(waiting[future], future.result)
            progress(done, len(jobs))


def _finish(job: Any, make: Callable[[], RenderedPdf]) -> Built | Failed:
    agency, data, report, _edition = job
    is_new = not report.pdf
    try:
        pdf = make()
    except Exception as error:  # one broken report must not stop the others
        fail(report, error)
        return Failed(agency, report.failure)
    keep(report, pdf)
    return Built(report, data, pdf, is_new)
