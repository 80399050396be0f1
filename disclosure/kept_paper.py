"""A scan in a form: kept as soon as it arrives, so that an error elsewhere in the form does not lose it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from portal.files.services import store_upload
from portal.kernel.errors import InputError


class PaperForm(forms.Form):
    """A form with one scan. The service says when it is missing; here it is only carried."""

    kinds: Collection[str] = ("pdf",)
    needs_paper = True

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Pindaian surat"), required=False, help_text=_("PDF."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = self.needs_paper

    def take(self, *, by: Any, now: datetime, encrypt: bool = False) -> StoredFile | None:
        """The scan of this or of an earlier try; an unusable one is told on its field and gives None."""
        upload = self.files.get("file")
        if upload:
            try:
                stored = store_upload(
                    upload=upload, now=now, uploaded_by=by, kinds=self.kinds, encrypt=encrypt, field="file"
                )
            except InputError as error:
                self.add_error("file", error.message)
                return None
        else:
            found = _own(str(self.data.get("kept", "")), by)
            if found is None:
                return None
            stored = found
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when a form was sent
        sent["kept"] = str(stored.pk)
        self.fields["file"].required = False
        self.data = sent
        self.fields["file"].help_text = _(
            "Sudah diterima: %(name)s. Pilih lagi hanya bila ingin mengganti."
        ) % {"name": stored.name}
        return stored

    def refuse(self, error: Any) -> None:
        """Tell the error where it belongs."""
        field = getattr(error, "field", "")
        self.add_error(field if field in self.fields else None, error.message)


def _own(key: str, by: Any) -> StoredFile | None:
    """A scan that this person has sent before; nobody reaches another's by its key."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return StoredFile.objects.filter(pk=wanted, uploaded_by_id=by.pk).first()
