"""What a request is (state, outcome, visibility), who acts on it, and what an act is called.

Three axes: the state is procedure, the outcome is what the answer was, the visibility is who may read it.
What may be done when stands in `transitions`, the conditions in `guards`, the question itself in
`checking`; callers import all of it from here.
"""

from __future__ import annotations

from requests_app.law.checking import ActionOption, allowed_actions, check_transition
from requests_app.law.guards import GUARDS, Facts, Guard, RefusalStage
from requests_app.law.transitions import TRANSITIONS, Transition
from requests_app.law.words import (
    OPEN_STATES,
    Action,
    Actor,
    Outcome,
    State,
    Visibility,
)

__all__ = [
    "GUARDS",
    "OPEN_STATES",
    "TRANSITIONS",
    "Action",
    "ActionOption",
    "Actor",
    "Facts",
    "Guard",
    "Outcome",
    "RefusalStage",
    "State",
    "Transition",
    "Visibility",
    "allowed_actions",
    "check_transition",
]
