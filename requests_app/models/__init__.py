"""What the portal remembers of a request (permohonan), from filing to archive."""

from .assistance import Assistance
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
from .disputes import (
    Dispute,
    DisputeEvent,
    DisputeEventKind,
    DisputeFile,
    DisputeSession,
    Party,
)
from .events import EventKind
from .giving import CostRate, CostSheet, PaidHow, Viewing
from .letters import Letter, Series
from .objections import (
    ComplianceOrder,
    Objection,
    ObjectionEvent,
    ObjectionEventKind,
    ObjectionFile,
)
from .paper import NumberPattern, Paper, PaperRules, SignedUpload
from .refusals import Refusal, SigningDelegation
from .support import AnsweredByPublished, ContactTask, LookupThrottle, TopicLink
from .survey import SurveyAnswer, SurveyTaken

__all__ = [
    "AnsweredByPublished",
    "Assistance",
    "CaseEvent",
    "CaseFile",
    "CaseMessage",
    "CaseNote",
    "Channel",
    "ComplianceOrder",
    "ContactTask",
    "CostRate",
    "CostSheet",
    "Dispute",
    "DisputeEvent",
    "DisputeEventKind",
    "DisputeFile",
    "DisputeSession",
    "EventKind",
    "InformationRequest",
    "Letter",
    "LookupThrottle",
    "NumberPattern",
    "NumberSequence",
    "Objection",
    "ObjectionEvent",
    "ObjectionEventKind",
    "ObjectionFile",
    "ObtainWay",
    "PaidHow",
    "Paper",
    "PaperRules",
    "Party",
    "Refusal",
    "RequesterKind",
    "SendWay",
    "Series",
    "SignedUpload",
    "SigningDelegation",
    "SurveyAnswer",
    "SurveyTaken",
    "TopicLink",
    "Viewing",
]
