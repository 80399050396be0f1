"""The words of each paper of an objection or dispute. Persons come in ``private`` (contracts.Objector)."""

from typing import Any

from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.models import Letter

from .head import about, day, head, long_day, requester_lines

DECISIONS = {
    "upheld": "mengabulkan keberatan",
    "partly": "mengabulkan sebagian keberatan",
    "rejected": "menolak keberatan",
    "too_late": "menyatakan keberatan tidak dapat diterima karena diajukan lewat waktu",
}


def _private(letter: Letter) -> dict[str, Any]:
    return dict(letter.facts.get("private") or {})


def _grounds(letter: Letter) -> list[list[Any]]:
    chosen = set(letter.data.get("grounds") or [])
    return [[ground.letter, ground.text, ground.letter in chosen] for ground in OBJECTION_GROUNDS]


def form(letter: Letter) -> dict[str, Any]:
    """Lampiran X."""
    who = _private(letter)
    return {
        **head(letter),
        "case": about(letter.case),
        "data": dict(letter.data),
        "who": who,
        "signing_name": who.get("proxy_name") or who.get("name", ""),
        "grounds": _grounds(letter),
        "received_on": day(letter.data.get("received_on") or letter.dated_on),
        "answer_due": long_day(letter.data.get("answer_due_on")),
    }


def answer(letter: Letter) -> dict[str, Any]:
    """PERKI 1/2021 Art 44(2): date, number, the rebuttal of the reasons; and the 14 working days to KI."""
    who, data = _private(letter), letter.data
    return {
        **head(
            letter,
            subject=f"Tanggapan atas keberatan nomor {data.get('objection_number', '')}",
            to=requester_lines(who.get("name", ""), who.get("address", "")),
            copies=["PPID Utama"],
        ),
        "case": about(letter.case),
        "data": dict(data),
        "objection_on": day(data.get("objection_on")),
        "grounds": [row for row in _grounds(letter) if row[2]],
        "decision": DECISIONS.get(data.get("decision", ""), ""),
        "orders": [[text, long_day(by)] for text, by in data.get("orders") or []],
        "decree_on": day((data.get("decree") or {}).get("dated_on")),
    }


def settlement(letter: Letter) -> dict[str, Any]:
    return {
        **head(letter),
        "case": about(letter.case),
        "data": dict(letter.data),
        "who": _private(letter),
        "agreed_on": long_day(letter.data.get("agreed_on") or letter.dated_on),
    }


def dispute_proxy(letter: Letter) -> dict[str, Any]:
    # The citizen's name is kept in the encrypted part.
    opponent = _private(letter).get("opponent") or letter.data.get("opponent", "")
    return {**head(letter), "case": about(letter.case), "data": {**letter.data, "opponent": opponent}}
