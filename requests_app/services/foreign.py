"""Files that were named where they do not belong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from portal.audit.services import record
from requests_app.models import Dispute, InformationRequest, Objection

_ACTIONS: dict[type[Model], str] = {
    InformationRequest: "case.answer_foreign_file",
    Objection: "objection.foreign_file",
    Dispute: "dispute.foreign_file",
}


def note_foreign_files(*, about: Model | None, files: Sequence[str], by: Any, now: datetime) -> None:
    """Keep on record that files of another matter were named in a form about this one (case 15).

    ``about`` None: the form would have registered something new.
    """
    action = _ACTIONS[type(about)] if about is not None else "desk.foreign_file"
    agency = getattr(about, "agency", None)
    record(action=action, actor=by, target=about, agency=agency, at=now, data={"files": list(files)})
