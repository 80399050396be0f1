"""Items of the admin's side bar: shown to whoever holds the right, in the order of the desk.

Order in the bar: 100-199 requests (no heading), 200-299 "Keterbukaan", 300-399 "Situs", 400-499 "Laporan",
500-599 "Administrasi". Upper apps take a number of their range.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from . import policy
from .rights import Action

GROUPS = {2: "keterbukaan", 3: "situs", 4: "laporan", 5: "administrasi"}


class PolicyMenuItem(MenuItem):
    """A menu item for one act: ``PolicyMenuItem(_("Petugas"), url, action=Action.MEMBERS_VIEW,
    order=510)``.
    """

    def __init__(self, label: Any, url: Any, *, action: Action, order: int, **kwargs: Any) -> None:
        group = GROUPS.get(order // 100, "")
        classname = " ".join(filter(None, [kwargs.pop("classname", ""), f"menu-{group}" if group else ""]))
        super().__init__(label, url, order=order, classname=classname, **kwargs)
        self.action = action

    def is_shown(self, request: HttpRequest) -> bool:
        return policy.allows(request.user, self.action)
