"""The vocabulary that every workflow is written in."""

from engine.case import Case
from engine.deadlines import Due
from engine.event import Given, New, Opening, PathEvent
from engine.lifecycle import CLOSED, START, Lifecycle, Step
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.afterwards import Closing
from engine.steps.approval import approved
from engine.steps.beside import Reclassified
from engine.steps.confiding import Confiding
from engine.steps.evidence import check_tied
from engine.steps.following import Following
from engine.steps.incident import incidents, investigated_by_itself
from engine.steps.panel import PANEL
from engine.steps.plan import Planned
from engine.steps.recommending import RECOMMENDING
from engine.steps.report import no_panel_sits
from engine.steps.rows import BESIDE_THE_PATH
from engine.steps.shared_finding import Shared
from engine.steps.unanswered import DecidedWithout, waited_in_vain
from engine.steps.unasked import UNASKED
from engine.steps.waiting import WAITING, not_waiting
from engine.words import (
    CaseName,
    Channel,
    Day,
    Kind,
    Line,
    Moment,
    Part,
    Path,
    Severity,
    Somebody,
    StaffName,
    Text,
    Texts,
)

__all__ = [
    "BESIDE_THE_PATH",
    "CLOSED",
    "PANEL",
    "RECOMMENDING",
    "START",
    "UNASKED",
    "WAITING",
    "Case",
    "CaseName",
    "Channel",
    "Closing",
    "Confiding",
    "Day",
    "DecidedWithout",
    "Due",
    "Flaw",
    "Following",
    "Given",
    "Kind",
    "Lifecycle",
    "Line",
    "Moment",
    "New",
    "NotFillable",
    "Opening",
    "Part",
    "Path",
    "PathEvent",
    "Personal",
    "Planned",
    "Reclassified",
    "Severity",
    "Shared",
    "Situation",
    "Somebody",
    "StaffName",
    "Step",
    "Text",
    "Texts",
    "approved",
    "check_tied",
    "incidents",
    "investigated_by_itself",
    "no_panel_sits",
    "not_waiting",
    "waited_in_vain",
]
