"""Wagtail's admin, without its approval mails.

They go to groups that do not know agencies, leave no trace and are lost while the mail server is down. Whoever has
to know is told by the tasks themselves, through the portal's outbox.
"""

from __future__ import annotations

from wagtail.admin.apps import WagtailAdminAppConfig


class QuietAdminConfig(WagtailAdminAppConfig):
    """Raises LookupError when an upgrade of Wagtail has renamed one of the mails."""

    default = False

    def ready(self) -> None:
        super().ready()
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        own = (
            (signals.task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
            (signals.workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
            (signals.workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
            (signals.workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        )
        for signal, sender, name in own:
            if not signal.disconnect(sender=sender, dispatch_uid=name):
                raise LookupError(f"Wagtail does not know {name} any more: see where its approval mails are.")
