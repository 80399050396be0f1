"""Pages that ask for something and hand it to one service; what a service refuses is shown beside the form."""

from typing import Any

from django import forms as django_forms
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from portal.agencies.policy import Action as Right
from portal.form_errors import put_on
from portal.kernel.errors import InputError, PortalError
from requests_app.forms import desk as forms
from requests_app.forms.refusal import TestForm
from requests_app.letters.drawing import draw_letter
from requests_app.models import InformationRequest, Letter
from requests_app.services import access, delivering, messaging, refusing, starting
from requests_app.views.desk.acts import BY_SLUG
from requests_app.views.desk.base import ActOfTable, CaseMixin
from requests_app.views.desk.keeping import KeptUploads
from requests_app.worklist import officers_for


class CaseFormView(CaseMixin, FormView):
    """A form about one case. ``perform`` calls the service; its errors land on the field they name."""

    template_name = "requests_app/desk/form.html"
    form_class: type[django_forms.Form] = forms.NothingForm
    intro: Any = ""
    done: Any = ""
    submit_label: Any = ""

    def perform(self, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse("desk:case", args=[self.case.pk])

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        try:
            self.perform(form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        # A case that was forwarded may be out of this officer's reach now.
        return HttpResponseRedirect(self.get_success_url())

    def get_done(self) -> Any:
        return self.done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "case": self.case,
            "intro": self.intro,
            "submit_label": self.submit_label or self.get_page_title(),
        }


class ActView(KeptUploads, ActOfTable, CaseFormView):
    """One act of the law on one case, by the row of the table that its address names."""

    acts = BY_SLUG
    encrypt_uploads = False
    foreign_files = _(
        "Berkas itu diunggah untuk permohonan lain atau oleh petugas lain. Unggah lagi di sini."
    )

    @property
    def about(self) -> InformationRequest:
        return self.case

    def get_template_names(self) -> list[str]:
        return [self.act.template]

    def get_form_kwargs(self) -> dict[str, Any]:
        made = {"case": self.case} if self.act.needs_case else {}
        return {**super().get_form_kwargs(), **made, **self.act.extras(self.case, timezone.now())}

    def get_initial(self) -> dict[str, Any]:
        # A link may choose a ground ("perpanjang dengan dasar b"); the officer still sees and presses it.
        chosen = {"ground": self.request.GET["dasar"]} if "dasar" in self.request.GET else {}
        return {**self.act.initial(self.case), **chosen}

    def perform(self, data: dict[str, Any]) -> Any:
        if "files" in data:
            data = {**data, "stored_files": self.kept_files}
        return self.act.perform(self.case, data, self.request.user, timezone.now())

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        if "preview" not in self.request.POST or not self.act.letter:
            return super().form_valid(form)
        try:
            drawn = self.drafted(form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        response = HttpResponse(drawn, content_type="application/pdf")
        response["Content-Disposition"] = (
            f'inline; filename="konsep-{self.case.number.replace("/", "-")}.pdf"'
        )
        return response

    def drafted(self, data: dict[str, Any]) -> bytes:
        """The letter that this act would send: the act is done and taken back, so that the draft says what the
        letter will say. Number, event and mail are taken back with it.
        """
        last = self.case.letters.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            self.perform(data)
            letter = self.case.letters.filter(pk__gt=last, kind=self.act.letter).first()
            transaction.set_rollback(True)
        if letter is None:
            raise InputError(_t("Tindakan ini tidak membuat surat."), code="no_letter")
        return draw_letter(letter, draft=True).bytes

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.act.shows(self.case, timezone.now())
        return {**super().get_context_data(**kwargs), **shown, "has_letter": bool(self.act.letter)}


class MessageView(CaseFormView):
    action = Right.CASE_WORK
    form_class = forms.MessageForm
    page_title = _("Kirim pesan ke pemohon")
    done = _("Pesan tersimpan dan pemohon diberi tahu.")

    def perform(self, data: dict[str, Any]) -> Any:
        messaging.send_from_officer(
            case=self.case, by=self.request.user, text=data["text"], now=timezone.now()
        )


class NoteView(CaseFormView):
    action = Right.CASE_VIEW
    form_class = forms.NoteForm
    page_title = _("Tambah catatan internal")
    done = _("Catatan tersimpan.")

    def perform(self, data: dict[str, Any]) -> Any:
        messaging.add_note(case=self.case, by=self.request.user, text=data["text"], now=timezone.now())


class AssignView(CaseFormView):
    action = Right.CASE_ASSIGN
    form_class = forms.AssignForm
    page_title = _("Tugaskan")
    done = _("Petugas tercatat.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "officers": officers_for(self.case.agency, timezone.localdate())}

    def get_initial(self) -> dict[str, Any]:
        return {"to": self.case.assigned_to_id}

    def perform(self, data: dict[str, Any]) -> Any:
        starting.assign(case=self.case, to=data["to"], by=self.request.user, now=timezone.now())


class LetterFormView(CaseFormView):
    """A form about one letter of the case."""

    action = Right.CASE_WORK

    @property
    def letter(self) -> Letter:
        return get_object_or_404(self.case.letters, pk=self.kwargs["letter"])

    def get_page_subtitle(self) -> str:
        return str(self.letter)


class DeliveryView(LetterFormView):
    """A letter has two dates; this one is what the citizen's periods run from."""

    form_class = forms.DeliveryForm
    page_title = _("Catat tanggal terima surat")
    intro = _("Waktu pemohon dihitung sejak surat diterima. Tanpa catatan ini waktunya tidak habis.")
    done = _("Tercatat.")

    def perform(self, data: dict[str, Any]) -> Any:
        common: dict[str, Any] = {
            "letter": self.letter, "evidence": data["evidence"], "by": self.request.user, "now": timezone.now(),
        }  # fmt: skip
        if data["how"] == forms.DeliveryForm.BOUNCED:
            return delivering.record_bounce(on=data["received_on"], **common)
        return delivering.record_delivery(received_on=data["received_on"], how=data["how"], **common)


class ResendView(LetterFormView):
    form_class = forms.ResendForm
    page_title = _("Kirim ulang surat")
    intro = _("Nomor surat tetap. Tanggal kirimnya menjadi hari ini.")
    done = _("Surat tercatat dikirim ulang.")

    def perform(self, data: dict[str, Any]) -> Any:
        delivering.resend(
            letter=self.letter, channel=data["channel"], by=self.request.user, now=timezone.now()
        )


class ContactDoneView(CaseFormView):
    action = Right.CASE_WORK
    form_class = forms.ContactForm
    page_title = _("Catat bahwa pemohon sudah diberi tahu")
    done = _("Tercatat. Terima kasih sudah mengabari pemohon.")

    def perform(self, data: dict[str, Any]) -> Any:
        task = self.case.contact_tasks.filter(pk=self.kwargs["task"]).first()
        if task is None:
            raise Http404
        delivering.finish_contact_task(
            task=task, by=self.request.user, how=data["how"], note=data["note"], now=timezone.now()
        )


class TestView(CaseFormView):
    """Begin the consequence test of a case and go on to where it is written."""

    action = Right.REFUSAL_PROPOSE
    form_class = TestForm
    page_title = _("Buka uji konsekuensi")
    intro = _("Waktu menjawab permohonan tetap berjalan selama uji konsekuensi.")
    done = _("Uji konsekuensi dibuka. Waktu menjawab tetap berjalan.")
    where = ""

    def perform(self, data: dict[str, Any]) -> Any:
        self.where = refusing.open_consequence_test(
            case=self.case, ground=data["ground"], by=self.request.user, now=timezone.now()
        )

    def get_success_url(self) -> str:
        safe = url_has_allowed_host_and_scheme(self.where, allowed_hosts={self.request.get_host()})
        return self.where if safe else super().get_success_url()


class ReplaceCodeView(CaseFormView):
    """The new code is shown once, on the answer to this very request, never by a page that can be reopened."""

    action = Right.CASE_WORK
    form_class = forms.ReplaceCodeForm
    page_title = _("Ganti kode lacak")
    intro = _(
        "Kode lama langsung tidak berlaku. Kode baru tampil satu kali; bacakan atau tuliskan untuk pemohon."
    )

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        try:
            code = access.replace_tracking_code(
                case=self.case, by=self.request.user, how=form.cleaned_data["how"], now=timezone.now()
            )
        except PortalError as error:
            form.add_error(None, _t(error.message))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, new_code=code))
