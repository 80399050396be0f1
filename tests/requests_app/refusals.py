"""A register of exempt information for tests: decrees by unit and letter, and a log of opened tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from requests_app.decrees import DecreeRef

PATIENTS = DecreeRef("7", "188/7/2026", "Data pasien RSUD", "h", date(2030, 12, 31))


class FakeRegister:
    """Fills the port of requests_app.decrees; what it was asked is kept."""

    def __init__(self, *refs: DecreeRef) -> None:
        self.refs = list(refs)
        self.opened: list[tuple[str, str]] = []

    def decrees_covering(self, *, agency: Any, ground: str, on: date) -> list[DecreeRef]:
        return [
            ref
            for ref in self.refs
            if ref.ground == ground and (ref.valid_until is None or on <= ref.valid_until)
        ]

    def open_test(self, *, case_number: str, agency: Any, subject: str, ground: str, by: Any) -> str | None:
        self.opened.append((case_number, ground))
        return "/admin/uji/1/"

    def requester_copy(self, *, decree_id: str) -> bytes | None:
        return b"%PDF-1.7 " + decree_id.encode() if any(ref.id == decree_id for ref in self.refs) else None
