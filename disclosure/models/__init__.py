"""What must be published, what is published, and what was live on a day."""

from .catalogue import CATEGORY_NAMES, CatalogueEdition, MandatedItem, NotApplicable
from .entries import EntryFile, EntryLink, Language, Licence, ListEntry
from .history import EvidenceOutage, FreshnessConfirmation, PublicationPeriod, PublishedFile, Withdrawal
from .workflow import CityReviewRule, CityReviewTask, EntryReviewTask

__all__ = [
    "CATEGORY_NAMES",
    "CatalogueEdition",
    "CityReviewRule",
    "CityReviewTask",
    "EntryFile",
    "EntryLink",
    "EntryReviewTask",
    "EvidenceOutage",
    "FreshnessConfirmation",
    "Language",
    "Licence",
    "ListEntry",
    "MandatedItem",
    "NotApplicable",
    "PublicationPeriod",
    "PublishedFile",
    "Withdrawal",
]
