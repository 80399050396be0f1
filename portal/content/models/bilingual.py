"""One page, two languages: every public text has an English sister field beside it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]


class Bilingual:
    """Answers with the English text on English pages; where that is missing, with the Indonesian one."""

    def said(self, name: str) -> str:
        """Text of field ``name`` in the language of the request."""
        english: Any = getattr(self, f"{name}_en", "") if (get_language() or "id").startswith("en") else ""
        return str(english or getattr(self, name))

    def said_in(self, name: str) -> str:
        """Language code of what said() gives, for the lang attribute of a text that fell back."""
        wanted = (get_language() or "id")[:2]
        english: str = getattr(self, f"{name}_en", "")
        return wanted if wanted == "id" or english else "id"

    @property
    def shown_title(self) -> str:
        return self.said("title")
