"""News of the units: some write every fortnight, some once a month, six have gone quiet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from wagtail.models import Page

from portal.accounts.models import User
from portal.content.models import AgencyPage, NewsPage

from .lists import DILIGENT, IDLE

STORIES = (
    (
        "layanan", "Antrean loket {code} kini dapat dipesan dari rumah",
        "Mulai {day}, warga Cilegon dapat memesan nomor antrean loket {name} lewat telepon kantor dan laman resmi.",
        "Waktu tunggu di loket pada jam sibuk mencapai 45 menit. Dengan pemesanan, warga datang pada jam yang dipilih. "
        "Warga tanpa telepon pintar tetap dilayani langsung di loket 1.",
    ),
    (
        "program", "{code} umumkan program tahun depan beserta anggarannya",
        "{name} mengumumkan rencana program tahun depan, lengkap dengan sasaran, jadwal, dan anggarannya.",
        "Dokumennya tersedia di Daftar Informasi Publik. Warga dapat memberi masukan sampai akhir bulan lewat meja "
        "pelayanan informasi.",
    ),
    (
        "kegiatan", "{code} melatih 40 petugas pelayanan informasi",
        "Sebanyak 40 petugas mengikuti pelatihan menjawab permohonan informasi tepat waktu di Cilegon.",
        "Peserta berlatih menghitung batas sepuluh hari kerja dan menulis jawaban yang mudah dipahami. Kegiatan "
        "diikuti petugas dari delapan kecamatan.",
    ),
    (
        "pengumuman", "Jam pelayanan {code} berubah mulai pekan depan",
        "Pelayanan {name} buka pukul 08.00 sampai 15.30 WIB, Senin sampai Jumat.",
        "Perubahan ini mengikuti hasil survei kepuasan masyarakat semester lalu. Di luar jam itu, permohonan informasi "
        "dapat diajukan lewat portal kapan saja.",
    ),
)  # fmt: skip
# Days before today on which a unit of each kind published; the quiet ones have only what is long ago.
RHYTHM = {"diligent": (1, 9, 20, 33, 47, 61, 78), "usual": (6, 38, 70), "idle": (95, 160)}


def seed_news(officers: Mapping[str, User], *, now: datetime, random: Random) -> int:
    """Write and publish each unit's news at its own rhythm; returns how many."""
    made = 0
    for site in AgencyPage.objects.select_related("agency").order_by("agency__code"):
        code = site.agency.code
        kind = "diligent" if code in DILIGENT else "idle" if code in IDLE else "usual"
        author = officers.get(code) or officers[""]
        for age in RHYTHM[kind]:
            moment = now - timedelta(days=age, hours=random.randint(0, 5), minutes=random.randint(0, 59))
            _write(site, random.choice(STORIES), moment, author)
            made += 1
    return made


def _write(site: AgencyPage, story: tuple[str, str, str, str], moment: datetime, author: User) -> None:
    from portal.kernel.formats import tanggal

    category, title, lead, body = story
    words = {"code": site.agency.code, "name": site.agency.name, "day": tanggal(moment.date())}
    page = NewsPage(
        title=title.format(**words), slug=f"{category}-{moment:%Y%m%d}", lead=lead.format(**words)[:400],
        body=f"<p>{body.format(**words)}</p>", category=category, happened_on=moment.date(),
        author=author.get_full_name() or author.email, live=False,
    )  # fmt: skip
    Page.objects.get(pk=site.pk).specific.add_child(instance=page)
    page.save_revision(user=author).publish(user=author)
    NewsPage.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
