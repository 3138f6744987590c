"""The rows that every workflow adds to its own path."""

from __future__ import annotations

from engine.amendments import Corrected, Retracted
from engine.beside import Assigned, Escalated, Linked, Noted
from engine.imported import Imported
from engine.leaving import Withdrawn, reopenings
from engine.lifecycle import ANYWHERE, CLOSED, OPEN, START, Step
from engine.stopped_clock import Extended, Paused, Resumed, paused, running

BESIDE_THE_PATH = (
    Step("note", ANYWHERE, Noted),
    Step("assign", OPEN, Assigned),
    Step("link", ANYWHERE, Linked),
    Step("correct", ANYWHERE, Corrected),
    Step("retract", ANYWHERE, Retracted),
    Step("pause", OPEN, Paused, guard=running),
    Step("resume", OPEN, Resumed, guard=paused),
    Step("extend", OPEN, Extended),
    Step("escalate", OPEN, Escalated),
    Step("withdraw", OPEN, Withdrawn, CLOSED),
    *reopenings(),
    Step("import", START, Imported, CLOSED, by_hand=False),
)
