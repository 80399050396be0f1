"""Errors that a person is meant to read.

Everything raised on purpose derives from `PortalError`. Its `message` is an Indonesian sentence that says
what to do next; `code` is stable, for tests, the API and the log. Programming mistakes stay `ValueError`
and `TypeError`.
"""

from __future__ import annotations


class PortalError(Exception):
    """Base of all deliberate errors; `details` carries values for logs and JSON, never shown as they are."""

    code = "portal_error"

    def __init__(self, message: str, *, code: str | None = None, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = details

    def __str__(self) -> str:
        return self.message


class RuleViolation(PortalError):
    """The law, or a reading of it that the city has set, forbids the step; `article` names the rule."""

    code = "rule_violation"

    def __init__(
        self, message: str, *, article: str = "", code: str | None = None, **details: object
    ) -> None:
        super().__init__(message, code=code, **details)
        self.article = article


class NotAllowed(PortalError):
    """The person has no right to the step; says nothing about whether the object exists."""

    code = "not_allowed"


class InputError(PortalError):
    """Something typed or uploaded cannot be used; `field` is the form field, empty for the whole form."""

    code = "input_error"

    def __init__(self, message: str, *, field: str = "", code: str | None = None, **details: object) -> None:
        super().__init__(message, code=code, **details)
        self.field = field
