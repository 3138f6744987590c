"""A trial of rules: what they would mean for the cases that are open now, before anybody adopts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from adapters.casebook import Casebook
from engine.case import Case
from engine.deadlines import Deadline
from engine.policy import Policy

MOST_TRIED = 500


@dataclass
class Effect:
    """What becomes of one deadline, in so many open cases."""

    workflow: str
    name: str
    running: int = 0
    earlier: int = 0
    later: int = 0
    appears: int = 0
    vanishes: int = 0
    late_now: int = 0
    late_then: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything about it would be another."""
        return bool(self.earlier or self.later or self.appears or self.vanishes)


@dataclass
class Trial:
    """How many open cases there are under which version, and what each deadline would come to."""

    open: int = 0
    tried: int = 0
    versions: Counter[int] = field(default_factory=Counter)
    effects: dict[tuple[str, str], Effect] = field(default_factory=dict)

    @property
    def changes(self) -> list[Effect]:
        """The deadlines that would be others."""
        return [effect for effect in self.effects.values() if effect.is_any]


def trial(casebook: Casebook, policy: Policy) -> Trial:
    """The open cases, as if they had been raised under these rules; nothing is written, and no case is named.

    What is confidential is not tried: whoever may not know of it counts without it.
    """
    caseload, now = casebook.read_models.view("caseload"), casebook.clock()
    rows = caseload.ask(
        lambda of: (
            select(of.c.case_id)
            .where(of.c.closed_at.is_(None), of.c.confidential.is_(False))
            .order_by(of.c.raised_at.desc())
        )
    )
    found = Trial(open=len(rows), tried=min(len(rows), MOST_TRIED))
    for row in rows[:MOST_TRIED]:
        case = casebook.application.case(row.case_id)
        found.versions[case.policy] += 1
        _compare(found, case, casebook.policies.get(case.policy), policy, now)
    return found


def _compare(found: Trial, case: Case, before: Policy, after: Policy, now: datetime) -> None:
    for was, would in _pairs(case.deadlines_at(now, before), case.deadlines_at(now, after)):
        either = was or would
        if either is None or either.met_at is not None:
            continue
        key = case.workflow, either.name
        effect = found.effects.setdefault(key, Effect(*key))
        effect.running += was is not None
        effect.appears += was is None
        effect.vanishes += would is None
        effect.late_now += bool(was and was.overdue)
        effect.late_then += bool(would and would.overdue)
        if was and would:
            effect.earlier += would.due < was.due
            effect.later += would.due > was.due


def _pairs(before: Sequence[Deadline], after: Sequence[Deadline]) -> Iterator[tuple[Deadline | None, Deadline | None]]:
    """The same deadline under both; of several of one name the first with the first."""
    old, new = _numbered(before), _numbered(after)
    return ((old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new)))


def _numbered(deadlines: Sequence[Deadline]) -> dict[tuple[str, int], Deadline]:
    counts: Counter[str] = Counter()
    numbered = {}
    for deadline in deadlines:
        numbered[deadline.name, counts[deadline.name]] = deadline
        counts[deadline.name] += 1
    return numbered
