"""How dates, numbers and sizes are written for people: Indonesian by default, English on the English pages.

Indonesian names for the functions, because they are used as template filters beside Indonesian text.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from portal.kernel.moments import in_wib, wib_date

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

EN_DASH = "–"
_SIZES = ("byte", "KB", "MB", "GB", "TB")


def _english(lang: str) -> bool:
    return lang.startswith("en")


def _day(value: date | datetime) -> date:
    # A moment is first placed in WIB: the date of 23.30 UTC is the next day's here.
    return wib_date(value) if isinstance(value, datetime) else value


def nama_bulan(month: int, lang: str = "id") -> str:
    """Name of month 1-12."""
    return (MONTHS if _english(lang) else BULAN)[month - 1]


def nama_hari(value: date | datetime, lang: str = "id") -> str:
    return (DAYS if _english(lang) else HARI)[_day(value).weekday()]


def tanggal(value: date | datetime, lang: str = "id") -> str:
    """`2 April 2026`; a moment is read in WIB."""
    day = _day(value)
    return f"{day.day} {nama_bulan(day.month, lang)} {day.year}"


def hari_tanggal(value: date | datetime, lang: str = "id") -> str:
    """`Kamis, 2 April 2026`."""
    return f"{nama_hari(value, lang)}, {tanggal(value, lang)}"


def tanggal_pendek(value: date | datetime) -> str:
    """`02/04/2026`, for narrow table cells only."""
    return f"{_day(value):%d/%m/%Y}"


def bulan_tahun(value: date | datetime, lang: str = "id") -> str:
    """`April 2026`."""
    day = _day(value)
    return f"{nama_bulan(day.month, lang)} {day.year}"


def waktu(moment: datetime, lang: str = "id") -> str:
    """`09.12 WIB`."""
    return f"{in_wib(moment):{'%H:%M' if _english(lang) else '%H.%M'}} WIB"


def tanggal_waktu(moment: datetime, lang: str = "id") -> str:
    """`Kamis, 2 April 2026 pukul 09.12 WIB`."""
    return f"{hari_tanggal(moment, lang)} {'at' if _english(lang) else 'pukul'} {waktu(moment, lang)}"


def rentang_tanggal(start: date | datetime, end: date | datetime, lang: str = "id") -> str:
    """`1–5 April 2026`, `30 Maret – 2 April 2026`, `28 Desember 2026 – 3 Januari 2027`."""
    first, last = _day(start), _day(end)
    if first == last:
        return tanggal(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{tanggal(last, lang)}"
    if first.year == last.year:
        return f"{first.day} {nama_bulan(first.month, lang)} {EN_DASH} {tanggal(last, lang)}"
    return f"{tanggal(first, lang)} {EN_DASH} {tanggal(last, lang)}"


def _exact(value: int | float | Decimal) -> Decimal:
    # str() first: Decimal(0.1) would carry the binary tail into the rounding.
    return Decimal(str(value))


def angka(value: int | float | Decimal, decimals: int = 0, lang: str = "id") -> str:
    """`8.412`, with `decimals=2` `95,12`; half is rounded away from zero, as on paper."""
    rounded = _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded + 0:,.{decimals}f}"  # + 0 turns -0 into 0
    return text if _english(lang) else text.translate(str.maketrans(",.", ".,"))


def persen(share: int | float | Decimal, decimals: int = 0, lang: str = "id") -> str:
    """`92%` from a share of 0.92."""
    return f"{angka(_exact(share) * 100, decimals, lang)}%"


def rupiah(amount: int | float | Decimal, lang: str = "id") -> str:
    """`Rp5.000.000,00`: no space and no dot after Rp (as written in UU 14/2008 Pasal 51)."""
    sign = "-" if _exact(amount) < 0 else ""
    return f"{sign}Rp{angka(abs(_exact(amount)), 2, lang)}"


def ukuran_berkas(size: int, lang: str = "id") -> str:
    """`1,8 MB` from a number of bytes; steps of 1,024."""
    value, unit = Decimal(size), 0
    # 1023.95 KB would be printed as 1.024,0 KB: step up before rounding gets there.
    while value >= Decimal("1023.95") and unit < len(_SIZES) - 1:
        value, unit = value / 1024, unit + 1
    decimals = 1 if unit > 1 else 0
    name = "bytes" if unit == 0 and _english(lang) else _SIZES[unit]
    return f"{angka(value, decimals, lang)} {name}"


def daftar(items: list[str] | tuple[str, ...], lang: str = "id") -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    word = "and" if _english(lang) else "dan"
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return f"{items[0]} {word} {items[1]}"
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"
