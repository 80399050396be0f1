"""A long list takes a while to draw: a worker does it when the edition is approved."""

from __future__ import annotations

import logging

from django_tasks import task

from disclosure.editions.papers import keep_pdf
from disclosure.models import ListEdition

logger = logging.getLogger(__name__)


@task()
def draw_edition(edition_id: int) -> str:
    """The SHA-256 of the file, or nothing: the approval stands either way."""
    edition = ListEdition.objects.filter(pk=edition_id).first()
    if edition is None:
        return ""
    try:
        return keep_pdf(edition).pdf_sha256
    except Exception as error:
        logger.exception("edition %s could not be drawn", edition.number)
        ListEdition.objects.filter(pk=edition_id, pdf="").update(pdf_failure=str(error)[:300])
        return ""
