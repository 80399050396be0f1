"""The nine questions of the survey, each with four answers from worst to best."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from requests_app.law.survey import CODES, ELEMENTS, HIGHEST

from .filing import StepForm


class SurveyForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in ELEMENTS:
            # The best first: people read from the top, and nobody is led to the worst by habit.
            choices = [(str(HIGHEST - n), _t(text)) for n, text in enumerate(reversed(element.answers))]
            self.fields[element.code] = forms.ChoiceField(
                label=_t(element.question), choices=choices, widget=forms.RadioSelect,
                error_messages={"required": _("Pilih satu jawaban.")},
            )  # fmt: skip

    def scores(self) -> dict[str, int]:
        return {code: int(self.cleaned_data[code]) for code in CODES}
