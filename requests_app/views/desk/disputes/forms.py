"""Pages that ask for something about a dispute and hand it to one service."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.agencies.policy import allows
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.forms import disputes_desk as forms
from requests_app.law.dispute_words import DisputeAction
from requests_app.models import Dispute, Objection
from requests_app.services.disputes import appointing, recording
from requests_app.views.desk.base import DeskAccess
from requests_app.views.desk.disputes.pages import DisputeMixin
from requests_app.views.desk.keeping import KeptUploads
from requests_app.views.desk.objections.base import ObjectionMixin


class _ServiceForm(KeptUploads, DeskAccess, WagtailAdminTemplateMixin, FormView):
    """``perform`` calls the service; its errors land on the field they name."""

    template_name = "requests_app/desk/disputes/form.html"
    done: Any = ""
    intro: Any = ""

    def perform(self, form: Any) -> str:
        """Returns the address to go on to."""
        raise NotImplementedError

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        try:
            address = self.perform(form)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {**found, "intro": self.intro, "submit_label": self.get_page_title()}


class DisputeRegisterView(ObjectionMixin, _ServiceForm):
    """Write down that Komisi Informasi has a dispute over this objection."""

    action = Right.DISPUTE_WORK
    form_class = forms.DisputeRegisterForm
    page_title = _("Catat sengketa")
    intro = _(
        "Komisi Informasi menilai apakah sengketa ini tepat waktu. Catat seperti tertulis pada suratnya."
    )
    done = _("Sengketa tercatat. Unit, PPID Utama, dan Atasan PPID diberi tahu.")

    @property
    def about(self) -> Objection:
        return self.objection

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        dispute = recording.register_dispute(
            objection=self.objection, applied_on=data["on"], ki_number=data["ki_number"],
            form_token=data["form_token"], by=self.request.user, now=timezone.now(),
        )  # fmt: skip
        return reverse("disputes:dispute", args=[dispute.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("objections:objection", args=[self.objection.pk])
        return {**super().get_context_data(**kwargs), "objection": self.objection, "back": back}


class _DisputeForm(DisputeMixin, _ServiceForm):
    @property
    def about(self) -> Dispute:
        return self.dispute

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "dispute": self.dispute, "back": self.back()}

    def back(self) -> str:
        return reverse("disputes:dispute", args=[self.dispute.pk])


class DisputeStepView(_DisputeForm):
    """One act of the table, by the word in its address."""

    form_class = forms.DisputeStepForm
    done = _("Tercatat. Unit, PPID Utama, dan Atasan PPID diberi tahu.")

    @cached_property
    def act(self) -> DisputeAction:
        try:
            return DisputeAction(self.kwargs["act"].replace("-", "_"))
        except ValueError:
            raise Http404 from None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.kwargs = kwargs
        if self.act is DisputeAction.REGISTER:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _t(self.act.label)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "action": self.act, "state": self.dispute.state}

    def perform(self, form: Any) -> str:
        recording.record_step(
            dispute=self.dispute, action=self.act, data=form.step(self.kept_files), by=self.request.user,
            now=timezone.now(),
        )  # fmt: skip
        return self.back()


class DisputeSessionView(_DisputeForm):
    form_class = forms.DisputeSessionForm
    page_title = _("Catat jadwal")
    done = _("Jadwal tercatat; semua yang terlibat diberi tahu dan diingatkan sehari sebelumnya.")

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        recording.set_session(
            dispute=self.dispute, kind=data["kind"], at=data["at"], place=data["place"], note=data["note"],
            files=self.kept_files, by=self.request.user, now=timezone.now(),
        )  # fmt: skip
        return self.back()


class RulingReceiptView(_DisputeForm):
    form_class = forms.RulingReceiptForm
    page_title = _("Catat tanggal terima putusan")
    intro = _("Empat belas hari ke pengadilan dihitung dari tanggal ini.")
    done = _("Tanggal terima tercatat.")

    def perform(self, form: Any) -> str:
        recording.receive_ruling(
            dispute=self.dispute, on=form.cleaned_data["on"], by=self.request.user, now=timezone.now()
        )
        return self.back()


class ProxyView(_DisputeForm):
    """Atasan PPID appoints who represents the city."""

    form_class = forms.ProxyForm
    page_title = _("Buat surat kuasa")
    intro = _(
        "Atasan PPID mewakili badan publik dan dapat menunjuk PPID (PERKI 1/2021 Pasal 8). Bubuhkan meterai."
    )
    done = _("Surat kuasa dibuat.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.request, self.kwargs = request, kwargs
        if not allows(request.user, self.action) or not appointing.may_appoint(request.user, self.dispute):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> str:
        appointing.appoint(
            dispute=self.dispute, receivers=form.receivers(), by=self.request.user, now=timezone.now()
        )
        return self.back()
