"""A new file is looked at after it was kept, so that the editor does not wait where a worker runs."""

from django_tasks import task

from . import checking


@task()
def check_stored_file(file_id: str) -> str:
    from portal.files.models import StoredFile

    stored = StoredFile.objects.filter(pk=file_id).first()
    return checking.check_file(stored).sha256 if stored else ""
