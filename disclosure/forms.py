"""Forms of the editor: choices within the person's reach, uploads checked before they are kept, evidence
that is one.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from disclosure.law.freshness import is_deep_link
from disclosure.law.obligations import obligations_for
from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem
from disclosure.screening.tasks import check_stored_file
from disclosure.selectors import rulebook_on, traits_of
from portal.agencies.form_guard import AgencyFormMixin
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.background import enqueue_after_commit
from portal.files.models import StoredFile
from portal.files.services import store_upload
from portal.files.validation import ANSWER_KINDS, FileRefused, check_upload


class GroupedItems(forms.ModelMultipleChoiceField):
    """The duties under their headings, so that 115 choices can be read."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, widget=forms.CheckboxSelectMultiple, **kwargs)

    def group_for(self, agency: Agency | None) -> None:
        """Offer what binds this agency (everything, while it is not known), grouped by category and
        heading.
        """
        book = rulebook_on(timezone.localdate())
        rules = book.rules if agency is None else obligations_for(traits_of(agency), book.rules)
        rows = [book.items[rule.key] for rule in rules if book.items[rule.key].is_leaf]
        others = MandatedItem.objects.filter(is_leaf=True, edition__is_checklist=False).select_related(
            "edition"
        )
        self.queryset = MandatedItem.objects.filter(pk__in=[*(r.pk for r in rows), *(o.pk for o in others)])
        choices: list[Any] = []
        for heading, part in groupby(rows, key=lambda row: self._heading(row, book)):
            choices.append((heading, [(row.pk, f"{row.title} · {row.code}") for row in part]))
        for edition, part in groupby(others, key=lambda row: row.edition.name):
            choices.append((edition, [(row.pk, row.title) for row in part]))
        self.choices = choices

    @staticmethod
    def _heading(row: MandatedItem, book: Any) -> str:
        parent = book.parents.get(row.key)
        group = f": {book.items[parent].title}" if parent else ""
        return f"{row.get_category_display()}{group}"


class EntryForm(AgencyFormMixin, WagtailAdminModelForm):
    """One entry. An agency's officer finds the agency set; the seven columns are asked before publication."""

    agency_action = Action.ENTRY_DRAFT
    items = GroupedItems(
        MandatedItem.objects.all(),
        required=False,
        label=_("Kewajiban yang dipenuhi"),
        help_text=_("Pilih paling banyak sepuluh, kecuali semuanya dalam satu kelompok."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.instance.agency if self.instance.agency_id else self._only_agency()
        if agency is not None and not self.instance.pk:
            # The unsaved instance has no agency, and its empty value would hide the field's own initial.
            self.initial["agency"] = agency.pk
        if "items" in self.fields:
            self.fields["items"].group_for(agency)

    def _only_agency(self) -> Agency | None:
        if self.for_user is None:
            return None
        found = list(AgencyPolicy.agencies_for(self.for_user, self.agency_action)[:2])
        return found[0] if len(found) == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("Tanggal akhir periode harus sesudah tanggal mulainya."))
        return cleaned


class EntryFileForm(WagtailAdminModelForm):
    """A file row: the upload is checked and kept privately under a random name; the row points at it."""

    upload = forms.FileField(
        label=_("Berkas"),
        required=False,
        help_text=_(
            "PDF, XLSX, CSV, ODS, DOCX, PPTX, gambar, atau ZIP; paling besar 20 MB. Pilih lagi untuk mengganti."
        ),
    )

    class Meta:
        model = EntryFile
        fields = ("label", "text_version")
        widgets = {"text_version": forms.Textarea(attrs={"rows": 3})}

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload is None:
            if not self.instance.stored_id:
                raise forms.ValidationError(_("Pilih berkasnya."))
            return None
        try:
            check_upload(upload, kinds=ANSWER_KINDS, field="upload")
        except FileRefused as error:
            raise forms.ValidationError(error.message) from error
        return upload

    def save(self, commit: bool = True) -> EntryFile:
        upload = self.cleaned_data.get("upload")
        if upload is not None:
            self.instance.stored = _kept(upload, getattr(self, "for_user", None))
        return super().save(commit=commit)


def _kept(upload: Any, user: Any) -> StoredFile:
    """Store an upload once: the editor saves by itself and sends the same file again with each save."""
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    now = timezone.now()
    if user is not None:
        recent = StoredFile.objects.filter(
            sha256=digest, name=upload.name, uploaded_by=user, uploaded_at__gte=now - timedelta(hours=1)
        ).first()
        if recent is not None:
            return recent
    stored = store_upload(upload=upload, now=now, uploaded_by=user, kinds=ANSWER_KINDS, field="upload")
    enqueue_after_commit(check_stored_file, str(stored.pk))
    return stored


class EntryLinkForm(WagtailAdminModelForm):
    """A link row: http or https only, and told at once when it leads to a home page."""

    class Meta:
        model = EntryLink
        fields = ("url", "label")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("Tulis alamat lengkap yang diawali https://"))
        if not is_deep_link(url):
            raise forms.ValidationError(
                _("Tautan ini menuju halaman depan situs. Tempel alamat dokumen atau halamannya langsung.")
            )
        return url


class FormPanel(InlinePanel):
    """An inline panel whose rows use a form class of ours."""

    def __init__(self, *args: Any, row_form: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_form = row_form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "row_form": self.row_form}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": self.row_form, "inherit_kwargs": ["for_user"]}
        return options


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alasan ini tampil kepada umum bersama judul dan tanggalnya."),
    )


class ExcuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Mengapa kewajiban ini tidak berlaku bagi unit Anda?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def entry_defaults(agency: Agency | None) -> dict[str, Any]:
    """What an agency wrote last time in the columns that hardly change, so that it is not typed again."""
    if agency is None:
        return {}
    last = ListEntry.objects.filter(agency=agency).order_by("-pk").first()
    if last is None:
        return {}
    return {name: getattr(last, name) for name in ("holder", "responsible", "made_where", "forms_available")}
