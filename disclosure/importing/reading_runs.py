"""Reading a run's stored file again, with what a person said of its columns."""

from __future__ import annotations

from portal.files.content import plain_bytes

from .models import ImportRun
from .parsing.parser import ParsedFile, parse_file


def parse_run(run: ImportRun) -> ParsedFile:
    return parse_file(run.stored.name, plain_bytes(run.stored), run.corrections)
