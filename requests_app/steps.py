"""The order of the citizen's form, and what each step reads from and writes to the draft."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.files.selectors import unheld_files
from portal.kernel.errors import InputError
from requests_app import routing
from requests_app.drafts import Draft
from requests_app.forms import filing as forms
from requests_app.models import ObtainWay, RequesterKind, SendWay
from requests_app.resemblance import Resembling, resembling
from requests_app.sensitive import sensitive_parts
from requests_app.services.filing import FilingData
from requests_app.uploads import keep_uploads

FIRST, LAST = "question", "check"
#: Steps that a person counts; "published", "suggest" and "foreigner" come up only when they have something to
#: say.
COUNTED = {
    "question": _("Pertanyaan"),
    "agency": _("Perangkat daerah"),
    "who": _("Pemohon"),
    "identity": _("Identitas"),
    "contact": _("Kontak"),
    "delivery": _("Cara menerima"),
    "files": _("Berkas"),
    "check": _("Periksa dan kirim"),
}
ORDER = ("question", "published", "agency", "suggest", "who", "foreigner", *list(COUNTED)[3:])
TEXTS = (
    "name", "identity_number", "address", "phone", "email", "occupation", "proxy_name", "members", "purpose",
)  # fmt: skip
_PLACE = {"published": "question", "suggest": "agency", "foreigner": "who"}


@dataclass
class StepResult:
    """What became of one step: its bound form, whether it may be left, and remarks that block nothing."""

    form: Any
    accepted: bool
    warnings: tuple[str, ...] = field(default=())


def known(step: str | None) -> str:
    return step if step in ORDER else FIRST


def _agencies() -> list[Agency]:
    today = timezone.localdate()
    active = Agency.objects.filter(
        Q(established_on__isnull=True) | Q(established_on__lte=today),
        Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=today),
    )
    return list(active.order_by("name"))


def _agency(draft: Draft) -> Agency | None:
    """The chosen unit, also when it was renamed after the form was opened."""
    code = draft.get("agency")
    return Agency.objects.filter(Q(code=code) | Q(names__code=code)).first() if code else None


def agency_code(text: str) -> str:
    """The code of a unit named in an address by slug or code; empty when there is none."""
    found = Agency.objects.filter(Q(slug=text.lower()) | Q(code__iexact=text)).first() if text else None
    return found.code if found else ""


def resembling_for(draft: Draft) -> list[Resembling]:
    return resembling(draft.get("details"), now=timezone.now()) if draft.get("details") else []


def _suggestions(draft: Draft) -> list[routing.Suggestion]:
    return routing.suggest(draft.get("details"), _agencies())


def _applies(step: str, draft: Draft) -> bool:
    if step == "published":
        return not draft.get("published_seen") and bool(resembling_for(draft))
    if step == "suggest":
        return bool(draft.get("agency_unknown"))
    if step == "foreigner":
        return draft.get("requester_kind") == forms.FOREIGNER
    return True


def settle(step: str, draft: Draft) -> str:
    """The step itself, or the first one that is owed: a form that lost its question starts with it again."""
    if step != FIRST and not draft.get("details"):
        return FIRST
    if ORDER.index(step) > ORDER.index("who"):
        if _agency(draft) is None:
            return "agency"
        if step != "foreigner" and draft.get("requester_kind") in {"", forms.FOREIGNER}:
            return "who"
    return step


def following(step: str, draft: Draft) -> str:
    unsure = step == "agency" and draft.get("agency_unknown")
    if draft.get("from_check") and step != "foreigner" and not unsure and settle(LAST, draft) == LAST:
        draft.values.pop("from_check")
        return LAST
    later = ORDER[ORDER.index(step) + 1 :]
    return next((name for name in later if _applies(name, draft)), LAST)


def previous(step: str, draft: Draft) -> str:
    earlier = reversed(ORDER[: ORDER.index(step)])
    return next((name for name in earlier if name != "published" and _applies(name, draft)), FIRST)


def _form(step: str, draft: Draft, data: Any = None) -> Any:
    initial = draft.values
    kind = draft.get("requester_kind") or RequesterKind.INDIVIDUAL
    if step == "question":
        return forms.QuestionForm(data, initial=initial)
    if step == "agency":
        shown = {**initial, "agency": forms.UNKNOWN_AGENCY} if draft.get("agency_unknown") else initial
        return forms.AgencyForm(data, initial=shown, agencies=_agencies())
    if step == "suggest":
        choices = [(s.agency.code, s.label) for s in _suggestions(draft)]
        return forms.SuggestionForm(
            data, initial=initial, choices=[*choices, *routing.fallback_choice(choices)]
        )
    if step == "who":
        return forms.WhoForm(data, initial=initial)
    if step == "identity":
        return forms.IdentityForm(data, initial=initial, kind=kind)
    if step == "contact":
        return forms.ContactForm(data, initial=initial)
    if step == "delivery":
        return forms.DeliveryForm(data, initial=_delivery_initial(draft))
    if step == "files":
        return forms.FilesForm(data, initial=initial, kind=kind)
    if step == "check":
        return forms.CheckForm(data, initial=initial)
    return forms.StepForm(data)


def _delivery_initial(draft: Draft) -> dict[str, Any]:
    default = SendWay.EMAIL if draft.get("email") else SendWay.TRACKING
    return {"obtain_way": ObtainWay.COPY, "send_way": default, **draft.values}


def keep_typed(step: str, draft: Draft, request: HttpRequest) -> None:
    """Going back or elsewhere keeps what stands in the fields, right or wrong; it is checked on the way
    forward.
    """
    form = _form(step, draft, request.POST)
    for name, bound in form.fields.items():
        if step == "files" or name == "agency":
            continue
        value = bound.widget.value_from_datadict(request.POST, request.FILES, name)
        draft.values[name] = value
    if step == "files":
        keep_uploads(draft, request)


def take(step: str, draft: Draft, request: HttpRequest) -> StepResult:
    """Check what was posted for a step and write it into the draft."""
    form = _form(step, draft, request.POST)
    if step == "files":
        return _take_files(form, draft, request)
    if not form.is_valid():
        return StepResult(form, False)
    if step == "agency":
        draft.values["agency_unknown"] = form.cleaned_data["agency"] == forms.UNKNOWN_AGENCY
        if draft.values["agency_unknown"]:
            return StepResult(form, True)
    if step == "published":
        draft.values["published_seen"] = True
    draft.values.update(form.cleaned_data)
    warnings = getattr(form, "warnings", ())
    if warnings:
        # Shown once; the same number sent again passes.
        form.data = {**form.data.dict(), "identity_seen": form.cleaned_data["identity_number"]}
        return StepResult(form, False, warnings)
    return StepResult(form, True)


def _take_files(form: Any, draft: Draft, request: HttpRequest) -> StepResult:
    problems = keep_uploads(draft, request)
    for name, message in problems:
        form.add_error(name, message)
    return StepResult(form, not problems and request.POST.get("go") != "upload")


def stored_files(draft: Draft, name: str) -> list[StoredFile]:
    """The draft's uploads that still exist and belong to nothing."""
    keys = draft.get(name, [])
    return list(unheld_files().filter(pk__in=keys).order_by("uploaded_at"))


