"""What a requester with a disability may need (PERKI 1/2021 Art 27(8)); the codes are stored, the words shown."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

NEEDS = (
    ("screen_reader", _("Berkas yang dapat dibaca pembaca layar")),
    ("large_print", _("Huruf besar")),
    ("read_aloud", _("Dibacakan")),
    ("companion", _("Pendamping saat datang")),
)


def need_labels(codes: Iterable[str]) -> list[str]:
    """The words of stored codes; a code that no longer exists is left out."""
    words = dict(NEEDS)
    return [str(words[code]) for code in codes if code in words]
