"""What every desk view about one objection shares."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.files.models import StoredFile
from portal.files.services import store_upload
from portal.files.validation import ANSWER_KINDS
from portal.kernel.errors import InputError, PortalError
from requests_app.models import Objection
from requests_app.objection_selectors import objections_for
from requests_app.views.desk.base import DeskAccess
from requests_app.views.desk.forms import _uuids


class ObjectionMixin(DeskAccess, WagtailAdminTemplateMixin):
    """A view about one objection that the officer's right reaches; any other is not found."""

    kwargs: dict[str, Any]
    header_icon = "comment"

    @cached_property
    def objection(self) -> Objection:
        return get_object_or_404(objections_for(self.request.user, self.action), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request, self.kwargs = request, kwargs
        _found = self.objection
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = reverse("objections:objection", args=[self.objection.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("objections:list"), "label": _("Keberatan")},
            {"url": page, "label": self.objection.number},
            *([{"url": "", "label": self.get_page_title()}] if self.get_page_title() else []),
        ]


class UploadsMixin(DeskAccess, WagtailAdminTemplateMixin):
    """Uploads of a form, kept at once, so that no error elsewhere loses a file."""

    @cached_property
    def kept_files(self) -> list[str]:
        """Keys of the form's uploads; the officer's own, bound to nothing yet."""
        typed = [key for key in self.request.POST.get("kept", "").split(",") if key]
        dropped = set(self.request.POST.getlist("drop"))
        mine = StoredFile.objects.filter(
            uploaded_by_id=self.request.user.pk,
            case_file__isnull=True,
            objection_file__isnull=True,
            dispute_file__isnull=True,
        )
        kept = [str(row.pk) for row in mine.filter(pk__in=_uuids(typed)) if str(row.pk) not in dropped]
        for upload in self.request.FILES.getlist("files"):
            stored = store_upload(
                upload=upload, now=timezone.now(), uploaded_by=self.request.user, kinds=ANSWER_KINDS,
                encrypt=True, field="files",
            )  # fmt: skip
            kept.append(str(stored.pk))
        return kept

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()  # type: ignore[attr-defined]
        if "files" not in form.fields:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        try:
            kept = self.kept_files
        except InputError as error:
            form.add_error("files", _t(error.message))
            return self.form_invalid(form)  # type: ignore[attr-defined]
        form.data = form.data.copy()
        form.data["kept"] = ",".join(kept)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = self.__dict__.get("kept_files", [])
        mine = StoredFile.objects.filter(uploaded_by_id=self.request.user.pk, pk__in=keys) if keys else []
        return {**super().get_context_data(**kwargs), "kept_files": mine}  # type: ignore[misc]


class ObjectionFormView(ObjectionMixin, UploadsMixin, FormView):
    """A form about one objection. ``perform`` calls the service; its errors land on the field they name."""

    template_name = "requests_app/desk/objections/form.html"
    form_class: type[django_forms.Form] = django_forms.Form
    intro: Any = ""
    done: Any = ""

    def perform(self, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse("objections:objection", args=[self.objection.pk])

    def get_done(self) -> Any:
        return self.done

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        self.bound_form = form
        try:
            self.perform(form.cleaned_data)
        except PortalError as error:
            field = error.field if isinstance(error, InputError) and error.field in form.fields else None
            form.add_error(field, _t(error.message))
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "objection": self.objection,
            "intro": self.intro,
            "submit_label": self.get_page_title(),
        }
