"""Where on a form a refused step is told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from portal.kernel.errors import PortalError


def put_on(form: Any, error: PortalError) -> None:
    """Beside the field that the error names, or above the form when it names none of this form's."""
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, gettext(error.message))
