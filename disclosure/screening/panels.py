"""The checks at the head of the editor, drawn from what is known: looking itself happens when a file is saved."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from disclosure.reachability.rounds import refused_links
from disclosure.screening.checking import screen
from disclosure.screening.words import counted, file_problems, places


class ChecksPanel(Panel):
    """Says what stops the entry and what citizens cannot read, with the way to the page of checks."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "screening/panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = screen(self.instance, look=False)
            return context | {
                "blocking": counted(found.blocking),
                "where": places(found.blocking),
                "warnings": counted(found.warnings),
                "unread": [result.file for result in found.files if file_problems(result)],
                "links": refused_links(link.url for link in self.instance.links.all()),
                "entry": self.instance,
            }
