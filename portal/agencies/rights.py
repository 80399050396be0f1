"""Who may do what: one table for the admin, the desk, exports, downloads and commands.

A line names an act; a column names a role. ``own`` reaches the agencies a membership binds the person
to, ``city`` reaches every agency and what belongs to none. The expected rights stand a second time,
written by hand, in tests/contracts/permissions/.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import Role


class Scope(models.IntegerChoices):
    """How far a right reaches; a larger value includes the smaller ones."""

    NONE = 0, _("tidak")
    OWN = 1, _("unit sendiri")
    CITY = 2, _("seluruh kota")


class Action(models.TextChoices):
    """Every act that needs a right. The value is also the stem of the audit's action name."""

    # Lists of public information (PERKI 1/2021 Art 10-12, 45)
    ENTRY_VIEW = "entry.view", _("melihat butir dan konsepnya")
    ENTRY_DRAFT = "entry.draft", _("menulis konsep butir")
    ENTRY_PUBLISH = "entry.publish", _("menerbitkan butir")
    ENTRY_WITHDRAW = "entry.withdraw", _("menarik butir dari publik")
    ENTRY_CONFIRM = "entry.confirm", _("menyatakan butir masih mutakhir")
    ENTRY_IMPORT = "entry.import", _("mengimpor daftar")
    ENTRY_RELEASE = "entry.release", _("meloloskan data pribadi dengan alasan")
    ITEM_EXCUSE = "item.excuse", _("menyatakan kewajiban tidak berlaku")
    ITEM_APPROVE = "item.approve", _("menyetujui kewajiban tidak berlaku")
    LIST_PROPOSE = "list.propose", _("mengusulkan daftar")
    LIST_ADOPT = "list.adopt", _("menetapkan daftar")
    LIST_APPROVE = "list.approve", _("menyetujui daftar")
    NOTICE_PUBLISH = "notice.publish", _("mengumumkan serta merta")
    EXEMPT_VIEW = "exempt.view", _("melihat register dikecualikan")
    EXEMPT_DRAFT = "exempt.draft", _("menyusun uji konsekuensi")
    EXEMPT_DECIDE = "exempt.decide", _("menetapkan pengecualian")
    EXEMPT_APPROVE = "exempt.approve", _("menyetujui pengecualian")
    EXEMPT_AGREE = "exempt.agree", _("menyetujui pengecualian sebagai Atasan PPID")
    CATALOGUE_MANAGE = "catalogue.manage", _("mengelola katalog kewajiban")
    # Site
    PAGE_EDIT = "page.edit", _("menyunting halaman unit")
    PAGE_PUBLISH = "page.publish", _("menerbitkan halaman unit")
    NEWS_DRAFT = "news.draft", _("menulis berita")
    NEWS_REVIEW = "news.review", _("menyunting berita unit lain")
    NEWS_PUBLISH = "news.publish", _("menerbitkan berita")
    MEDIA_USE = "media.use", _("mengelola gambar dan dokumen")
    SITE_MANAGE = "site.manage", _("mengelola halaman kota dan menu")
    # Requests and objections (UU 14/2008 Art 22, 35; PERKI 1/2021 Art 27-44)
    CASE_VIEW = "case.view", _("melihat permohonan")
    CASE_RECORD = "case.record", _("mencatat permohonan langsung")
    CASE_WORK = "case.work", _("memeriksa dan memperpanjang permohonan")
    CASE_ANSWER = "case.answer", _("menjawab permohonan")
    CASE_ASSIGN = "case.assign", _("membagi permohonan dalam unit")
    CASE_FORWARD = "case.forward", _("meneruskan permohonan ke unit lain")
    CASE_REVEAL = "case.reveal", _("membuka identitas pemohon")
    CASE_PUBLISH = "case.publish", _("menerbitkan jawaban tanpa identitas")
    REFUSAL_PROPOSE = "refusal.propose", _("mengusulkan penolakan")
    REFUSAL_SIGN = "refusal.sign", _("menandatangani penolakan")
    REFUSAL_APPROVE = "refusal.approve", _("menyetujui penolakan")
    OBJECTION_VIEW = "objection.view", _("melihat keberatan")
    OBJECTION_RECORD = "objection.record", _("mencatat keberatan")
    OBJECTION_WORK = "objection.work", _("menanggapi keberatan dan melaksanakan perintahnya")
    OBJECTION_DECIDE = "objection.decide", _("memutus keberatan")
    DISPUTE_WORK = "dispute.work", _("mengelola sengketa")
    PRIVACY_ANSWER = "privacy.answer", _("menjawab permintaan atas data pribadi")
    # Oversight
    OVERSIGHT_VIEW = "oversight.view", _("melihat pengawasan")
    OVERSIGHT_CONTACT = "oversight.contact", _("mencatat pembinaan unit")
    REPORT_VIEW = "report.view", _("membaca laporan kepatuhan")
    REPORT_BUILD = "report.build", _("membuat laporan kepatuhan")
    REPORT_PUBLISH = "report.publish", _("menerbitkan laporan kepatuhan")
    EXPORT_ENTRIES = "export.entries", _("mengunduh daftar")
    EXPORT_REGISTER = "export.register", _("mengunduh register")
    # Administration
    CALENDAR_VIEW = "calendar.view", _("melihat kalender kerja")
    CALENDAR_PROPOSE = "calendar.propose", _("mengusulkan hari libur")
    CALENDAR_CONFIRM = "calendar.confirm", _("mengesahkan hari libur")
    AGENCIES_MANAGE = "agencies.manage", _("mengelola perangkat daerah")
    MEMBERS_VIEW = "members.view", _("melihat petugas")
    MEMBERS_MANAGE = "members.manage", _("mengelola petugas")
    AUDIT_READ = "audit.read", _("membaca jejak audit")
    SEARCH_MANAGE = "search.manage", _("mengelola pencarian")
    SETTINGS_CHANGE = "settings.change", _("mengubah pengaturan")


