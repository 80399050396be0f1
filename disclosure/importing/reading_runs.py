"""Reading a run's file again: the one way from the stored file to judged lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.files.content import plain_bytes

from .comparing import Judge, Options
from .models import ImportRun
from .parsing.parser import ParsedFile, parse_file


def parse_run(run: ImportRun) -> ParsedFile:
    return parse_file(run.stored.name, plain_bytes(run.stored), run.corrections)


def judge_run(run: ImportRun, today: date) -> list[dict[str, Any]]:
    """The lines of the file against the agency's list as it stands now."""
    return Judge(run.agency, Options.of(run), today).judge(parse_run(run).rows)
