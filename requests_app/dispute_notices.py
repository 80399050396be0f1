"""Every message about a dispute. They go to officers only and name no person."""

from django.utils.translation import gettext_lazy as _

from portal.notifications import registry

_OFFICER = {
    "officer.dispute_registered": (
        _("Sengketa {number} terdaftar"),
        _(
            "Sengketa {number} atas keberatan {keberatan} ({agency}) tercatat di Komisi Informasi. Siapkan "
            "berkasnya.\n\nBuka: {link}"
        ),
        ("number", "keberatan", "agency", "link"),
    ),
    "officer.dispute_moved": (
        _("Sengketa {number}: {what}"),
        _("Sengketa {number} yang menyangkut {agency}: {what}.\n\nBuka: {link}"),
        ("number", "agency", "what", "link"),
    ),
    "officer.dispute_session": (
        _("Sengketa {number}: {what}, {day}"),
        _("{what} dalam sengketa {number}: {day}, {place}.\n\nBuka: {link}"),
        ("number", "what", "day", "place", "link"),
    ),
    "officer.dispute_due_soon": (
        _("Sengketa {number}: {what}, {due}"),
        _("Dalam sengketa {number}, {what} jatuh pada {due}.\n\nBuka: {link}"),
        ("number", "what", "due", "link"),
    ),
}


def register_all() -> None:
    """Called once from AppConfig.ready."""
    for kind, (subject, body, variables) in _OFFICER.items():
        registry.register(kind, subject=subject, body=body, variables=variables)
