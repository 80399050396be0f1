"""What the portal remembers of a request (permohonan), from filing to archive."""

from .cases import (
    CaseEvent,
    CaseFile,
    CaseMessage,
    CaseNote,
    Channel,
    InformationRequest,
    NumberSequence,
    ObtainWay,
    RequesterKind,
    SendWay,
)
from .events import EventKind
from .letters import Letter, Series
from .paper import NumberPattern, Paper, PaperRules, SignedUpload
from .refusals import Refusal, SigningDelegation
from .support import AnsweredByPublished, ContactTask, LookupThrottle, TopicLink

__all__ = [
    "AnsweredByPublished",
    "CaseEvent",
    "CaseFile",
    "CaseMessage",
    "CaseNote",
    "Channel",
    "ContactTask",
    "EventKind",
    "InformationRequest",
    "Letter",
    "LookupThrottle",
    "NumberPattern",
    "NumberSequence",
    "ObtainWay",
    "Paper",
    "PaperRules",
    "Refusal",
    "RequesterKind",
    "SendWay",
    "Series",
    "SignedUpload",
    "SigningDelegation",
    "TopicLink",
]
