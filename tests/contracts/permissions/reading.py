"""Reading the hand-written table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "table"
ROLES = ("anonymous", "operator", "pelaksana", "utama", "atasan", "pimpinan", "editor", "administrator")
WHOSE = {"own", "other", "city", "-"}
VISIBILITY = {"private", "public", "-"}
METHODS = {"GET", "POST", "PATCH", "RUN"}


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    whose: str
    visibility: str
    cells: tuple[bool, ...]
    place: str

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.whose} {self.visibility}"

    def allowed(self, role: str) -> bool:
        return self.cells[ROLES.index(role)]


def rows() -> list[Row]:
    return [row for path in sorted(FOLDER.glob("*.txt")) for row in read(path)]


def read(path: Path) -> list[Row]:
    """Raises ValueError with file and line when a line is not of the form."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.split("#")[0].split()
        if text:
            found.append(_row(text, f"{path.name}:{number}"))
    return found


def _row(words: list[str], place: str) -> Row:
    method, route, *rest = words
    if method == "RUN":
        if rest:
            raise ValueError(f"{place}: a command has no cells")
        return Row(method, route, "-", "-", (), place)
    if len(rest) != 2 + len(ROLES) or method not in METHODS:
        raise ValueError(f"{place}: expected method, route, whose, visibility and {len(ROLES)} cells")
    whose, visibility, *cells = rest
    if whose not in WHOSE or visibility not in VISIBILITY or set(cells) - {"y", "-"}:
        raise ValueError(f"{place}: unknown word")
    return Row(method, route, whose, visibility, tuple(cell == "y" for cell in cells), place)
