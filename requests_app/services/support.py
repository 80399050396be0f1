"""Small records around a request."""

from datetime import datetime

from portal.agencies.models import Agency
from requests_app.models import AnsweredByPublished


def count_answered_by_published(*, form_token: str, url: str, agency_code: str, now: datetime) -> bool:
    """A form ended because something published answered it; True the first time for this form."""
    agency = Agency.objects.filter(code=agency_code).first() if agency_code else None
    _row, created = AnsweredByPublished.objects.get_or_create(
        form_token=form_token, defaults={"at": now, "url": url, "agency": agency}
    )
    return created
