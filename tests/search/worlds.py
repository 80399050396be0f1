"""Planted documents and a source that yields them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from search.documents import Passage, SearchDocument


class PlantedSource:
    """A source whose documents a test puts in and takes out; what is taken out is no longer public."""

    name = "planted"
    label = "Tanaman uji"
    category_labels = {"periodic": "Berkala", "anytime": "Setiap saat"}

    def __init__(self) -> None:
        self.public: dict[str, SearchDocument] = {}

    def put(self, *documents: SearchDocument) -> None:
        for document in documents:
            self.public[document.object_id] = replace(document, source=self.name)

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        wanted = self.public if ids is None else [object_id for object_id in ids if object_id in self.public]
        for object_id in list(wanted):
            yield self.public[object_id]


def document(object_id: str, title: str, body: str = "", **values: object) -> SearchDocument:
    values.setdefault("url", f"/uji/{object_id}/")
    values.setdefault("published_on", date(2026, 3, 2))
    passages = (Passage(body),) if body else ()
    return SearchDocument(source="planted", object_id=object_id, title=title, body=passages, **values)  # type: ignore[arg-type]


#: A small portal: two agencies, three years, some words that try the analyser.
LIBRARY = (
    document(
        "apbd", "Ringkasan APBD Kota Cilegon Tahun 2026", "Pendapatan asli daerah dan belanja modal.",
        agency_code="BPKPAD", agency_name="Badan Pengelolaan Keuangan, Pendapatan, dan Aset Daerah",
        category="periodic", year=2026, format="pdf", keywords=("BPKAD",),
    ),
    document(
        "perda", "Peraturan Daerah Kota Cilegon Nomor 7 Tahun 2024", "Susunan perangkat daerah.",
        agency_code="SETDA", agency_name="Sekretariat Daerah", category="anytime", year=2024, format="pdf",
        published_on=date(2024, 8, 1),
    ),
    document(
        "pajak", "Tarif perpajakan daerah", "Pemajakan hotel dan restoran; pajaknya dibayar tiap bulan.",
        agency_code="BPKPAD", agency_name="Badan Pengelolaan Keuangan, Pendapatan, dan Aset Daerah",
        category="anytime", year=2025, published_on=date(2025, 5, 5),
    ),
    document(
        "ikan", "Produksi ikan laut", "Nelayan Pulomerak menangkap ikan tongkol.",
        agency_code="DKPPP", agency_name="Dinas Ketahanan Pangan, Pertanian dan Perikanan",
        category="periodic", year=2025, format="xlsx", published_on=date(2025, 1, 10),
    ),
    document(
        "izin", "Cara kami berikan izin usaha", "DPMPTSP memberikan izin dalam tiga hari kerja.",
        agency_code="DPMPTSP", agency_name="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        category="anytime", year=2025, published_on=date(2025, 2, 10),
    ),
    document("bali", "Kunjungan kerja ke Bali", "Rombongan kembali hari Jumat.", year=2025,
             published_on=date(2025, 3, 10)),
    document("kembali", "Barang yang kembali", "Barang dikembalikan kepada pemiliknya.", year=2025,
             published_on=date(2025, 3, 11)),
    document("bank", "Laporan perbankan daerah", "Penyertaan modal pada bank daerah.", year=2025,
             published_on=date(2025, 4, 10)),
    document("lebih", "Pengadaan kursi roda", "Rencana umum pengadaan alat bantu.", agency_code="DINSOS",
             agency_name="Dinas Sosial", category="anytime", year=2026, format="pdf"),
    document("markup", "Harga <b>kursi</b> & meja", "<script>alert(1)</script> kursi kayu", year=2026),
)  # fmt: skip
