"""Log lines as JSON, so that the city's collector can read them without rules of its own."""

import json
import logging
from datetime import UTC, datetime

from portal.kernel.personal import without_numbers

_KNOWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {
    "message",
    "asctime",
    "request",
}


class JsonFormatter(logging.Formatter):
    """One object a line: at (UTC, ISO 8601), level, logger, message, what ``extra`` brought, error if any.

    The request object is left out: its headers and body may hold a citizen's data. Identity, family-card and
    account numbers are struck out wherever they come from, a database's error message for example.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _KNOWN}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return without_numbers(json.dumps(line, ensure_ascii=False, default=str))
