"""What follows in any case without a person: it is escalated, and people are reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from engine.case import Case
from engine.duty import REMINDER
from engine.event import PathEvent
from engine.lifecycle import CLOSED
from engine.policy import Policy
from engine.reaction import Occasion, taking
from engine.steps.approval import awaits_approval
from engine.steps.family_link import is_family
from engine.steps.unanswered import answer_expected_by
from engine.time.reach import OutOfReach

ANSWER = "answer"
"""What the family owes at the stage `feedback`."""

BY_LINK = "answer by link"

HIGHEST = ("principal", "board")


def reopened_again_and_again(case: Case, policy: Policy) -> Iterator[Occasion]:
    """An open case that has been reopened as often as the policy bears goes to the principal."""
    reopened, escalated = case.facts.get("reopen"), case.facts.get("escalate")
    often = policy.reopening.escalates_at
    is_there = escalated is not None and vars(escalated)["level"] in HIGHEST
    if reopened and case.stage != CLOSED and case.reopened >= often and not is_there:
        reason = f"Reopened for the {_ordinal(case.reopened)} time; the policy escalates from the {_ordinal(often)}."
        cause = f"reopened {reopened.originator_version}"
        yield Occasion(reopened.timestamp, cause, {"level": "principal", "reason": reason})


def unanswered(case: Case, policy: Policy) -> Iterator[Occasion]:
    """The family's answer is outstanding for longer than the policy bears, and nobody was reminded yet."""
    if case.stage != "feedback" or case.paused or case.waits or awaits_approval(case, policy):
        return
    due = answer_expected_by(case, policy)
    if due and case.reminded.get(ANSWER) != due:
        text = "The family's answer is outstanding; ask for it."
        yield _reminder(ANSWER, due, text)


def answered_by_link(case: Case, _policy: Policy) -> Iterator[Occasion]:
    """Somebody of the family has answered by themselves, and nobody has gone on from there yet."""
    latest = case.rounds[-1] if case.rounds else None
    if latest is None or case.stage == CLOSED or not is_family(latest.by):
        return
    path = max(fact.originator_version for fact in case.facts.values() if isinstance(fact, PathEvent))
    if path == latest.originator_version and case.reminded.get(BY_LINK) != latest.timestamp:
        yield _reminder(BY_LINK, latest.timestamp, "The family has answered by its link; go on from there.")


def overdue(case: Case, policy: Policy) -> Iterator[Occasion]:
    """A duty is not done, and its time has come."""
    for key, duty in case.duties.items():
        due = None if duty.name == REMINDER else _ending(duty.due, policy)
        if due and case.reminded.get(key) != due:
            yield _reminder(key, due, duty.why)


def _reminder(of: str, due: datetime, text: str) -> Occasion:
    return Occasion(due, f"{of} {due.timestamp():.0f}", {"of": of, "due": due, "text": text})


def _ending(due: datetime | date | None, policy: Policy) -> datetime | None:
    try:
        return None if due is None else policy.calendar.ending(due)
    except OutOfReach:
        return None


def _ordinal(n: int) -> str:
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


UNASKED = (
    taking("repeated-reopening", "escalate", reopened_again_and_again),
    taking("answer-outstanding", "remind", unanswered),
    taking("duty-overdue", "remind", overdue),
    taking("answered-by-link", "remind", answered_by_link),
)
