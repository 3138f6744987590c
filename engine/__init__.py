"""The vocabulary that every workflow is written in."""

from engine.afterwards import Closing
from engine.approval import approved
from engine.beside import Kind, Reclassified, Severity
from engine.case import Case
from engine.confiding import Confiding
from engine.deadlines import Due
from engine.event import Given, New, Opening, PathEvent
from engine.evidence import check_tied
from engine.following import Following
from engine.incident import incidents, investigated_by_itself
from engine.lifecycle import CLOSED, START, Lifecycle, Step
from engine.panel import PANEL
from engine.personal import Personal
from engine.plan import Planned
from engine.recommending import RECOMMENDING
from engine.refusal import Flaw, NotFillable
from engine.report import no_panel_sits
from engine.shared_finding import Shared
from engine.situation import Situation
from engine.steps import BESIDE_THE_PATH
from engine.unanswered import DecidedWithout, waited_in_vain
from engine.unasked import UNASKED
from engine.waiting import WAITING, not_waiting
from engine.words import CaseName, Channel, Day, Line, Moment, Part, Path, Somebody, StaffName, Text, Texts

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
