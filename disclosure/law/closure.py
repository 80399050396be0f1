"""Making an exemption hold and ending it: approvals, decree, renewal, penetapan, lapse, release (PP 61/2010
Art 3, 10-11; PERKI 1/2021 Art 10(2), 49-53; trap T9, T29).

Readings: both approvals are kept, Wali Kota's (PP 61/2010 Art 3(2)) and Atasan PPID's (PERKI 1/2021 Art
10(2)e); a penetapan opens from its own date; the last day of the period still counts as before its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disclosure.law.exemptions import (
    END_RULES,
    WINDOW_WORKDAYS,
    EndRule,
    ExemptionRuleBroken,
    Ground,
    latest_end,
)
from portal.kernel.formats import tanggal
from portal.kernel.text import gettext_noop as _
from portal.kernel.workdays import WorkCalendar, subtract_workdays


class Status(StrEnum):
    """Where an exemption stands on a day. Open ones differ in how they came to be open."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    ENDING = "ending"
    REVIEW_DUE = "review_due"
    OPENED = "opened"
    OPEN_BY_LAW = "open_by_law"

    @property
    def is_closed(self) -> bool:
        """Whether the information may be refused with the decree on that day."""
        return self in (Status.IN_FORCE, Status.ENDING, Status.REVIEW_DUE)


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of an exemption; ``opened_on`` is the day of a penetapan, a change or a final ruling."""

    starts_on: date
    ends_on: date | None = None
    review_on: date | None = None
    opened_on: date | None = None


def told_from(ends_on: date, calendar: WorkCalendar) -> date:
    """The 30th working day before the end: from here on PPID is told and may issue the penetapan."""
    return subtract_workdays(ends_on, WINDOW_WORKDAYS, calendar)


def status_on(period: Period, day: date, calendar: WorkCalendar) -> Status:
    """The status on ``day``; nobody has to do anything for it to turn public (PP 61/2010 Art 11(3))."""
    if period.opened_on is not None and day >= period.opened_on:
        return Status.OPENED
    if period.ends_on is not None and day > period.ends_on:
        return Status.OPEN_BY_LAW
    if day < period.starts_on:
        return Status.UPCOMING
    if period.ends_on is not None and day >= told_from(period.ends_on, calendar):
        return Status.ENDING
    if period.review_on is not None and day >= period.review_on:
        return Status.REVIEW_DUE
    return Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Approvals:
    """The dates on which Wali Kota and Atasan PPID agreed; None while one has not."""

    leader_on: date | None
    superior_on: date | None


def check_decree(approvals: Approvals, decree_on: date, tested_on: date) -> None:
    """A decree follows the test and both approvals (PP 61/2010 Art 3; PERKI 1/2021 Art 10(2)e, 49(5)).

    Raises ExemptionRuleBroken naming what is missing or out of order.
    """
    if approvals.superior_on is None:
        raise ExemptionRuleBroken(
            _(
                "Atasan PPID belum menyetujui (PERKI 1/2021 Pasal 10 ayat (2) huruf e). Tunggu persetujuannya."
            ),
            article="PERKI 1/2021 Pasal 10 ayat (2)",
        )
    if approvals.leader_on is None:
        raise ExemptionRuleBroken(
            _(
                "Persetujuan Wali Kota belum dicatat (PP 61/2010 Pasal 3 ayat (2)). Catat nomor, tanggal, dan "
                "berkasnya."
            ),
            article="PP 61/2010 Pasal 3 ayat (2)",
        )  # fmt: skip
    if decree_on < tested_on:
        raise ExemptionRuleBroken(
            _("Tanggal keputusan tidak boleh mendahului pengujian konsekuensi ({date})."),
            date=tanggal(tested_on), article="UU 14/2008 Pasal 19", field="dated_on",
        )  # fmt: skip
    latest = max(approvals.leader_on, approvals.superior_on)
    if decree_on < latest:
        raise ExemptionRuleBroken(
            _("Tanggal keputusan tidak boleh mendahului persetujuan ({date})."),
            date=tanggal(latest), article="PP 61/2010 Pasal 3 ayat (2)", field="dated_on",
        )  # fmt: skip


def check_renewal(
    *,
    ground: Ground,
    first_start: date,
    current: Period,
    new_end: date | None,
    leader_on: date,
    decree_on: date,
) -> None:
    """Keeping it closed needs a new test, a decree and Wali Kota's approval before the end, because an ended
    exemption is public and what is public can never be closed again (UU 14/2008 Art 18(1)g; PP 61/2010 Art
    10-11). Raises ExemptionRuleBroken.
    """  # fmt: skip
    if current.opened_on is not None:
        raise ExemptionRuleBroken(
            _(
                "Informasi ini sudah dinyatakan terbuka; tidak dapat ditutup lagi (UU 14/2008 Pasal 18 ayat (1))."
            ),
            article="UU 14/2008 Pasal 18 ayat (1)",
        )
    end = current.ends_on
    if end is not None and max(leader_on, decree_on) > end:
        raise ExemptionRuleBroken(
            _(
                "Jangka waktunya berakhir {date}; persetujuan Wali Kota dan keputusan harus bertanggal sebelum itu. "
                "Informasi ini sudah terbuka demi hukum (PP 61/2010 Pasal 11 ayat (3))."
            ),
            date=tanggal(end), article="PP 61/2010 Pasal 11 ayat (3)",
        )  # fmt: skip
    if (
        end is not None
        and new_end is not None
        and new_end <= end
        and END_RULES[ground] is not EndRule.OPEN_WITH_REVIEW
    ):
        raise ExemptionRuleBroken(
            _("Tanggal berakhir yang baru harus sesudah {date}."), date=tanggal(end), field="ends_on"
        )
    latest = latest_end(ground, first_start)
    if latest is not None and new_end is not None and new_end > latest:
        raise ExemptionRuleBroken(
            _("Paling lama 30 tahun sejak pertama kali dikecualikan: {date} (PP 61/2010 Pasal 5)."),
            date=tanggal(latest), article="PP 61/2010 Pasal 5", field="ends_on",
        )  # fmt: skip


def check_declaration(period: Period, dated_on: date, calendar: WorkCalendar) -> None:
    """A penetapan lies in the last thirty working days of the period (PP 61/2010 Art 11(2); trap T29).

    Raises ExemptionRuleBroken: earlier is a change of status, later the law has opened it already.
    """
    if period.ends_on is None:
        raise ExemptionRuleBroken(
            _(
                "Pengecualian ini tidak punya tanggal berakhir. Untuk membukanya buat pengubahan status "
                "(PERKI 1/2021 Pasal 53)."
            ),
            article="PERKI 1/2021 Pasal 53",
        )
    first = told_from(period.ends_on, calendar)
    if dated_on < first:
        raise ExemptionRuleBroken(
            _(
                "Penetapan dibuat paling awal 30 hari kerja sebelum berakhir, yaitu {date} (PP 61/2010 Pasal 11 ayat "
                "(2)). Untuk membukanya lebih awal buat pengubahan status dengan pengujian baru."
            ),
            date=tanggal(first), article="PP 61/2010 Pasal 11 ayat (2)", field="dated_on",
        )  # fmt: skip
    if dated_on > period.ends_on:
        raise ExemptionRuleBroken(
            _(
                "Jangka waktunya sudah berakhir {date}: informasi ini sudah terbuka demi hukum dan tidak memerlukan "
                "penetapan lagi (PP 61/2010 Pasal 11 ayat (3))."
            ),
            date=tanggal(period.ends_on), article="PP 61/2010 Pasal 11 ayat (3)", field="dated_on",
        )  # fmt: skip


class PersonalData(StrEnum):
    """What the check of a file before release found (PERKI 1/2021 Art 5(3); UU 27/2022)."""

    NONE = "none"
    MASKED = "masked"
    PRESENT = "present"


def check_release(status: Status, *, other_ground: str, personal_data: PersonalData) -> None:
    """A file leaves only when its status is open, no other ground closes it and no personal data is left in
    it. Raises ExemptionRuleBroken with what to do instead.
    """
    if status not in (Status.OPENED, Status.OPEN_BY_LAW):
        raise ExemptionRuleBroken(
            _("Informasi ini masih dikecualikan; berkasnya belum dapat dilepas."),
            article="PERKI 1/2021 Pasal 50 ayat (4)",
        )
    if other_ground:
        raise ExemptionRuleBroken(
            _(
                "Berkas ini masih memuat alasan lain (Pasal 17 huruf {letter}): buat pengujian baru untuk bagian itu, "
                "lalu lepas salinan yang bagian itunya sudah dihitamkan (PERKI 1/2021 Pasal 50 ayat (2))."
            ),
            letter=other_ground, article="PERKI 1/2021 Pasal 50 ayat (2)", field="other_ground",
        )  # fmt: skip
    if personal_data is PersonalData.PRESENT:
        raise ExemptionRuleBroken(
            _("Hitamkan dulu data pribadinya, unggah salinan itu, lalu periksa lagi."),
            article="PERKI 1/2021 Pasal 5 ayat (3)", field="personal_data",
        )  # fmt: skip
