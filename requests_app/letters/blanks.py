"""Blank forms for whoever prefers paper: Lampiran VI (request) and Lampiran X (objection), with lines to write on."""

from datetime import datetime
from typing import Any

from django.utils import translation

from portal.agencies.models import Agency
from portal.kernel.moments import wib_date
from portal.pdf.engine import RenderedPdf, render_pdf
from portal.pdf.letterhead import Letterhead
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.models import Letter, ObtainWay, RequesterKind, SendWay

from .drawing import Extra
from .head import head

#: The forms by the name in their address.
BLANKS = {"permohonan": Letter.Kind.REQUEST_FORM, "keberatan": Letter.Kind.OBJECTION_FORM}
_LINE = "." * 60
#: In a cell of the table, and across the page.
_IN_CELL, _ACROSS = "\n".join(["." * 80] * 2), "\n".join(["." * 120] * 3)
_ASKED = ("name", "address", "occupation", "contact", "phone", "email", "purpose", "details", "number", "position",
          "proxy_name", "proxy_address", "proxy_phone")  # fmt: skip


def _dots() -> dict[str, str]:
    return dict.fromkeys(_ASKED, _LINE) | {"details": _IN_CELL, "position": _ACROSS}


def _facts(kind: str, office: Agency | None, now: datetime) -> dict[str, Any]:
    letter = Letter(
        kind=kind, number="................ (diisi petugas)", dated_on=wib_date(now), signer_agency=office
    )
    blank = _dots()
    both = {
        **head(letter),
        "place_date": "........................, ........................ 20....",
        "case": blank,
        "data": {"request_number": _LINE, "received_by": ""},
        "who": {**blank, "email": ""},
        "signer": None,
    }
    if kind == Letter.Kind.REQUEST_FORM:
        kinds = " / ".join(str(label) for _value, label in RequesterKind.choices)
        ways = [(value, label) for value, label in SendWay.choices if value != SendWay.TRACKING]
        return {
            **both,
            "case": {**blank, "name": _LINE, "proxy_name": f"{_LINE} (bila dikuasakan)"},
            "requester_kind": f"{kinds} (coret yang tidak perlu)",
            "identity": _LINE,
            "members": [],
            "obtain": [[str(label), False] for _value, label in ObtainWay.choices],
            "send": [[str(label), False] for _value, label in ways],
            "received_by": "",
        }
    grounds = [[ground.letter, ground.text, False] for ground in OBJECTION_GROUNDS]
    return {**both, "grounds": grounds, "answer_due": "", "signing_name": ""}


def blank_form(*, which: str, office: Agency | None, now: datetime) -> RenderedPdf:
    """The empty form on the letterhead of PPID Utama; the same bytes all day. Raises KeyError for another name."""
    kind = BLANKS[which]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    facts = _facts(kind, office, now)
    with translation.override("id"):
        context = {
            **facts, "f": facts, "record": Letter(kind=kind), "letterhead": Letterhead(**facts["kop"]),
            "extra": Extra(), "titled": True, "draft": False, "verify": None,
        }  # fmt: skip
        return render_pdf(
            template=f"requests_app/letters/{kind.value}.html", context=context, created=midnight, lang="id",
            identifier=f"blank:{which}:{wib_date(now)}", title=str(Letter(kind=kind).get_kind_display()),
            author=facts["kop"].get("unit") or facts["kop"]["government"],
        )  # fmt: skip
