"""What must be published, what is published, and what was live on a day."""

from .catalogue import CATEGORY_NAMES, CatalogueEdition, MandatedItem, NotApplicable
from .editions import EditionRow, EditionSection, FrozenEdition, ListEdition
from .entries import EntryFile, EntryLink, Language, Licence, ListEntry
from .exemptions import (
    ConsequenceTest,
    ExemptFile,
    Exemption,
    ExemptionDecree,
    ExemptionReview,
    ReleaseCheck,
    TestedItem,
    Tester,
)
from .history import EvidenceOutage, FreshnessConfirmation, PublicationPeriod, PublishedFile, Withdrawal
from .reviewing import CityWait, SampledPublication, SpreadDecision, WaitKind
from .workflow import CityReviewRule, CityReviewTask, EntryReviewTask

__all__ = [
    "CATEGORY_NAMES",
    "CatalogueEdition",
    "CityReviewRule",
    "CityReviewTask",
    "CityWait",
    "ConsequenceTest",
    "EditionRow",
    "EditionSection",
    "EntryFile",
    "EntryLink",
    "EntryReviewTask",
    "EvidenceOutage",
    "ExemptFile",
    "Exemption",
    "ExemptionDecree",
    "ExemptionReview",
    "FreshnessConfirmation",
    "FrozenEdition",
    "Language",
    "Licence",
    "ListEdition",
    "ListEntry",
    "MandatedItem",
    "NotApplicable",
    "PublicationPeriod",
    "PublishedFile",
    "ReleaseCheck",
    "SampledPublication",
    "SpreadDecision",
    "TestedItem",
    "Tester",
    "WaitKind",
    "Withdrawal",
]
