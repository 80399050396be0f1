"""What is known of a dispute's course, read from its row for the pure rules of its days."""

from portal.kernel.moments import wib_date
from requests_app.law.dispute_dates import DisputeDays
from requests_app.models import Dispute


def days_of(dispute: Dispute) -> DisputeDays:
    return DisputeDays(
        applied_on=dispute.applied_on,
        mediation_on=dispute.mediation_on,
        mediation_extended=dispute.mediation_extended,
        mediation_ended_on=dispute.mediation_ended_on,
        adjudication_on=dispute.adjudication_on,
        ruled_on=dispute.ruled_on,
        ruling_received_on=dispute.ruling_received_on,
        sued_on=dispute.sued_on,
        court_received_on=dispute.court_received_on,
        appealed_on=dispute.appealed_on,
        closed_on=wib_date(dispute.closed_at) if dispute.closed_at else None,
    )
