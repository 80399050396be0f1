"""Mail about accounts, sent after the transaction that asked for it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django_tasks import task


@task()
def send_invitation(invitation_id: int) -> None:
    """Mail the link of an invitation that is still open; the link itself is never stored."""
    from .links import link
    from .models import Invitation

    invitation = (
        Invitation.objects.select_related("user")
        .filter(pk=invitation_id, accepted_at=None, revoked_at=None)
        .first()
    )
    if invitation is None:
        return
    context = {"invitation": invitation, "user": invitation.user, "link": link(invitation)}
    EmailMessage(
        subject=f"Undangan bekerja di portal PPID {settings.CITY_NAME}",
        body=render_to_string("account/email/invitation.txt", context),
        to=[invitation.user.email],
    ).send()
