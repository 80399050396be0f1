"""The order of the citizen's objection form, and what each step reads from and writes to the draft.

Two ways in: from a request (grounds, check) and without one (what is missing, who, check). The draft is signed
and carries the request it is about: no time-out, no cookie, nothing typed is lost.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.files.selectors import unheld_files
from requests_app.drafts import Draft
from requests_app.forms import objecting as forms
from requests_app.models import InformationRequest, RequesterKind
from requests_app.services.objections.objecting import ObjectionData
from requests_app.standing import standing_of
from requests_app.steps import StepResult, _agencies, agency_code
from requests_app.uploads import keep_uploads

LAST = "check"
ORDER = {"case": ("grounds", LAST), "periodic": ("what", "who", LAST)}
COUNTED = {"grounds": _("Alasan"), "what": _("Informasi"), "who": _("Pengaju"), LAST: _("Periksa")}
_TEXTS = (
    "position", "information", "purpose", "name", "identity_number", "address", "phone", "email", "occupation",
    "proxy_name", "proxy_address", "proxy_phone", "requester_kind",
)  # fmt: skip


def new_draft(case: InformationRequest | None = None, **values: Any) -> Draft:
    """A fresh form; one about a request names it, so that it can be sent after the browser forgot the case."""
    if case is not None:
        values["case"] = [case.pk, case.tracking_code_hash[:16]]
    return Draft.new(**values)


def unit_named(text: str) -> str:
    """The code of a unit that an address names; empty when there is none."""
    return agency_code(text)


def case_of(draft: Draft) -> InformationRequest | None:
    """The request that the draft is about; None where it has none, or its code was replaced since."""
    known = draft.get("case")
    if not known:
        return None
    case = InformationRequest.objects.select_related("agency").filter(pk=known[0]).first()
    return case if case and case.tracking_code_hash[:16] == known[1] else None


def order_of(draft: Draft) -> tuple[str, ...]:
    return ORDER["case" if draft.get("case") else "periodic"]


def known(step: str | None, draft: Draft) -> str:
    """The step itself, or the first one that is owed."""
    order = order_of(draft)
    if step not in order or (step != order[0] and not draft.get("position")):
        return order[0]
    return "who" if step == LAST and "who" in order and not draft.get("name") else step


def following(step: str, draft: Draft) -> str:
    order = order_of(draft)
    return order[min(order.index(step) + 1, len(order) - 1)]


def previous(step: str, draft: Draft) -> str:
    order = order_of(draft)
    return order[max(order.index(step) - 1, 0)]


def form_of(step: str, draft: Draft, data: Any = None) -> Any:
    initial = draft.values
    if step == "grounds":
        case = case_of(draft)
        if case is None:
            raise LookupError("the draft names no request")
        standing = standing_of(case)
        return forms.GroundsForm(data, initial=initial, standing=standing, today=timezone.localdate())
    if step == "what":
        return forms.PeriodicForm(data, initial=initial, agencies=_agencies())
    if step == "who":
        return forms.ObjectorForm(data, initial=initial)
    return forms.SendForm(data)


def keep_typed(step: str, draft: Draft, request: HttpRequest) -> None:
    """Going back keeps what stands in the fields, right or wrong; it is checked on the way forward."""
    for name, bound in form_of(step, draft, request.POST).fields.items():
        if name != "supporting":
            draft.values[name] = bound.widget.value_from_datadict(request.POST, request.FILES, name)
    keep_uploads(draft, request)


def take(step: str, draft: Draft, request: HttpRequest) -> StepResult:
    """Check what was posted for a step and write it into the draft."""
    form = form_of(step, draft, request.POST)
    problems = keep_uploads(draft, request)
    valid = form.is_valid()
    for name, message in problems:
        form.add_error(name if name in form.fields else None, message)
    if not valid or problems:
        return StepResult(form, False)
    draft.values.update({name: value for name, value in form.cleaned_data.items() if name != "supporting"})
    warnings = getattr(form, "warnings", ())
    if warnings:
        # Shown once; the same number sent again passes.
        form.data = {**form.data.dict(), "identity_seen": form.cleaned_data["identity_number"]}
        return StepResult(form, False, warnings)
    return StepResult(form, True)


def stored_files(draft: Draft) -> list[StoredFile]:
    """The draft's uploads that still exist and belong to nothing."""
    kept = draft.get("supporting_files", [])
    return list(unheld_files().filter(pk__in=kept).order_by("uploaded_at"))


def agency_of(draft: Draft) -> Agency | None:
    """The chosen unit; PPID Utama where the citizen does not know it."""
    code = draft.get("agency")
    if code == forms.PeriodicForm.UNKNOWN:
        return Agency.objects.filter(is_ppid_utama=True).first()
    return Agency.objects.filter(Q(code=code) | Q(names__code=code)).first() if code else None


def context(step: str, draft: Draft, result: StepResult | None) -> dict[str, Any]:
    """What the step's page shows. The draft is signed last, after everything was written into it."""
    order = order_of(draft)
    case = case_of(draft)
    values: dict[str, Any] = {
        "step": step,
        "steps": [COUNTED[name] for name in order],
        "current": order.index(step) + 1,
        "form": result.form if result else form_of(step, draft),
        "warnings": result.warnings if result else (),
        "is_first": step == order[0],
        "case": case,
        "args": case.number.split("/") if case else (),
        "files": stored_files(draft),
    }
    if step == LAST:
        values |= {
            "values": draft.values,
            "agency": case.agency if case else agency_of(draft),
            "agency_unknown": draft.get("agency") == forms.PeriodicForm.UNKNOWN,
            "grounds": [(letter, forms.PLAIN[letter]) for letter in grounds_of(draft)],
            "kind_label": RequesterKind(draft.get("requester_kind") or RequesterKind.INDIVIDUAL).label,
        }
    values["draft"] = draft.signed()
    return values


def grounds_of(draft: Draft) -> tuple[str, ...]:
    return tuple(draft.get("grounds") or ("b",))


def objection_data(draft: Draft) -> ObjectionData:
    """The objection as the service wants it."""
    case = case_of(draft)
    texts: dict[str, Any] = {name: draft.get(name) or "" for name in _TEXTS}
    return ObjectionData(
        grounds=grounds_of(draft),
        case=case,
        agency=None if case else agency_of(draft),
        **texts,
        language=(get_language() or "id")[:2],
        form_token=draft.token,
        supporting_files=tuple(str(stored.pk) for stored in stored_files(draft)),
    )
