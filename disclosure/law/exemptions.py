"""Grounds of exemption, how long each may last, and what can never be exempt (UU 14/2008 Art 17-20; PP
61/2010 Art 5-11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_YEARS_LAW_ENFORCEMENT = 30


class ExemptionRuleBroken(ValueError):
    """The exemption as entered cannot stand; the message says which rule and what to do."""


class Ground(StrEnum):
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"
    I = "i"  # noqa: E741 - letter of the statute
    J = "j"


class EndRule(StrEnum):
    AT_MOST_30_YEARS = "at_most_30_years"
    BY_STATUTE = "by_statute"
    SET_BY_LEADER = "set_by_leader"
    OPEN_WITH_REVIEW = "open_with_review"


TITLES: dict[Ground, str] = {
    Ground.A: "Dapat menghambat proses penegakan hukum",
    Ground.B: "Dapat mengganggu perlindungan hak atas kekayaan intelektual dan persaingan usaha yang sehat",
    Ground.C: "Dapat membahayakan pertahanan dan keamanan negara",
    Ground.D: "Dapat mengungkapkan kekayaan alam Indonesia",
    Ground.E: "Dapat merugikan ketahanan ekonomi nasional",
    Ground.F: "Dapat merugikan kepentingan hubungan luar negeri",
    Ground.G: "Dapat mengungkapkan isi akta otentik yang bersifat pribadi dan kemauan terakhir atau wasiat",
    Ground.H: "Dapat mengungkap rahasia pribadi",
    Ground.I: "Memorandum atau surat antar atau intra Badan Publik yang menurut sifatnya dirahasiakan",
    Ground.J: "Tidak boleh diungkapkan berdasarkan undang-undang lain",
}

END_RULES: dict[Ground, EndRule] = {
    Ground.A: EndRule.AT_MOST_30_YEARS,
    Ground.B: EndRule.BY_STATUTE,
    Ground.C: EndRule.SET_BY_LEADER,
    Ground.D: EndRule.SET_BY_LEADER,
    Ground.E: EndRule.SET_BY_LEADER,
    Ground.F: EndRule.SET_BY_LEADER,
    Ground.G: EndRule.BY_STATUTE,
    Ground.H: EndRule.OPEN_WITH_REVIEW,
    Ground.I: EndRule.BY_STATUTE,
    Ground.J: EndRule.BY_STATUTE,
}

#: Art 18(2): written consent, or a matter of public office, lifts these two grounds.
ASKS_CONSENT: frozenset[Ground] = frozenset({Ground.G, Ground.H})


class NeverExempt(StrEnum):
    """Art 18(1) UU 14/2008: kinds of information that no ground can close."""

    JUDGMENT = "judgment"
    REGULATION_OR_POLICY = "regulation_or_policy"
    STOP_ORDER = "stop_order"
    ENFORCER_BUDGET = "enforcer_budget"
    ENFORCER_FINANCE = "enforcer_finance"
    RECOVERED_ASSETS = "recovered_assets"
    DECLARED_OPEN = "declared_open"


NEVER_EXEMPT_TITLES: dict[NeverExempt, str] = {
    NeverExempt.JUDGMENT: "Putusan badan peradilan",
    NeverExempt.REGULATION_OR_POLICY: "Ketetapan, keputusan, peraturan, edaran, atau kebijakan lain",
    NeverExempt.STOP_ORDER: "Surat perintah penghentian penyidikan atau penuntutan",
    NeverExempt.ENFORCER_BUDGET: "Rencana pengeluaran tahunan lembaga penegak hukum",
    NeverExempt.ENFORCER_FINANCE: "Laporan keuangan tahunan lembaga penegak hukum",
    NeverExempt.RECOVERED_ASSETS: "Laporan hasil pengembalian uang hasil korupsi",
    NeverExempt.DECLARED_OPEN: "Informasi yang telah dinyatakan terbuka bagi publik",
}


@dataclass(frozen=True, slots=True)
class ExemptionFacts:
    ground: Ground
    starts_on: date
    ends_on: date | None = None
    review_on: date | None = None
    statute: str = ""
    leader_approved: bool = False
    never_exempt_kind: NeverExempt | None = None
    has_written_consent: bool = False
    concerns_public_office: bool = False


def check_exemption(facts: ExemptionFacts) -> None:
    """Raises ExemptionRuleBroken at the first rule that the exemption breaks."""
    if facts.never_exempt_kind is not None:
        raise ExemptionRuleBroken(
            f"{NEVER_EXEMPT_TITLES[facts.never_exempt_kind]} tidak dapat dikecualikan "
            "(UU 14/2008 Pasal 18 ayat (1))."
        )
    if facts.ground in ASKS_CONSENT and (facts.has_written_consent or facts.concerns_public_office):
        raise ExemptionRuleBroken(
            "Alasan ini gugur: ada persetujuan tertulis atau menyangkut jabatan publik "
            "(UU 14/2008 Pasal 18 ayat (2))."
        )
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise ExemptionRuleBroken("Tanggal berakhir harus sesudah tanggal mulai.")
    _CHECKS[END_RULES[facts.ground]](facts)


def _check_30_years(facts: ExemptionFacts) -> None:
    latest = latest_end(facts.ground, facts.starts_on)
    if facts.ends_on is None or (latest is not None and facts.ends_on > latest):
        raise ExemptionRuleBroken(
            "Isi tanggal berakhir paling lama 30 tahun sejak mulai (PP 61/2010 Pasal 5)."
        )


def _check_statute(facts: ExemptionFacts) -> None:
    if not facts.statute.strip():
        raise ExemptionRuleBroken("Sebutkan undang-undang dan pasal yang menentukan jangka waktunya.")


def _check_leader(facts: ExemptionFacts) -> None:
    if not facts.leader_approved or facts.ends_on is None:
        raise ExemptionRuleBroken(
            "Jangka waktu untuk alasan ini ditetapkan Wali Kota: isi tanggal berakhir dan "
            "catat persetujuannya (PP 61/2010 Pasal 7 ayat (5))."
        )


def _check_review(facts: ExemptionFacts) -> None:
    if facts.review_on is None:
        raise ExemptionRuleBroken(
            "Isi tanggal peninjauan; alasan ini berlaku selama orangnya perlu dilindungi."
        )


_CHECKS = {
    EndRule.AT_MOST_30_YEARS: _check_30_years,
    EndRule.BY_STATUTE: _check_statute,
    EndRule.SET_BY_LEADER: _check_leader,
    EndRule.OPEN_WITH_REVIEW: _check_review,
}


def latest_end(ground: Ground, starts_on: date) -> date | None:
    """The last possible day for ground a; None where the period is not a number of years."""
    if END_RULES[ground] is not EndRule.AT_MOST_30_YEARS:
        return None
    try:
        return starts_on.replace(year=starts_on.year + MAX_YEARS_LAW_ENFORCEMENT)
    except ValueError:  # 29 February
        return starts_on.replace(year=starts_on.year + MAX_YEARS_LAW_ENFORCEMENT, day=28)


def is_public_on(facts: ExemptionFacts, day: date, *, extended_until: date | None = None) -> bool:
    """Whether the status has turned public by itself: the period has ended and no new decree kept it
    closed in time (PP 61/2010 Art 11; PERKI 1/2021 Art 52(2)).
    """
    end = extended_until or facts.ends_on
    return end is not None and day > end
