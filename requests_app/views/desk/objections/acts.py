"""The acts upon an objection: one table row each, one view for all (see desk.acts)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.policy import Action as Right
from requests_app.forms import objections_desk as forms
from requests_app.law.objection_words import ObjectionAction
from requests_app.models import Objection
from requests_app.services.objections import deciding
from requests_app.standing import exemption_of

#: Objection, checked form, keys of uploads, who, when.
Perform = Callable[[Objection, Any, list[str], Any, datetime], Any]


@dataclass(frozen=True)
class ObjectionAct:
    """``intro`` tells what will happen when the button is pressed; ``done`` what has happened."""

    slug: str
    action: ObjectionAction
    right: Right
    form: type[django_forms.Form]
    perform: Perform
    intro: Any
    done: Any
    is_main: bool = False
    is_rare: bool = False
    initial: Callable[[Objection], dict[str, Any]] = field(default=lambda objection: {})


def _decision_initial(objection: Objection) -> dict[str, Any]:
    decree = exemption_of(objection.case) if objection.case is not None and "a" in objection.grounds else {}
    return {
        "rebuttal": objection.rebuttal,
        "decree_number": decree.get("number", ""),
        "decree_on": decree.get("dated_on", ""),
        "decree_title": decree.get("title", ""),
        "public_subject": objection.public_subject,
    }


def _settle(objection: Objection, form: Any, files: list[str], by: Any, now: datetime) -> Any:
    data = form.cleaned_data
    settlement = deciding.Settlement(
        agreement=data["agreement"],
        agreed_on=data["agreed_on"],
        place=data["place"],
        signed_files=tuple(files),
        orders=form.orders(),
    )
    return deciding.settle(objection=objection, settlement=settlement, by=by, now=now)


ACTS: tuple[ObjectionAct, ...] = (
    ObjectionAct(
        "tanggapi",
        ObjectionAction.REBUT,
        Right.OBJECTION_WORK,
        forms.RebuttalForm,
        lambda objection, form, files, by, now: deciding.rebut(
            objection=objection, text=form.cleaned_data["text"], by=by, now=now
        ),
        _(
            "Tanggapan ini bahan bagi Atasan PPID dan belum dibaca pengaju. Boleh dikirim lagi sampai "
            "keberatan diputus; 30 hari kerja tetap berjalan."
        ),
        _("Tanggapan terkirim kepada Atasan PPID."),
        is_main=True,
        initial=lambda objection: {"text": objection.rebuttal},
    ),
    ObjectionAct(
        "putuskan",
        ObjectionAction.DECIDE,
        Right.OBJECTION_DECIDE,
        forms.DecisionForm,
        lambda objection, form, files, by, now: deciding.decide(
            objection=objection, decision=form.decision(), by=by, now=now
        ),
        _(
            "Keputusan menjadi surat bernomor dengan hak 14 hari kerja ke Komisi Informasi. Perintah menjadi tugas "
            "PPID pada tanggalnya. Keputusan tidak dapat diubah setelah dikirim."
        ),
        _("Keberatan diputus. Surat dibuat, pengaju dan PPID diberi tahu."),
        is_main=True,
        initial=_decision_initial,
    ),
    ObjectionAct(
        "kembalikan-tanggapan",
        ObjectionAction.RETURN_REBUTTAL,
        Right.OBJECTION_DECIDE,
        forms.ReasonForm,
        lambda objection, form, files, by, now: deciding.return_rebuttal(
            objection=objection, reason=form.cleaned_data["reason"], by=by, now=now
        ),
        _("PPID memperbaiki tanggapannya. Hitungan 30 hari kerja tidak berhenti."),
        _("Tanggapan dikembalikan kepada PPID."),
    ),
    ObjectionAct(
        "sepakat",
        ObjectionAction.SETTLE,
        Right.OBJECTION_RECORD,
        forms.SettlementForm,
        _settle,
        _(
            "Catat hanya kesepakatan yang sudah ditandatangani pengaju dan PPID. Perundingan tidak menghentikan "
            "hitungan hari. Janji PPID menjadi tugas pada tanggalnya."
        ),
        _("Kesepakatan tercatat. Keberatan selesai."),
    ),
    ObjectionAct(
        "tarik",
        ObjectionAction.WITHDRAW,
        Right.OBJECTION_RECORD,
        forms.WithdrawalForm,
        lambda objection, form, files, by, now: deciding.withdraw_objection(
            objection=objection, by=by, now=now, statement=form.cleaned_data["reason"]
        ),
        _("Hanya bila pengaju sendiri menyatakan menarik keberatannya. Nomornya tetap di register."),
        _("Penarikan tercatat."),
        is_rare=True,
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
BY_ACTION = {act.action: act for act in ACTS}
