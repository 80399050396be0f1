"""The satisfaction survey (SKM): answers without a person, and whose case has already answered.

An answer names unit and month and nothing else: neither case nor hour, and a random key, so that no order of
rows tells which case it came from. That a case has answered stands apart.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.law.survey import ELEMENTS, HIGHEST, LOWEST

from .cases import InformationRequest


def _score() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )


class SurveyAnswer(models.Model):
    """Nine scores of 1 to 4 for one unit in one month (its first day)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="survey_answers")
    month = models.DateField(_("bulan"), db_index=True)
    u1, u2, u3, u4, u5, u6, u7, u8, u9 = (_score() for _element in ELEMENTS)

    class Meta:
        verbose_name = _("jawaban survei")
        verbose_name_plural = _("jawaban survei")
        ordering = ["id"]
        indexes = [models.Index(fields=["agency", "month"], name="survey_by_month")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.month:%Y-%m}"


class SurveyTaken(models.Model):
    """This case has answered: once is enough. Holds no scores and no time."""

    case = models.OneToOneField(InformationRequest, models.PROTECT, related_name="survey_taken")

    def __str__(self) -> str:
        return str(self.case_id)
