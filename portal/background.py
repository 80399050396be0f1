"""The only caller of a task's ``enqueue``: work that waits for the caller's transaction to hold."""

from typing import Any

from django.db import transaction
from django_tasks.base import Task


def has_worker() -> bool:
    """Whether tasks wait for a worker; without one they run in the caller, who may rather do without."""
    from django_tasks import task_backends

    return type(task_backends["default"]).__module__.startswith("django_tasks_db")


def enqueue_after_commit(task: Task, *args: Any, **kwargs: Any) -> None:
    """Hand ``task`` over once the surrounding transaction is committed; never if it is rolled back.

    With the database backend the row is written inside the transaction itself (an outbox), so nothing is lost
    when the process dies between commit and hand-over; with the immediate backend it runs here after commit.
    """
    from django_tasks import task_backends

    # Not default_task_backend: that proxy hides the class of what it stands for.
    if type(task_backends[task.backend]).__module__.startswith("django_tasks_db"):
        task.enqueue(*args, **kwargs)
    else:
        transaction.on_commit(lambda: task.enqueue(*args, **kwargs))
