"""One case: facts left, what happened right, the next lawful acts on top, the rest explained."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from portal.agencies.policy import Action as Right
from portal.agencies.policy import allows
from requests_app.calendars import current_calendar
from requests_app.letters.until import period_of
from requests_app.missing import labels
from requests_app.models import InformationRequest, Letter
from requests_app.parts import part_rows
from requests_app.selectors import files_of
from requests_app.services.options import Option, options_for
from requests_app.services.starting import mark_opened
from requests_app.views.desk.acts import BY_ACTION
from requests_app.views.desk.base import CaseMixin
from requests_app.worklist import desk_row


class CaseView(CaseMixin, TemplateView):
    """Opening it is noted once: DKISS sees what nobody has looked at."""

    action = Right.CASE_VIEW
    template_name = "requests_app/desk/case.html"

    def get_page_subtitle(self) -> str:
        return ""

    def get_header_title(self) -> str:
        return self.case.number

    @cached_property
    def acts_known(self) -> list[Option]:
        found = options_for(case=self.case, user=self.request.user, now=timezone.now())
        return [option for option in found if option.action in BY_ACTION]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if allows(request.user, Right.CASE_WORK, self.case):
            mark_opened(case=self.case, now=timezone.now())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        case, user = self.case, self.request.user
        case.is_split = case.parent_id is None and case.parts.exists()  # type: ignore[attr-defined]
        open_acts = [BY_ACTION[option.action] for option in self.acts_known if option.allowed]
        return {
            **context,
            "case": case,
            "row": desk_row(case, timezone.localdate(), current_calendar()),
            "acts": sorted((act for act in open_acts if not act.is_rare), key=lambda act: not act.is_main),
            "rare_acts": [act for act in open_acts if act.is_rare],
            "blocked": [
                (BY_ACTION[option.action], option)
                for option in self.acts_known
                if not option.allowed and not option.silent
            ],
            "refusals": case.refusals.select_related(
                "proposed_by", "signed_by", "approved_by", "returned_by"
            ),
            "missing": labels(case.missing_items),
            "events": case.events.select_related("actor").order_by("-sequence"),
            "files": files_of(case),
            "parts": part_rows(case, timezone.localdate(), current_calendar()) if not case.parent_id else [],
            "parent": case.parent,
            "letters": _letters(case),
            "sheets": case.cost_sheets.select_related("letter"),
            "viewings": case.viewings.order_by("-pk"),
            "chat": case.messages.select_related("author"),
            "notes": case.notes.select_related("author"),
            "tasks": case.contact_tasks.select_related("done_by"),
            "may_work": allows(user, Right.CASE_WORK, case),
            "may_assign": allows(user, Right.CASE_ASSIGN, case),
            "may_reveal": allows(user, Right.CASE_REVEAL, case),
        }


def _letters(case: InformationRequest) -> list[tuple[Letter, str]]:
    """Each letter with the words on the period that it opens for the citizen."""
    calendar = current_calendar()
    found = [(letter, period_of(letter, calendar)) for letter in case.letters.all()]
    return [(letter, period.words() if period else "") for letter, period in found]
