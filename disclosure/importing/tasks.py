"""Large files are written by a worker; without one the task runs at once, in the caller."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from disclosure.importing.writing import write_run


@task()
def write_import(run_id: int) -> str:
    return str(write_run(run_id=run_id, now=timezone.now()).state)