def context(step: str, draft: Draft, result: StepResult | None) -> dict[str, Any]:
    """What the step's page shows. The draft is signed last, after everything was written into it."""
    place = list(COUNTED).index(_PLACE.get(step, step)) + 1
    values: dict[str, Any] = {
        "step": step,
        "steps": list(COUNTED.values()),
        "current": place,
        "form": result.form if result else _form(step, draft),
        "warnings": result.warnings if result else (),
        "is_first": step == FIRST,
    }
    if step == "foreigner":
        values["question"] = draft.get("details")[:200]
    if step == "published":
        values["resembling"] = resembling_for(draft)
    if step in {"files", "check"}:
        values["identity_files"] = stored_files(draft, "identity_files")
        values["supporting_files"] = stored_files(draft, "supporting_files")
    if step == "check":
        values |= _summary(draft)
    values["draft"] = draft.signed()
    return values


def _summary(draft: Draft) -> dict[str, Any]:
    get = draft.get
    needs = dict(forms.NEEDS)
    return {
        "values": draft.values,
        "agency": _agency(draft),
        "kind_label": RequesterKind(get("requester_kind") or RequesterKind.INDIVIDUAL).label,
        "obtain_label": ObtainWay(get("obtain_way") or ObtainWay.COPY).label,
        "send_label": SendWay(get("send_way") or SendWay.TRACKING).label,
        "needs": [needs[name] for name in get("needs", []) if name in needs],
        "findings": sensitive_parts(f"{get('details')}\n{get('purpose')}"),
    }


def filing_data(draft: Draft) -> FilingData:
    """The request as the service wants it."""
    get = draft.get
    agency = _agency(draft)
    if agency is None:
        raise InputError(str(_("Pilih perangkat daerah.")), field="agency", code="no_agency")
    texts: dict[str, Any] = {name: get(name) or "" for name in TEXTS}
    supporting = tuple(str(f.pk) for f in stored_files(draft, "supporting_files"))
    return FilingData(
        agency=agency,
        details=get("details"),
        requester_kind=get("requester_kind") or RequesterKind.INDIVIDUAL,
        **texts,
        obtain_way=get("obtain_way") or ObtainWay.COPY,
        send_way=get("send_way") or SendWay.TRACKING,
        needs=tuple(get("needs", [])),
        language=(get_language() or "id")[:2],
        wants_survey=bool(get("wants_survey")),
        allows_naming=bool(get("allows_naming")),
        form_token=draft.token,
        has_proxy_letter=bool(supporting),
        identity_files=tuple(str(f.pk) for f in stored_files(draft, "identity_files")),
        supporting_files=supporting,
    )
