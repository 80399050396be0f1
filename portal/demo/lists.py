"""One adopted list of the city, and the next one on its way."""

from datetime import date, datetime, timedelta

from disclosure.models import EditionSection, ListEdition
from disclosure.services import editions
from portal.accounts.models import User
from portal.demo.clock import at, moment_on, workdays_before
from portal.demo.people import DOMAIN, officer_of
from portal.files.models import StoredFile
from portal.files.services import store_bytes
from portal.kernel.workdays import WorkCalendar
from portal.pdf.engine import render_pdf

#: In the first list some units are left out, as it is in life.
PROPOSED_NOW = 6


def office_holder(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def example_scan(title: str, now: datetime) -> StoredFile:
    """A sheet that says plainly that it is no real decree."""
    html = (
        f"<html lang='id'><head><title>{title}</title></head><body><h1>{title}</h1>"
        "<p>Contoh untuk portal peraga, bukan keputusan sungguhan.</p></body></html>"
    )
    drawn = render_pdf(html=html, identifier=f"demo:{title}", created=now, title=title)
    return store_bytes(
        content=drawn.bytes, name="keputusan-contoh.pdf", content_type="application/pdf", now=now
    )


def seed_lists(today: date, calendar: WorkCalendar) -> int:
    """Through the services, in their order; returns how many editions there are."""
    _adopted(workdays_before(today - timedelta(days=160), 0, calendar))
    _making(workdays_before(today, 4, calendar), today, calendar)
    return ListEdition.objects.count()


def _propose(section: EditionSection, now: datetime) -> bool:
    entries = section.agency.list_entries.filter(live=True, first_published_at__lte=now)
    if not entries.exists():
        return False
    editions.propose_section(section=section, note="", by=officer_of(section.agency), now=now)
    return True


def _adopted(day: date) -> None:
    dkiss, began = office_holder("dkiss"), moment_on(day, 9)
    with at(began):
        edition = editions.open_edition(by=dkiss, now=began)
        sections = list(edition.sections.select_related("agency", "edition"))
        proposed = [section for section in sections if _propose(section, began)]
        for section in proposed:
            editions.verify_section(section=section, by=dkiss, now=began)
        if not proposed:
            edition.delete()
            return
        editions.adopt_edition(
            edition=edition, number=f"555/DIP-1/{day.year} (contoh)", dated_on=day,
            file=example_scan("Keputusan PPID (contoh)", began), signer_name=dkiss.get_full_name(),
            without_missing=True, by=dkiss, now=began,
        )  # fmt: skip
        editions.approve_edition(edition=edition, by=office_holder("atasan"), now=began)


def _making(day: date, today: date, calendar: WorkCalendar) -> None:
    began = moment_on(day, 10)
    with at(began):
        edition = editions.open_edition(by=office_holder("dkiss"), now=began)
    done: list[EditionSection] = []
    for section in edition.sections.select_related("agency", "edition"):
        now = moment_on(workdays_before(today, 1 + len(done) % 3, calendar), 10 + len(done) % 4)
        with at(now):
            if len(done) < PROPOSED_NOW and _propose(section, now):
                done.append(section)
    now = moment_on(workdays_before(today, 1, calendar), 15)
    with at(now):
        if done:
            editions.verify_section(section=done[0], by=office_holder("dkiss"), now=now)
        if len(done) > 1:
            editions.return_section(
                section=done[1],
                reason="Lengkapi masa simpan semua entri.",
                by=office_holder("dkiss"),
                now=now,
            )
