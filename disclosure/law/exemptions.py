"""Grounds of exemption, how long each may last, what can never be exempt, and how an exemption ends (UU
14/2008 Art 17-20; PP 61/2010 Art 3-11; PERKI 1/2021 Art 49-53).

All dates are calendar dates in Asia/Jakarta; an end date is the last day on which the information is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.errors import RuleViolation
from portal.kernel.text import gettext_noop as _

MAX_YEARS_LAW_ENFORCEMENT = 30
#: PP 61/2010 Art 11(2): the window in which PPID declares the information public, before the end (trap T29).
WINDOW_WORKDAYS = 30


class ExemptionRuleBroken(RuleViolation):
    """The exemption as entered cannot stand; the message says which rule and what to do.

    ``template`` and ``values`` make the message in another language; ``field`` is the field of a form.
    """

    code = "exemption_rule"

    def __init__(self, template: str, *, article: str = "", field: str = "", **values: str) -> None:
        super().__init__(template.format(**values), article=article)
        self.template, self.values, self.field = template, values, field


class Ground(StrEnum):
    """The letters of UU 14/2008 Art 17."""

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
    Ground.A: _("Dapat menghambat proses penegakan hukum"),
    Ground.B: _(
        "Dapat mengganggu perlindungan hak atas kekayaan intelektual dan perlindungan dari persaingan usaha "
        "tidak sehat"
    ),
    Ground.C: _("Dapat membahayakan pertahanan dan keamanan negara"),
    Ground.D: _("Dapat mengungkapkan kekayaan alam Indonesia"),
    Ground.E: _("Dapat merugikan ketahanan ekonomi nasional"),
    Ground.F: _("Dapat merugikan kepentingan hubungan luar negeri"),
    Ground.G: _(
        "Dapat mengungkapkan isi akta otentik yang bersifat pribadi dan kemauan terakhir atau wasiat"
    ),
    Ground.H: _("Dapat mengungkap rahasia pribadi"),
    Ground.I: _("Memorandum atau surat antar atau intra Badan Publik yang menurut sifatnya dirahasiakan"),
    Ground.J: _("Tidak boleh diungkapkan berdasarkan undang-undang lain"),
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
END_WORDS: dict[EndRule, str] = {
    EndRule.AT_MOST_30_YEARS: _("paling lama 30 tahun sejak mulai (PP 61/2010 Pasal 5)"),
    EndRule.BY_STATUTE: _("menurut undang-undang yang disebutkan (PP 61/2010 Pasal 6, 8, 9)"),
    EndRule.SET_BY_LEADER: _("selama diperlukan, ditetapkan Wali Kota (PP 61/2010 Pasal 7)"),
    EndRule.OPEN_WITH_REVIEW: _(
        "selama diperlukan untuk melindungi orangnya, dengan tanggal peninjauan (PP 61/2010 Pasal 8 ayat (2))"
    ),
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
    NeverExempt.JUDGMENT: _("Putusan badan peradilan"),
    NeverExempt.REGULATION_OR_POLICY: _("Ketetapan, keputusan, peraturan, edaran, atau kebijakan lain"),
    NeverExempt.STOP_ORDER: _("Surat perintah penghentian penyidikan atau penuntutan"),
    NeverExempt.ENFORCER_BUDGET: _("Rencana pengeluaran tahunan lembaga penegak hukum"),
    NeverExempt.ENFORCER_FINANCE: _("Laporan keuangan tahunan lembaga penegak hukum"),
    NeverExempt.RECOVERED_ASSETS: _("Laporan hasil pengembalian uang hasil korupsi"),
    NeverExempt.DECLARED_OPEN: _("Informasi yang telah dinyatakan terbuka bagi publik"),
}


@dataclass(frozen=True, slots=True)
class ExemptionFacts:
    """What is typed about one piece of information. ``None`` for the two questions: not answered yet."""

    ground: Ground
    starts_on: date
    ends_on: date | None = None
    review_on: date | None = None
    statute: str = ""
    leader_approved: bool = False
    never_exempt_kind: NeverExempt | None = None
    has_written_consent: bool | None = False
    concerns_public_office: bool | None = False


def check_exemption(facts: ExemptionFacts, *, is_draft: bool = False) -> None:
    """Raises ExemptionRuleBroken at the first rule that the exemption breaks.

    A draft is checked before Wali Kota has seen it, so it need not have his approval yet.
    """
    if facts.never_exempt_kind is not None:
        raise ExemptionRuleBroken(
            _("{kind} tidak dapat dikecualikan (UU 14/2008 Pasal 18 ayat (1))."),
            kind=NEVER_EXEMPT_TITLES[facts.never_exempt_kind],
            article="UU 14/2008 Pasal 18 ayat (1)", field="never_exempt_kind",
        )  # fmt: skip
    if facts.ground in ASKS_CONSENT:
        _check_consent(facts)
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise ExemptionRuleBroken(_("Tanggal berakhir harus sesudah tanggal mulai."), field="ends_on")
    if facts.review_on is not None and facts.review_on <= facts.starts_on:
        raise ExemptionRuleBroken(_("Tanggal peninjauan harus sesudah tanggal mulai."), field="review_on")
    rule = END_RULES[facts.ground]
    if rule is EndRule.SET_BY_LEADER and facts.ends_on is None:
        raise ExemptionRuleBroken(
            _(
                "Jangka waktu untuk alasan ini ditetapkan Wali Kota: isi tanggal berakhir dan catat "
                "persetujuannya (PP 61/2010 Pasal 7 ayat (5))."
            ),
            article="PP 61/2010 Pasal 7 ayat (5)", field="ends_on",
        )  # fmt: skip
    if rule is EndRule.SET_BY_LEADER and not facts.leader_approved and not is_draft:
        raise ExemptionRuleBroken(
            _("Catat dulu persetujuan Wali Kota atas jangka waktunya (PP 61/2010 Pasal 7 ayat (5))."),
            article="PP 61/2010 Pasal 7 ayat (5)",
        )
    _CHECKS[rule](facts)


def _check_consent(facts: ExemptionFacts) -> None:
    article = "UU 14/2008 Pasal 18 ayat (2)"
    if facts.has_written_consent is None or facts.concerns_public_office is None:
        raise ExemptionRuleBroken(
            _(
                "Jawab dulu: adakah persetujuan tertulis dari orangnya, dan apakah menyangkut jabatan publiknya "
                "(UU 14/2008 Pasal 18 ayat (2))?"
            ),
            article=article,
            field="has_written_consent" if facts.has_written_consent is None else "concerns_public_office",
        )
    if facts.has_written_consent or facts.concerns_public_office:
        raise ExemptionRuleBroken(
            _(
                "Alasan ini gugur: ada persetujuan tertulis atau menyangkut jabatan publik "
                "(UU 14/2008 Pasal 18 ayat (2)). Berikan informasinya."
            ),
            article=article,
            field="has_written_consent" if facts.has_written_consent else "concerns_public_office",
        )


def _check_30_years(facts: ExemptionFacts) -> None:
    latest = latest_end(facts.ground, facts.starts_on)
    if facts.ends_on is None or (latest is not None and facts.ends_on > latest):
        raise ExemptionRuleBroken(
            _("Isi tanggal berakhir paling lama 30 tahun sejak mulai (PP 61/2010 Pasal 5)."),
            article="PP 61/2010 Pasal 5", field="ends_on",
        )  # fmt: skip


def _check_statute(facts: ExemptionFacts) -> None:
    if not facts.statute.strip():
        raise ExemptionRuleBroken(
            _("Sebutkan undang-undang dan pasal yang menentukan jangka waktunya."),
            article="PP 61/2010 Pasal 6, 8, 9", field="statute",
        )  # fmt: skip
    if facts.ends_on is None and facts.review_on is None:
        # Art 20(1) lets none of a-f last for good; without a date nobody would ever look again.
        raise ExemptionRuleBroken(
            _(
                "Isi tanggal berakhir menurut undang-undang itu. Bila undang-undangnya tidak menyebut tanggal, isi "
                "tanggal peninjauan."
            ),
            article="UU 14/2008 Pasal 20 ayat (1)", field="ends_on",
        )  # fmt: skip


def _check_review(facts: ExemptionFacts) -> None:
    if facts.review_on is None:
        raise ExemptionRuleBroken(
            _("Isi tanggal peninjauan; alasan ini berlaku selama orangnya perlu dilindungi."),
            article="PP 61/2010 Pasal 8 ayat (2)", field="review_on",
        )  # fmt: skip


_CHECKS = {
    EndRule.AT_MOST_30_YEARS: _check_30_years,
    EndRule.BY_STATUTE: _check_statute,
    EndRule.SET_BY_LEADER: lambda facts: None,
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
