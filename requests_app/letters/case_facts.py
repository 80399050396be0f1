"""The words of each paper of a request. Called once, when the letter is written; the result is frozen."""

from typing import Any

from django.utils import translation

from portal.kernel.formats import hari_tanggal, rupiah, tanggal_waktu
from portal.kernel.identifiers import mask_nik
from portal.kernel.moments import wib_date
from requests_app.calendars import current_calendar
from requests_app.law.grounds import EXEMPTION_GROUNDS, ExtensionGround
from requests_app.missing import labels
from requests_app.models import InformationRequest, Letter, ObtainWay, RequesterKind, SendWay
from requests_app.presentation import line_for

from .head import about, addressed, day, head, lines_of, long_day


def _case(letter: Letter) -> InformationRequest:
    if letter.case is None:
        raise ValueError(f"{letter.kind} needs a case")
    return letter.case


def receipt(letter: Letter) -> dict[str, Any]:
    """As it was on the day of entry, in the citizen's language."""
    case, lang = _case(letter), letter.language
    with translation.override(lang):
        line = line_for(case, wib_date(case.received_at), current_calendar())
        blocks = [
            {"number": block.number, "counted": block.counted, "is_due": block.is_due}
            for block in line.blocks
        ]
        return {
            **head(letter),
            "case": about(case),
            "unit": case.filed_with.name,
            "received": tanggal_waktu(case.received_at, lang),
            "entered": tanggal_waktu(case.entered_at, lang) if case.backdating_reason else "",
            "due": hari_tanggal(line.due_on, lang),
            "way": str(case.get_obtain_way_display()),
            "line": {"blocks": blocks, "label": line.label},
            "missing": labels(case.missing_items),
            "signer": None,
        }


def request_form(letter: Letter) -> dict[str, Any]:
    """Lampiran VI joined with Art 29(5): the print lacks number, NIK and the label of the purpose (T11)."""
    case = _case(letter)
    identity = case.identity_number
    if case.requester_kind == RequesterKind.INDIVIDUAL:
        identity = mask_nik(identity)
    return {
        **head(letter),
        "case": about(case),
        "requester_kind": str(case.get_requester_kind_display()),
        "identity": identity,
        "members": lines_of(case.members),
        "obtain": _choices(ObtainWay.choices, case.obtain_way),
        "send": _choices(_FORM_SEND_WAYS, case.send_way),
        "received_by": letter.signer_name,
    }


_FORM_SEND_WAYS = [choice for choice in SendWay.choices if choice[0] != SendWay.TRACKING] + [
    (SendWay.TRACKING.value, "Unduh di halaman lacak")
]


def _choices(choices: Any, chosen: str) -> list[list[Any]]:
    return [[str(label), value == chosen] for value, label in choices]


def private_of(letter: Letter) -> dict[str, Any]:
    """What names persons or is secret by nature; kept encrypted beside the plain ``data``."""
    return dict(letter.facts.get("private") or {})


def plain(letter: Letter) -> dict[str, Any]:
    return addressed(letter, str(letter.get_kind_display()))


def not_completed(letter: Letter) -> dict[str, Any]:
    """Art 33(4): which letter asked, when it arrived, until when it could be completed, what is still missing."""
    data = letter.data
    return {
        **addressed(letter, str(letter.get_kind_display())),
        "items": labels(data.get("items", [])),
        "asked": data.get("asked", ""),
        "asked_received": long_day(data.get("received_on")),
        "until": long_day(data.get("until")),
    }


def incomplete(letter: Letter) -> dict[str, Any]:
    return {
        **addressed(letter, "Keterangan permohonan belum lengkap"),
        "items": labels(letter.data.get("items", [])),
    }


def forwarding(letter: Letter) -> dict[str, Any]:
    case = _case(letter)
    unit = letter.data.get("to") or case.agency.name
    return {
        **head(
            letter,
            subject=f"Penerusan permohonan informasi nomor {case.number}",
            to=[f"PPID Pelaksana {unit}"],
            copies=["Pemohon informasi", "PPID Utama"],
        ),
        "case": about(case),
        "unit": unit,
        "former": letter.data.get("from", ""),
    }


def extension(letter: Letter) -> dict[str, Any]:
    grounds = letter.data.get("ground", "")
    return {
        **addressed(letter, "Perpanjangan waktu pemberitahuan tertulis"),
        "grounds": [[ground.value, ground.label, ground.value in grounds] for ground in ExtensionGround],
        "due_before": long_day(letter.data.get("due_before")),
        "due_on": long_day(letter.data.get("due_on")),
    }


