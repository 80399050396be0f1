"""The calendar of 2026 written by hand from the joint decree and Keppres 42/2025, independent of any
library.
"""

from datetime import date

from portal.kernel.workdays import WorkCalendar

NATIONAL_2026 = {
    date(2026, 1, 1): "Tahun Baru 2026 Masehi",
    date(2026, 1, 16): "Isra Mikraj Nabi Muhammad SAW",
    date(2026, 2, 17): "Tahun Baru Imlek 2577 Kongzili",
    date(2026, 3, 19): "Hari Suci Nyepi (Tahun Baru Saka 1948)",
    date(2026, 3, 21): "Idulfitri 1447 H",
    date(2026, 3, 22): "Idulfitri 1447 H",
    date(2026, 4, 3): "Wafat Yesus Kristus",
    date(2026, 4, 5): "Kebangkitan Yesus Kristus (Paskah)",
    date(2026, 5, 1): "Hari Buruh Internasional",
    date(2026, 5, 14): "Kenaikan Yesus Kristus",
    date(2026, 5, 27): "Iduladha 1447 H",
    date(2026, 5, 31): "Hari Raya Waisak 2570 BE",
    date(2026, 6, 1): "Hari Lahir Pancasila",
    date(2026, 6, 16): "1 Muharam Tahun Baru Islam 1448 H",
    date(2026, 8, 17): "Proklamasi Kemerdekaan",
    date(2026, 8, 25): "Maulid Nabi Muhammad SAW",
    date(2026, 12, 25): "Kelahiran Yesus Kristus",
}
JOINT_LEAVE_2026 = {
    date(2026, 2, 16): "Cuti bersama Tahun Baru Imlek",
    date(2026, 3, 18): "Cuti bersama Nyepi",
    date(2026, 3, 20): "Cuti bersama Idulfitri",
    date(2026, 3, 23): "Cuti bersama Idulfitri",
    date(2026, 3, 24): "Cuti bersama Idulfitri",
    date(2026, 5, 15): "Cuti bersama Kenaikan Yesus Kristus",
    date(2026, 5, 28): "Cuti bersama Iduladha",
    date(2026, 12, 24): "Cuti bersama Natal",
}
CALENDAR_2026 = WorkCalendar(
    holidays=NATIONAL_2026,
    joint_leave=JOINT_LEAVE_2026,
    known_years=frozenset({2026}),
    confirmed_years=frozenset({2026}),
)
