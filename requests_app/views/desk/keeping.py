"""Uploads of a desk form, kept before anything else is judged, so that no error loses a file.

What a form has kept travels in its hidden field ``kept``, sealed to what the form is about and to the officer: a
form for another matter that names it is told so, and the attempt is on record (case 15).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from portal.files.selectors import unheld_files
from portal.files.services import store_upload
from portal.files.validation import ANSWER_KINDS
from portal.form_errors import put_on
from portal.kernel.errors import InputError
from requests_app.services.foreign import note_foreign_files


class KeptUploads:
    """For a FormView whose form may have ``files`` and ``kept``. ``about`` is the row that the files are for."""

    request: Any
    encrypt_uploads = True
    foreign_files: Any = _(
        "Berkas itu diunggah untuk isian lain atau oleh petugas lain. Unggah lagi di sini."
    )

    @property
    def about(self) -> Model | None:
        """None: something that is only about to be registered."""
        return None

    @cached_property
    def seal(self) -> Signer:
        about = self.about
        matter = f"{about._meta.label_lower}.{about.pk}" if about is not None else type(self).__name__
        return Signer(salt=f"desk.kept.{matter}.{self.request.user.pk}")

    def unsealed(self, kept: str) -> list[str] | None:
        """The keys that a form of this matter has kept; None when a form of another matter kept them."""
        try:
            return uuids(self.seal.unsign(kept).split(",")) if kept else []
        except BadSignature:
            return None

    @cached_property
    def kept_files(self) -> list[str]:
        """Keys of the form's uploads; the officer's own, bound to nothing yet."""
        mine = unheld_files().filter(uploaded_by_id=self.request.user.pk)
        dropped = set(self.request.POST.getlist("drop"))
        keys = self.unsealed(self.request.POST.get("kept", "")) or []
        kept = [str(row.pk) for row in mine.filter(pk__in=keys) if str(row.pk) not in dropped]
        for upload in self.request.FILES.getlist("files"):
            stored = store_upload(
                upload=upload, now=timezone.now(), uploaded_by=self.request.user, kinds=ANSWER_KINDS,
                encrypt=self.encrypt_uploads, field="files",
            )  # fmt: skip
            kept.append(str(stored.pk))
        return kept

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()  # type: ignore[attr-defined]
        if "files" in form.fields and not self._keep(form):
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]

    def _keep(self, form: Any) -> bool:
        """Store what came and seal it into the form; False, with the error on the form, when that cannot be."""
        try:
            kept = self.kept_files
        except InputError as error:
            put_on(form, error)
            return False
        form.data = form.data.copy()
        form.data["kept"] = self.seal.sign(",".join(kept)) if kept else ""
        given = self.request.POST.get("kept", "")
        if self.unsealed(given) is not None:
            return True
        named = uuids(given.partition(":")[0].split(","))
        note_foreign_files(about=self.about, files=named, by=self.request.user, now=timezone.now())
        form.add_error("files", _t(self.foreign_files))
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        kept = context["form"].data.get("kept", "") if context["form"].is_bound else ""
        keys = (self.unsealed(kept) or []) if kept else []
        mine = StoredFile.objects.filter(uploaded_by_id=self.request.user.pk, pk__in=keys) if keys else []
        return {**context, "kept_files": mine}


def uuids(keys: Iterable[str]) -> list[str]:
    """Those of the words that are keys of files."""
    found = []
    for key in keys:
        try:
            found.append(str(uuid.UUID(key)))
        except ValueError:
            continue
    return found
