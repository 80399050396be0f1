from django_tasks import task

from . import delivery


@task()
def deliver_notification(notification_id: int) -> str:
    """Hand one message to the mail server; does nothing when another process has it."""
    return delivery.deliver_one(notification_id)
