"""Pages of the public site. Each text has an English sister field; see docs/adr for why there is one tree."""

from .agency import AgencyIndexPage, AgencyPage
from .home import HomePage, StandardPage
from .images import PortalImage, PortalRendition
from .moved import OldAddress
from .news import NewsCategory, NewsIndexPage, NewsPage
from .tasks import AgencyReviewTask, EditorTask

__all__ = [
    "AgencyIndexPage",
    "AgencyPage",
    "AgencyReviewTask",
    "EditorTask",
    "HomePage",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "OldAddress",
    "PortalImage",
    "PortalRendition",
    "StandardPage",
]