_COLUMNS = (
    Role.OPERATOR, Role.PPID_PELAKSANA, Role.PPID_UTAMA, Role.ATASAN_PPID, Role.PIMPINAN, Role.NEWS_EDITOR,
    Role.ADMINISTRATOR,
)  # fmt: skip
_WORDS = {"-": Scope.NONE, "own": Scope.OWN, "city": Scope.CITY}


def _line(words: str) -> dict[Role, Scope]:
    scopes = [_WORDS[word] for word in words.split()]
    return {role: scope for role, scope in zip(_COLUMNS, scopes, strict=True) if scope}


# fmt: off
RIGHTS: dict[Action, dict[Role, Scope]] = {action: _line(words) for action, words in (
    #                          operator  pelaksana  utama  atasan  pimpinan  editor  administrator
    (Action.ENTRY_VIEW,        "own      own        city   city    city      -       -"),
    (Action.ENTRY_DRAFT,       "own      own        city   -       -         -       -"),
    (Action.ENTRY_PUBLISH,     "-        own        city   -       -         -       -"),
    (Action.ENTRY_WITHDRAW,    "-        own        city   -       -         -       -"),
    (Action.ENTRY_CONFIRM,     "-        own        city   -       -         -       -"),
    (Action.ENTRY_IMPORT,      "own      own        city   -       -         -       -"),
    (Action.ENTRY_RELEASE,     "-        -          city   -       -         -       -"),
    (Action.ITEM_EXCUSE,       "-        own        city   -       -         -       -"),
    (Action.ITEM_APPROVE,      "-        -          city   -       -         -       -"),
    (Action.LIST_PROPOSE,      "-        own        city   -       -         -       -"),
    (Action.LIST_ADOPT,        "-        -          city   -       -         -       -"),
    (Action.LIST_APPROVE,      "-        -          -      city    -         -       -"),
    (Action.NOTICE_PUBLISH,    "own      own        city   -       -         -       -"),
    (Action.EXEMPT_VIEW,       "-        own        city   city    city      -       -"),
    (Action.EXEMPT_DRAFT,      "-        own        city   -       -         -       -"),
    (Action.EXEMPT_DECIDE,     "-        -          city   -       -         -       -"),
    (Action.EXEMPT_APPROVE,    "-        -          -      -       city      -       -"),
    (Action.EXEMPT_AGREE,      "-        -          -      city    -         -       -"),
    (Action.CATALOGUE_MANAGE,  "-        -          city   -       -         -       -"),
    (Action.PAGE_EDIT,         "own      own        city   -       -         -       -"),
    (Action.PAGE_PUBLISH,      "-        own        city   -       -         -       -"),
    (Action.NEWS_DRAFT,        "own      own        city   -       -         city    -"),
    (Action.NEWS_REVIEW,       "-        -          city   -       -         city    -"),
    (Action.NEWS_PUBLISH,      "-        own        city   -       -         city    -"),
    (Action.MEDIA_USE,         "own      own        city   -       -         city    -"),
    (Action.SITE_MANAGE,       "-        -          city   -       -         -       city"),
    (Action.CASE_VIEW,         "-        own        city   city    -         -       -"),
    (Action.CASE_RECORD,       "-        own        city   -       -         -       -"),
    (Action.CASE_WORK,         "-        own        city   -       -         -       -"),
    (Action.CASE_ANSWER,       "-        own        city   -       -         -       -"),
    (Action.CASE_ASSIGN,       "-        own        city   -       -         -       -"),
    (Action.CASE_FORWARD,      "-        own        city   -       -         -       -"),
    (Action.CASE_REVEAL,       "-        own        city   city    -         -       -"),
    (Action.CASE_PUBLISH,      "-        own        city   -       -         -       -"),
    (Action.REFUSAL_PROPOSE,   "-        own        city   -       -         -       -"),
    # Of the own unit only by a recorded decree of delegation (requests_app.law, guard signing_delegated).
    (Action.REFUSAL_SIGN,      "-        own        city   -       -         -       -"),
    (Action.REFUSAL_APPROVE,   "-        -          -      city    -         -       -"),
    (Action.OBJECTION_VIEW,    "-        own        city   city    -         -       -"),
    (Action.OBJECTION_RECORD,  "-        own        city   city    -         -       -"),
    (Action.OBJECTION_WORK,    "-        own        city   -       -         -       -"),
    (Action.OBJECTION_DECIDE,  "-        -          -      city    -         -       -"),
    (Action.DISPUTE_WORK,      "-        -          city   city    -         -       -"),
    (Action.PRIVACY_ANSWER,    "-        own        city   -       -         -       -"),
    (Action.OVERSIGHT_VIEW,    "-        own        city   city    city      -       -"),
    (Action.OVERSIGHT_CONTACT, "-        -          city   -       -         -       -"),
    (Action.REPORT_VIEW,       "-        own        city   city    city      -       -"),
    (Action.REPORT_BUILD,      "-        own        city   city    -         -       -"),
    (Action.REPORT_PUBLISH,    "-        -          city   -       -         -       -"),
    (Action.EXPORT_ENTRIES,    "own      own        city   city    city      -       -"),
    (Action.EXPORT_REGISTER,   "-        own        city   city    -         -       -"),
    (Action.CALENDAR_VIEW,     "own      own        city   city    city      city    city"),
    (Action.CALENDAR_PROPOSE,  "-        -          city   -       -         -       city"),
    (Action.CALENDAR_CONFIRM,  "-        -          city   city    -         -       -"),
    (Action.AGENCIES_MANAGE,   "-        -          city   -       -         -       city"),
    (Action.MEMBERS_VIEW,      "-        own        city   city    -         -       city"),
    (Action.MEMBERS_MANAGE,    "-        -          city   -       -         -       city"),
    (Action.AUDIT_READ,        "-        -          city   city    -         -       city"),
    (Action.SEARCH_MANAGE,     "-        -          city   -       -         -       city"),
    (Action.SETTINGS_CHANGE,   "-        -          city   -       -         -       city"),
)}
# fmt: on


def scope_of(role: str, action: Action) -> Scope:
    """How far ``role`` reaches with ``action``; NONE for a role without it."""
    return RIGHTS[Action(action)].get(Role(role), Scope.NONE)
