"""Figures of the survey as people read them."""

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.formats import angka, persen
from requests_app.law.survey import SurveyResult

register = template.Library()


def _lang() -> str:
    return (get_language() or "id")[:2]


@register.filter
def survey_number(value: Decimal) -> str:
    return angka(value, 2, _lang())


@register.filter
def survey_average(result: SurveyResult, code: str) -> str:
    return angka(result.average(code), 2, _lang())


@register.filter
def survey_rate(share: Fraction) -> str:
    return persen(Decimal(share.numerator) / Decimal(share.denominator), 0, _lang())


@register.filter
def survey_word(text: str) -> str:
    return _(text)
