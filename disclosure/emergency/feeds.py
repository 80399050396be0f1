"""The notices as RSS for people and as an Atom index of CAP documents for machines (OASIS, CAP Feeds 1.0)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _

from disclosure.emergency.cap import CONTENT_TYPE, cap_document
from disclosure.emergency.models import EmergencyMessage
from disclosure.emergency.selectors import recent_messages
from disclosure.emergency.words import HAZARD_LABELS


def cap_address(message: EmergencyMessage) -> str:
    return reverse("emergency:cap", args=[message.notice_id, message.number])


class NoticeFeed(Feed):
    """Each message is an item of its own: that a notice has ended is news as well."""

    feed_type: Any = Rss201rev2Feed
    language = "id"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request

    def title(self) -> str:
        return _("Pengumuman serta merta Kota Cilegon")

    def description(self) -> str:
        return _("Keadaan yang mengancam orang banyak, segera setelah diumumkan.")

    def link(self) -> str:
        return reverse("emergency:list")

    def items(self) -> list[EmergencyMessage]:
        return list(recent_messages(timezone.now()))

    def item_title(self, item: EmergencyMessage) -> str:
        words = [_("Latihan")] if item.content["status"] == "Exercise" else []
        words += [str(item.get_kind_display())] if item.number > 1 else []
        return ": ".join([*words, item.content["headline"]])

    def item_description(self, item: EmergencyMessage) -> str:
        return "\n\n".join(
            part for part in (item.note, item.content["description"], item.content["instruction"]) if part
        )

    def item_link(self, item: EmergencyMessage) -> str:
        return item.notice.get_absolute_url()

    def item_guid(self, item: EmergencyMessage) -> str:
        return item.identifier

    item_guid_is_permalink = False

    def item_pubdate(self, item: EmergencyMessage) -> datetime:
        return item.sent_at

    def item_author_name(self, item: EmergencyMessage) -> str:
        return str(item.content["agency"])

    def item_categories(self, item: EmergencyMessage) -> list[str]:
        return [str(HAZARD_LABELS[item.content["hazard"]])]

    def item_enclosures(self, item: EmergencyMessage) -> list[Enclosure]:
        absolute = self.request.build_absolute_uri
        size = len(cap_document(item, (), absolute))
        return [Enclosure(absolute(cap_address(item)), str(size), CONTENT_TYPE)]


class CapFeed(NoticeFeed):
    """Entries lead to the CAP documents themselves."""

    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()

    def item_link(self, item: EmergencyMessage) -> str:
        return cap_address(item)

    def item_updateddate(self, item: EmergencyMessage) -> datetime:
        return item.sent_at

    def item_enclosures(self, item: EmergencyMessage) -> list[Enclosure]:
        return []
