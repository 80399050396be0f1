"""Scanning runs after the upload's transaction holds, so that a slow scanner never loses a request."""

from django_tasks import task

from . import scan_files


@task()
def scan_stored_file(file_id: str) -> str:
    return scan_files.scan_one(file_id)
