"""Files into sheets of plain cells. Pure: no database, no settings; nothing in a file is ever run."""

from .grid import Sheet
from .opening import open_sheets

__all__ = ["Sheet", "open_sheets"]
