"""How the register speaks of a status and of a ground."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.law.closure import Status
from disclosure.law.exemptions import TITLES, Ground

#: Status -> (tone of its tag, word).
STATUS_TAGS: dict[Status, tuple[str, Any]] = {
    Status.UPCOMING: ("", gettext_lazy("Belum berlaku")),
    Status.IN_FORCE: ("steel", gettext_lazy("Ditutup")),
    Status.ENDING: ("warn", gettext_lazy("Segera berakhir")),
    Status.REVIEW_DUE: ("warn", gettext_lazy("Ditutup, perlu ditinjau")),
    Status.OPENED: ("ok", gettext_lazy("Dinyatakan terbuka")),
    Status.OPEN_BY_LAW: ("ok", gettext_lazy("Terbuka demi hukum")),
}


def ground_words(letter: str, statute: str) -> str:
    """`Pasal 17 huruf h: Dapat mengungkap rahasia pribadi (UU 27/2022 Pasal 4)`."""
    words = _("Pasal 17 huruf %(letter)s: %(title)s") % {"letter": letter, "title": _(TITLES[Ground(letter)])}
    return f"{words} ({statute})" if statute else words
