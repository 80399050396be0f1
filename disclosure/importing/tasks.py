"""Large files are written by a worker; without one the task runs at once, in the caller."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from disclosure.importing.models import ImportRun
from disclosure.importing.telling import tell_finished
from disclosure.importing.writing import publish_run, write_run
from portal.accounts.models import User


@task()
def write_import(run_id: int) -> str:
    run = write_run(run_id=run_id, now=timezone.now())
    tell_finished(run=run, now=timezone.now())
    return str(run.state)


@task()
def publish_import(run_id: int, user_id: int) -> int:
    """Entries published, in the name of the person who pressed the button."""
    run, by = ImportRun.objects.get(pk=run_id), User.objects.get(pk=user_id)
    return int(publish_run(run=run, by=by, now=timezone.now())["published"])
