"""Which mandated items a line may fulfil, by the words of its title and group. Suggestions only: a person ticks
them; there are never more than three, far below the ten that one entry may serve (law/freshness.SPREAD_LIMIT).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from disclosure.law.obligations import ItemRule
from search.language import analyse

MOST = 3
ENOUGH = 0.6
#: Words of the law that stand in every other item and tell none from the other.
_COMMON = frozenset(
    ("informasi", "publik", "badan", "wajib", "laku", "lain", "kait", "pihak", "serta", "proses", "daftar", "data",
     "tahun", "dokumen", "terbit", "kota", "dinas", "cilegon", "sedia", "laksana", "tentang", "jenis", "umum")
)  # fmt: skip
#: Item -> what offices call it. Data: add a line when a common name is missed.
NAMES: dict[str, tuple[str, ...]] = {
    "b_15_1_a1": ("alamat kantor", "domisili", "kedudukan dan alamat"),
    "b_15_1_a3": ("visi misi", "visi dan misi"),
    "b_15_1_a4": ("tugas dan fungsi", "tupoksi", "tugas pokok dan fungsi"),
    "b_15_1_c1": ("struktur organisasi", "bagan struktur organisasi", "bagan organisasi"),
    "b_15_1_c3": ("profil pejabat", "profil pimpinan", "profil singkat pejabat"),
    "b_15_1_d": ("lhkpn", "laporan harta kekayaan"),
    "b_15_3": ("laporan kinerja", "lkjip", "lakip", "lkip", "capaian kinerja"),
    "b_15_4_a": ("lra", "laporan realisasi anggaran", "dpa", "rka", "dipa", "apbd"),
    "b_15_4_b": ("neraca",),
    "b_15_4_c": ("calk", "catatan atas laporan keuangan", "laporan arus kas"),
    "b_15_4_d": ("daftar aset", "rekapitulasi aset"),
    "b_15_9_a": ("rup", "rencana umum pengadaan", "sirup"),
    "b_15_7_a": ("tata cara permohonan informasi", "prosedur permohonan informasi"),
    "b_15_7_b": ("tata cara keberatan", "prosedur keberatan", "tata cara penyelesaian sengketa"),
    "b_15_8_a": ("tata cara pengaduan", "whistleblowing"),
    "t_21_1_a": ("daftar informasi publik", "dip"),
    "t_21_1_d": ("perjanjian kerja sama", "mou", "nota kesepahaman"),
    "t_21_1_g": ("inventaris barang", "kartu inventaris", "barang milik daerah"),
    "t_21_1_h": ("renstra", "renja", "rencana strategis", "rencana kerja"),
    "t_21_1_i": ("agenda pimpinan", "agenda kerja"),
    "t_21_4_c": ("laporan keuangan",),
    "t_21_4_d": ("data statistik",),
    "x_23_2": ("sop", "standar operasional prosedur", "standar pelayanan"),
    "x_47": ("maklumat pelayanan",),
    "x_56": ("laporan layanan informasi", "laporan pelayanan informasi publik"),
}


class ItemIndex:
    """The items of one agency by their words, rare words weighing more."""

    def __init__(self, rules: Iterable[ItemRule]) -> None:
        self.categories: dict[str, str] = {}
        phrases: list[tuple[str, frozenset[str]]] = []
        for rule in rules:
            self.categories[rule.key] = rule.category.value
            for text in (rule.title, *NAMES.get(rule.key, ())):
                if words := _tokens(text):
                    phrases.append((rule.key, words))
        seen = Counter(word for _key, words in phrases for word in words)
        self.weight = {word: 1.0 + math.log(len(phrases) / count) for word, count in seen.items()}
        self.phrases = [(key, words, sum(self.weight[w] for w in words)) for key, words in phrases]
        self.by_word: dict[str, list[int]] = {}
        for at, (_key, words, _total) in enumerate(self.phrases):
            for word in words:
                self.by_word.setdefault(word, []).append(at)

    def suggest(self, title: str, category: str) -> list[str]:
        """Keys of at most MOST items whose words stand in the title, best first; those of its kind first."""
        words = _tokens(title)
        hits: dict[int, float] = {}
        for word in words:
            for at in self.by_word.get(word, ()):
                hits[at] = hits.get(at, 0.0) + self.weight[word]
        best: dict[str, float] = {}
        for at, weight in hits.items():
            key, wanted, total = self.phrases[at]
            share = weight / total
            if share < 0.75 or (len(wanted) == 1 and len(words) > 6):
                continue
            score = share * (0.55 + 0.45 * min(1.0, len(wanted) / len(words)))
            score += 0.1 if self.categories[key] == category else -0.1
            best[key] = max(best.get(key, 0.0), score)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [key for key, score in ranked if score >= ENOUGH][:MOST]


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(word for word in analyse(text) if word not in _COMMON and not word.isdigit())
