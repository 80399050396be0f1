"""What the portal remembers of a request (permohonan), from filing to archive."""

from .cases import CaseEvent, CaseFile, CaseMessage, CaseNote, InformationRequest, NumberSequence
from .letters import Letter
from .support import AnsweredByPublished, ContactTask, TopicLink

__all__ = [
    "AnsweredByPublished",
    "CaseEvent",
    "CaseFile",
    "CaseMessage",
    "CaseNote",
    "ContactTask",
    "InformationRequest",
    "Letter",
    "NumberSequence",
    "TopicLink",
]
