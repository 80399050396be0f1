"""The acts of the desk: one table row each, one view for all.

A row names the act of the law, the form it needs and the service that does it. The service decides; what it
refuses comes back beside the form with everything that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.policy import Action as Right
from portal.files.services import store_upload
from portal.files.validation import CITIZEN_KINDS, IDENTITY_KINDS
from portal.kernel.moments import wib_date
from requests_app import decrees
from requests_app.forms import desk as forms
from requests_app.forms.answer import AnswerForm, answer_data
from requests_app.forms.refusal import RefusalForm, TestForm
from requests_app.forms.split import SplitForm
from requests_app.law.states import Action, State, allowed_actions
from requests_app.missing import MissingItem
from requests_app.models import CaseFile, CostRate, InformationRequest, Letter, SendWay
from requests_app.resemblance import resembling
from requests_app.services import (
    answering,
    closing,
    completing,
    extending,
    forwarding,
    refusing,
    splitting,
    starting,
    withdrawing,
)
from requests_app.services.options import facts_for

Perform = Callable[[InformationRequest, dict[str, Any], Any, datetime], Any]


@dataclass(frozen=True)
class Act:
    """``intro`` tells what will happen when the button is pressed; ``done`` what has happened.

    ``needs_case``: the form is made for the one case, with ``extras`` of its own. ``letter`` is the kind of
    paper that it writes and that can be looked at before. ``template`` is the page, ``shows`` what stands
    beside the form.
    """

    slug: str
    action: Action
    right: Right
    form: type[django_forms.Form]
    perform: Perform
    intro: Any
    done: Any
    is_main: bool = False
    is_rare: bool = False
    initial: Callable[[InformationRequest], dict[str, Any]] = field(default=lambda case: {})
    needs_case: bool = False
    extras: Callable[[InformationRequest, datetime], dict[str, Any]] = field(default=lambda case, now: {})
    template: str = "requests_app/desk/form.html"
    letter: str = ""
    shows: Callable[[InformationRequest, datetime], dict[str, Any]] = field(default=lambda case, now: {})


def _answer(case: InformationRequest, data: dict[str, Any], by: Any, now: datetime) -> Any:
    return answering.answer(case=case, data=answer_data(data), by=by, now=now)


def _answer_extras(case: InformationRequest, now: datetime) -> dict[str, Any]:
    """What the answer's form is made of: the rates in force, and what is published and may answer already."""
    return {
        "rates": list(CostRate.objects.active_on(wib_date(now))),
        "published": resembling(case.details, now=now),
    }


def _hand_over(case: InformationRequest, data: dict[str, Any], by: Any, now: datetime) -> Any:
    return answering.hand_over(
        case=case, by=by, now=now, how=data["how"], on=data["on"], received_by=data["received_by"],
        documents=data["documents"].splitlines(),
    )  # fmt: skip


def _to_hand_over(case: InformationRequest) -> dict[str, Any]:
    names = case.files.filter(purpose=CaseFile.Purpose.ANSWER).values_list("stored__name", flat=True)
    return {"how": case.send_way or SendWay.PICK_UP, "documents": "\n".join(names)}


def _complete(case: InformationRequest, data: dict[str, Any], by: Any, now: datetime) -> Any:
    kept: dict[str, list[str]] = {}
    for name, kinds in (("identity_scan", IDENTITY_KINDS), ("supporting", CITIZEN_KINDS)):
        kept[name] = [
            str(store_upload(upload=one, now=now, uploaded_by=by, encrypt=True, kinds=kinds, field=name).pk)
            for one in data[name]
        ]
    texts = {name: value for name, value in data.items() if name in completing.SUPPLIABLE}
    return completing.supply_missing(
        case=case, values=texts, identity_files=kept["identity_scan"], supporting_files=kept["supporting"],
        explanation=data["explanation"], now=now, by=by, how=data["how"],
    )  # fmt: skip


def _draft(case: InformationRequest, now: datetime) -> dict[str, Any]:
    return {"draft": case.refusals.last()}


def _no_decree(case: InformationRequest, now: datetime) -> dict[str, Any]:
    """What an officer can do who finds no decree: begin a test, extend on ground b while that is open."""
    facts = facts_for(case=case, now=now)
    extend = next((o for o in allowed_actions(State(case.state), facts) if o.action is Action.EXTEND), None)
    return {"test_form": TestForm(), "extend": extend, "has_register": decrees.is_filled()}