def cost_rows(lines: Any) -> list[dict[str, Any]]:
    """Lines of a cost sheet with their sums in words of money; an amount left out is price times quantity."""
    rows = []
    for line in lines or []:
        price, quantity = int(line.get("unit_price") or 0), int(line.get("quantity") or 0)
        amount = int(line["amount"]) if line.get("amount") is not None else price * quantity
        rows.append(
            {
                "label": line.get("label", ""),
                "price": rupiah(price) if price else "",
                "quantity": str(quantity) if quantity else "",
                "amount": rupiah(amount),
                "value": amount,
            }
        )
    return rows


def total_of(rows: list[dict[str, Any]]) -> str:
    return rupiah(sum(row["value"] for row in rows))


def notice(letter: Letter) -> dict[str, Any]:
    """Lampiran VII with everything of UU Art 22(7) and PERKI Art 31(4)."""
    data = letter.data
    rows = cost_rows(data.get("cost_lines"))
    given = data.get("outcome") in {"granted", "partly", "already_published"}
    forms = list(data.get("forms") or [])
    private = private_of(letter)
    not_held = data.get("not_held") or {"not_held": "not_held", "not_documented": "not_documented"}.get(
        data.get("outcome", ""), ""
    )
    return {
        **addressed(letter, "Pemberitahuan tertulis atas permohonan informasi"),
        "given": given,
        "is_not_held": not_held == "not_held",
        "is_not_documented": not_held == "not_documented",
        "forms": forms,
        "redaction": private.get("redaction") or data.get("redaction", ""),
        "redaction_reason": private.get("redaction_reason", ""),
        "rows": rows,
        "total": total_of(rows),
        "hand_over": long_day(data.get("hand_over_on")),
        "documented_on": long_day(data.get("documented_on")),
    }


def refusal(letter: Letter) -> dict[str, Any]:
    """Lampiran IX: letters a-i by tick, letter j by its statute; ``kind`` other: no exemption (Art 6(3))."""
    data = letter.data
    private = private_of(letter)
    chosen = set(data.get("grounds") or data.get("ground") or [])
    approver = data.get("approved_by") or ""
    if isinstance(approver, str):
        approver = {"name": approver, "title": data.get("approved_as", "")}
    return {
        **addressed(letter, "Penolakan permohonan informasi"),
        "grounds": [
            [g.letter, g.title, g.letter in chosen] for g in EXEMPTION_GROUNDS if not g.needs_statute
        ],
        "by_statute": "j" in chosen,
        "exempt": data.get("kind") != "other",
        "matter": private.get("matter", ""),
        "consequence": private.get("consequence", ""),
        "approver": approver,
        "approved_on": day(data.get("approved_on")),
        "decree_on": day((data.get("decree") or {}).get("dated_on")),
    }


def consideration(letter: Letter) -> dict[str, Any]:
    return {
        **addressed(letter, "Pertimbangan tertulis"),
        "approved_on": day(letter.data.get("approved_on")),
    }


def costs(letter: Letter) -> dict[str, Any]:
    rows = cost_rows(letter.data.get("lines"))
    return {
        **addressed(letter, str(letter.get_kind_display())),
        "rows": rows,
        "total": total_of(rows),
        "paid_on": long_day(letter.data.get("paid_on")),
    }


def copy_request(letter: Letter) -> dict[str, Any]:
    case = _case(letter)
    return {
        **head(letter),
        "case": about(case),
        "documents": list(letter.data.get("documents") or []),
        "send": _choices(_FORM_SEND_WAYS, case.send_way),
        "signer": None,
    }


def viewing(letter: Letter) -> dict[str, Any]:
    return {
        **head(letter),
        "case": about(_case(letter)),
        "data": dict(letter.data),
        "seen_on": long_day(letter.data.get("seen_on") or letter.dated_on),
        "documents": list(letter.data.get("documents") or []),
    }


def hand_over(letter: Letter) -> dict[str, Any]:
    how = letter.data.get("how", "")
    return {
        **head(letter),
        "case": about(_case(letter)),
        "data": dict(letter.data),
        "given_on": long_day(letter.data.get("handed_over_on") or letter.dated_on),
        "how": str(SendWay(how).label) if how in SendWay.values else how,
        "receiver": private_of(letter).get("received_by") or _case(letter).name,
        "documents": list(letter.data.get("documents") or []),
    }
