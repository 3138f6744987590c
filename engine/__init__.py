"""The vocabulary that every workflow is written in."""

from engine.beside import Kind, Reclassified, Severity
from engine.case import Case
from engine.deadlines import Due
from engine.event import Given, New, Opening, PathEvent
from engine.lifecycle import CLOSED, START, Lifecycle, Step
from engine.personal import Personal
from engine.situation import Situation
from engine.steps import BESIDE_THE_PATH
from engine.waiting import WAITING, not_waiting
from engine.words import CaseName, Channel, Day, Line, Moment, Part, Path, Somebody, StaffName, Text, Texts

__all__ = [
    "BESIDE_THE_PATH",
    "CLOSED",
    "START",
    "WAITING",
    "Case",
    "CaseName",
    "Channel",
    "Day",
    "Due",
    "Given",
    "Kind",
    "Lifecycle",
    "Line",
    "Moment",
    "New",
    "Opening",
    "Part",
    "Path",
    "PathEvent",
    "Personal",
    "Reclassified",
    "Severity",
    "Situation",
    "Somebody",
    "StaffName",
    "Step",
    "Text",
    "Texts",
    "not_waiting",
]