ACTS: tuple[Act, ...] = (
    Act(
        "nyatakan-lengkap",
        Action.DECLARE_COMPLETE,
        Right.CASE_WORK,
        forms.NothingForm,
        lambda case, data, by, now: completing.declare_complete(case=case, by=by, now=now),
        _(
            "Permohonan dinyatakan lengkap. Sasaran layanan 3 hari kerja mulai; batas undang-undang tidak berubah."
        ),
        _("Permohonan dinyatakan lengkap. Langkah berikut: cari dokumennya dan jawab."),
        is_main=True,
    ),
    Act(
        "minta-dilengkapi",
        Action.REQUEST_COMPLETION,
        Right.CASE_WORK,
        forms.CompletionRequestForm,
        lambda case, data, by, now: completing.request_completion(
            case=case, by=by, items=data["items"] + data["other"], explanation=data["explanation"], now=now
        ),
        _(
            "Pemohon menerima surat keterangan tidak lengkap dan punya 3 hari kerja sejak menerimanya. "
            "Sepuluh hari kerja Anda tetap berjalan."
        ),
        _("Surat keterangan tidak lengkap dibuat dan pemohon diberi tahu."),
        initial=lambda case: {
            "items": [item for item in case.missing_items if item in MissingItem.values],
            "other": "\n".join(item for item in case.missing_items if item not in MissingItem.values),
        },
        letter=Letter.Kind.INCOMPLETE,
    ),
    Act(
        "lengkapi",
        Action.COMPLETE,
        Right.CASE_WORK,
        forms.CompleteForm,
        _complete,
        _(
            "Isi yang disampaikan pemohon di loket, lewat telepon, atau surat. Kelengkapan lalu Anda periksa lagi."
        ),
        _("Kelengkapan dicatat. Periksa lagi apakah permohonan sudah lengkap."),
        is_main=True,
    ),
    Act(
        "mulai",
        Action.START,
        Right.CASE_WORK,
        forms.NothingForm,
        lambda case, data, by, now: starting.start(case=case, by=by, now=now),
        _("Pemohon melihat di halaman lacak bahwa pencarian dokumen sudah dimulai."),
        _("Tercatat: pencarian dokumen dimulai."),
    ),
    Act(
        "jawab",
        Action.ANSWER,
        Right.CASE_ANSWER,
        AnswerForm,
        _answer,
        _("Pemberitahuan tertulis menghentikan hitungan 10 hari kerja. Pemohon langsung diberi tahu."),
        _("Jawaban terkirim. Hitungan hari kerja berhenti."),
        is_main=True,
        needs_case=True,
        extras=_answer_extras,
        letter=Letter.Kind.NOTICE,
        template="requests_app/desk/answer.html",
    ),
    Act(
        "perpanjang",
        Action.EXTEND,
        Right.CASE_WORK,
        forms.ExtendForm,
        lambda case, data, by, now: extending.extend(
            case=case, ground=data["ground"], reason=data["reason"], by=by, now=now
        ),
        _("Hanya satu kali, paling lama 7 hari kerja, sebelum batas pertama lewat, dengan alasan tertulis."),
        _("Waktu menjawab diperpanjang dan pemohon diberi tahu."),
        letter=Letter.Kind.EXTENSION,
    ),
    Act(
        "teruskan",
        Action.FORWARD,
        Right.CASE_FORWARD,
        forms.ForwardForm,
        lambda case, data, by, now: forwarding.forward(
            case=case, to=data["to"], reason=data["reason"], by=by, now=now
        ),
        _("Nomor dan hitungan hari tetap. Unit tujuan dan pemohon diberi tahu."),
        _("Permohonan diteruskan."),
        letter=Letter.Kind.FORWARDING,
    ),
    Act(
        "pecah",
        Action.SPLIT,
        Right.CASE_FORWARD,
        SplitForm,
        lambda case, data, by, now: splitting.split(case=case, parts=data["parts"], by=by, now=now),
        _(
            "Tiap unit mendapat satu pecahan bernomor sama dengan akhiran, dengan tanggal terima dan batas yang "
            "sama. Pemohon tetap memakai nomor dan kode lacak yang dipegangnya."
        ),
        _("Permohonan dipecah. Tiap unit dan pemohon diberi tahu."),
        needs_case=True,
        is_rare=True,
    ),
    Act(
        "usulkan-penolakan",
        Action.PROPOSE_REFUSAL,
        Right.REFUSAL_PROPOSE,
        RefusalForm,
        lambda case, data, by, now: refusing.propose(case=case, data=data["refusal"], by=by, now=now),
        _(
            "PPID Utama menandatangani, lalu Atasan PPID menyetujui; baru setelah itu pemohon menerima keputusan. "
            "Waktu menjawab tetap berjalan."
        ),
        _("Usul penolakan dikirim kepada PPID Utama."),
        needs_case=True,
        template="requests_app/desk/refuse.html",
        shows=_no_decree,
    ),
    Act(
        "tandatangani-penolakan",
        Action.SIGN_REFUSAL,
        Right.REFUSAL_SIGN,
        forms.NothingForm,
        lambda case, data, by, now: refusing.sign(case=case, by=by, now=now),
        _(
            "Dengan menandatangani, Anda menyatakan usul ini benar. Atasan PPID lalu menyetujui atau mengembalikan."
        ),
        _("Penolakan ditandatangani dan menunggu persetujuan Atasan PPID."),
        is_main=True,
        template="requests_app/desk/refusal_decide.html",
        shows=_draft,
    ),
    Act(
        "setujui-penolakan",
        Action.APPROVE_REFUSAL,
        Right.REFUSAL_APPROVE,
        forms.NothingForm,
        lambda case, data, by, now: refusing.approve(case=case, by=by, now=now),
        _("Keputusan penolakan langsung dikirim kepada pemohon dan hitungan hari berhenti."),
        _("Penolakan disetujui. Keputusan penolakan dikirim kepada pemohon."),
        is_main=True,
        template="requests_app/desk/refusal_decide.html",
        shows=_draft,
    ),
    Act(
        "kembalikan-penolakan",
        Action.RETURN_REFUSAL,
        Right.CASE_VIEW,
        forms.ReasonForm,
        lambda case, data, by, now: refusing.return_draft(case=case, reason=data["reason"], by=by, now=now),
        _("Unit menjawab, memperpanjang, atau mengusulkan lagi. Tulis apa yang harus diubah."),
        _("Usul penolakan dikembalikan kepada unit."),
        template="requests_app/desk/refusal_decide.html",
        shows=_draft,
    ),
    Act(
        "serahkan",
        Action.HAND_OVER,
        Right.CASE_WORK,
        forms.HandOverForm,
        _hand_over,
        _("Catat bahwa pemohon sudah memegang informasinya; permohonan selesai."),
        _("Penyerahan tercatat. Permohonan selesai."),
        is_main=True,
        initial=_to_hand_over,
    ),
    Act(
        "bukan-permohonan",
        Action.MARK_NOT_A_REQUEST,
        Right.CASE_ANSWER,
        forms.NotARequestForm,
        lambda case, data, by, now: answering.mark_not_a_request(
            case=case, text=data["text"], right_door=data["right_door"], by=by, now=now
        ),
        _("Untuk bantuan, izin, atau pengaduan: tunjukkan pintu yang benar, tetap tepat waktu."),
        _("Pemohon diberi tahu layanan yang tepat."),
        is_rare=True,
        letter=Letter.Kind.NOTICE,
    ),
    Act(
        "tidak-dilengkapi",
        Action.CLOSE_NOT_COMPLETED,
        Right.CASE_WORK,
        forms.NothingForm,
        lambda case, data, by, now: completing.close_not_completed(case=case, by=by, now=now),
        _("Permohonan ditutup karena tidak dilengkapi; pemohon tetap berhak mengajukan keberatan."),
        _("Permohonan ditutup: tidak dilengkapi."),
    ),
    Act(
        "tarik",
        Action.WITHDRAW,
        Right.CASE_WORK,
        forms.WithdrawForm,
        lambda case, data, by, now: withdrawing.withdraw(case=case, by=by, now=now, reason=data["reason"]),
        _("Hanya bila pemohon sendiri menyatakan menarik permohonannya."),
        _("Penarikan tercatat."),
        is_rare=True,
    ),
    Act(
        "buka-kembali",
        Action.REOPEN,
        Right.CASE_VIEW,
        forms.ReasonForm,
        lambda case, data, by, now: closing.reopen(case=case, reason=data["reason"], by=by, now=now),
        _("Nomor, tanggal terima, dan batas waktu tetap seperti semula; hitungan tidak mulai lagi."),
        _("Permohonan dibuka kembali."),
        is_rare=True,
    ),
    Act(
        "tandai-spam",
        Action.MARK_SPAM,
        Right.CASE_WORK,
        forms.ReasonForm,
        lambda case, data, by, now: closing.mark_spam(case=case, reason=data["reason"], by=by, now=now),
        _("PPID Utama yang menetapkan. Banyaknya permohonan bukan alasan."),
        _("Menunggu penetapan PPID Utama."),
        is_rare=True,
    ),
    Act(
        "tetapkan-spam",
        Action.CONFIRM_SPAM,
        Right.CASE_ANSWER,
        forms.ReasonForm,
        lambda case, data, by, now: closing.confirm_spam(case=case, reason=data["reason"], by=by, now=now),
        _("Nomor tetap tercatat dan permohonan dapat dibuka kembali."),
        _("Ditetapkan sebagai spam."),
    ),
    Act(
        "batalkan-spam",
        Action.REJECT_SPAM,
        Right.CASE_ANSWER,
        forms.NothingForm,
        lambda case, data, by, now: closing.reject_spam(case=case, by=by, now=now),
        _("Tanda spam dihapus; permohonan dikerjakan seperti biasa."),
        _("Tanda spam dibatalkan."),
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
BY_ACTION = {act.action: act for act in ACTS}
