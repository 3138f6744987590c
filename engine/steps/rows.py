"""The rows that every workflow adds to its own path."""

from __future__ import annotations

from dataclasses import replace

from engine.lifecycle import ANYWHERE, CLOSED, OPEN, START, Step
from engine.steps.actions import ACTIONS
from engine.steps.afterwards import AFTERWARDS
from engine.steps.amendments import Corrected, Retracted, something_added
from engine.steps.applying import PolicyApplied, another_version
from engine.steps.approval import FOUR_EYES, approved
from engine.steps.beside import Assigned, Escalated, Linked, Noted, below_the_board
from engine.steps.contributions import Asked, Cancelled, Contributed, awaited
from engine.steps.family_link import GIVE, REVOKE, LinkGiven, LinkRevoked, has_link
from engine.steps.following import FOLLOWING
from engine.steps.identifying import IDENTIFYING
from engine.steps.imported import Imported
from engine.steps.leaving import Referred, Withdrawn, not_investigated, reopenings
from engine.steps.merging import mergings
from engine.steps.panel import Convened, escalated
from engine.steps.reminding import REMINDING
from engine.steps.report import Received, Reported, has_reported, sits
from engine.steps.stopped_clock import Extended, Paused, Resumed, due_still, paused, running
from engine.steps.support import SUPPORTING
from engine.steps.waiting import not_waiting

BESIDE_THE_PATH = (
    Step("note", ANYWHERE, Noted),
    Step("assign", OPEN, Assigned),
    Step("link", ANYWHERE, Linked),
    Step("ask", OPEN, Asked),
    Step("contribute", OPEN, Contributed, guard=awaited),
    Step("cancel", OPEN, Cancelled, guard=awaited),
    Step("correct", ANYWHERE, Corrected),
    Step("retract", ANYWHERE, Retracted, guard=something_added),
    *IDENTIFYING,
    Step("pause", OPEN, Paused, guard=running),
    Step("resume", OPEN, Resumed, guard=paused),
    Step("extend", OPEN, Extended, guard=due_still),
    Step("apply_policy", OPEN, PolicyApplied, guard=another_version),
    Step("escalate", OPEN, Escalated, guard=below_the_board),
    Step("panel", OPEN, Convened, guard=escalated),
    Step("report", ANYWHERE, Reported, guard=sits),
    Step("receipt", ANYWHERE, Received, guard=has_reported),
    *SUPPORTING,
    Step("refer", ("listen", "record", "investigate"), Referred, CLOSED, guard=not_investigated),
    Step("withdraw", OPEN, Withdrawn, CLOSED),
    *FOUR_EYES,
    Step(GIVE, "feedback", LinkGiven, guard=(approved, not_waiting)),
    Step(REVOKE, "feedback", LinkRevoked, guard=has_link),
    *ACTIONS,
    *reopenings(),
    *AFTERWARDS,
    *FOLLOWING,
    *mergings(),
    *REMINDING,
    Step("import", START, Imported, CLOSED, by_hand=False),
)


def beside(*verbs: str, at: tuple[str, ...]) -> tuple[Step, ...]:
    """Some of these rows, for a workflow that has these stages only."""
    return tuple(replace(step, at=at) for step in BESIDE_THE_PATH if step.verb in verbs)
