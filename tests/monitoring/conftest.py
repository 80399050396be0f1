"""The world of the reports' tests: what the board shows must equal what is printed."""

from tests.reports.conftest import calendar, clerk, run, world  # noqa: F401 - fixtures
