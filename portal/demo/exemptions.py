"""The register of the demo: one exemption in force, one that ends soon, one that has lapsed, one still being tested."""

from datetime import date, datetime, timedelta

from disclosure.models import ConsequenceTest, Exemption
from disclosure.services import exemption_decrees as decrees
from disclosure.services import exemption_tests as tests
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on, workdays_before
from portal.demo.lists import example_scan, office_holder
from portal.demo.people import officer_of
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar

_TEXT = "Contoh untuk portal peraga, bukan pengujian sungguhan."


def _line(title: str, ground: str, starts_on: date, **more: object) -> tests.ItemData:
    values = {
        "information": f"{title}: bagian yang diuji. {_TEXT}", "if_opened": f"Akibat bila dibuka. {_TEXT}",
        "if_closed": f"Akibat bila ditutup. {_TEXT}", **more,
    }  # fmt: skip
    return tests.ItemData(title=title, ground=ground, starts_on=starts_on, **values)  # type: ignore[arg-type]


def seed_exemptions(today: date, calendar: WorkCalendar) -> int:
    """Through the services, in their order; returns how many exemptions there are."""
    long_ago = workdays_before(today - timedelta(days=200), 0, calendar)
    soon, past = today + timedelta(days=25), today - timedelta(days=20)
    health = {
        "review_on": today + timedelta(days=400), "statute": "UU 17/2023 Pasal 301", "has_written_consent": False,
        "concerns_public_office": False,
    }  # fmt: skip
    _decreed("DINSOS", long_ago, 1, _line("Data kesehatan penerima bantuan", "h", long_ago, **health))
    _decreed(
        "DKISS", long_ago, 2, _line("Rancangan pengamanan jaringan pemerintah", "c", long_ago, ends_on=soon)
    )
    _decreed("BPBD", long_ago, 3, _line("Rencana kontinjensi objek vital", "c", long_ago, ends_on=past))
    _waiting("DINSOS", workdays_before(today, 3, calendar), today)
    return Exemption.objects.count()


def _sheet(code: str, now: datetime, line: tests.ItemData) -> ConsequenceTest | None:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        return None
    by = officer_of(agency)
    test = tests.start_test(agency=agency, by=by, now=now, held_on=wib_date(now))
    tests.save_item(test=test, data=line, by=by, now=now, files=[example_scan("Dokumen contoh", now)])
    people = [tests.TesterData("Penguji Contoh", "Sekretaris", agency.name)]
    tests.save_testers(test=test, testers=people, by=by, now=now)
    return tests.submit_test(test=test, by=by, now=now)


def _decreed(code: str, day: date, number: int, line: tests.ItemData) -> None:
    now, dkiss = moment_on(day, 10), office_holder("dkiss")
    with at(now):
        test = _sheet(code, now, line)
        if test is None:
            return
        decree = tests.verify_test(test=test, titles={}, by=dkiss, now=now)
        decrees.agree_as_superior(decree=decree, by=office_holder("atasan"), now=now)
        decrees.record_leader_approval(
            decree=decree, dated_on=day, name="Wali Kota (peraga)", number=f"180/{number}-WK/{day.year} (contoh)",
            file=example_scan("Persetujuan (contoh)", now), by=dkiss, now=now,
        )  # fmt: skip
        decrees.record_decree(
            decree=decree, number=f"555/DIK-{number}/{day.year} (contoh)", dated_on=day,
            file=example_scan("Keputusan PPID (contoh)", now), signer_name=dkiss.get_full_name(),
            signer_title="Pejabat Pengelola Informasi dan Dokumentasi", by=dkiss, now=now,
        )  # fmt: skip


def _waiting(code: str, day: date, today: date) -> None:
    """A sheet that waits for PPID Utama."""
    now = moment_on(day, 11)
    with at(now):
        _sheet(
            code, now, _line("Berkas penyelidikan pengaduan", "a", day, ends_on=today + timedelta(days=730))
        )
