"""The panel: people with no part in a case look at it again after an escalation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from engine.deadlines import Due
from engine.event import Event
from engine.policy import PanelRules
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.steps.involvement import parts_in
from engine.words import Line, Part, StaffName

OUTSIDE = "only people who have had no part in the case sit on its panel"


class Member(Part):
    """One of the panel: a colleague, or somebody from outside by name."""

    staff: StaffName | None = None
    name: Line | None = Field(None, description="Of somebody who does not work here.")
    independent: bool = Field(default=False, description="Has no part in running the institution.")


class Convened(Event):
    """Panel: name people who have had no part in the case, one of them independent, to look at it again."""

    TOPIC = "case.convened"
    CORRECTABLE = False
    EXAMPLE = {
        "members": [{"name": "Ma Lin"}, {"name": "Qian Yu"}, {"name": "Dr Gu", "independent": True}],
        "reason": "The family does not accept the answer of the principal.",
    }

    members: tuple[Member, ...] = Field(min_length=1, max_length=20)
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Enough people, each of them once, none of them with a part in the case, and enough of them independent."""
        members, rules = situation.form.members, situation.policy.panel
        if flaws := [*_unfit(situation), *_repeated(members), *_too_few(members, rules)]:
            raise NotFillable(flaws)
        return {}

    def apply(self, aggregate: Any) -> None:
        """The members see the case, and are to put down what they find."""
        aggregate.admit(member.staff for member in self.members if member.staff)
        earlier = {verb: moment for verb, moment in aggregate.done.items() if verb != "report"}
        aggregate.done = earlier | {"panel": self.happened_at}
        aggregate.facts = {**aggregate.facts, "panel": self}


def _unfit(situation: Situation) -> Iterator[Flaw]:
    """Who has had a part in the case, each with what it was; a colleague is not passed off as an outsider."""
    parts = parts_in(situation.case, situation.history())
    for number, member in enumerate(situation.form.members):
        if (member.staff is None) == (member.name is None):
            yield Flaw(f"members.{number}", "give either staff or a name")
        if member.staff in parts:
            yield Flaw(f"members.{number}.staff", f"{situation.name_of(member.staff)} {parts[member.staff]}; {OUTSIDE}")
        if member.name in parts:
            yield Flaw(f"members.{number}.name", f"{member.name} {parts[member.name]}; {OUTSIDE}")
        if member.name and situation.works_here(member.name):
            yield Flaw(f"members.{number}.name", f"{member.name} is on the staff; name them as staff")


def _repeated(members: Sequence[Member]) -> Iterator[Flaw]:
    people = [member.staff or "".join((member.name or "").casefold().split()) for member in members]
    for number, person in enumerate(people):
        if person and person in people[:number]:
            yield Flaw(f"members.{number}", "is named twice")


def _too_few(members: Sequence[Member], rules: PanelRules) -> Iterator[Flaw]:
    """How many are missing."""
    independent = sum(member.independent for member in members)
    if len(members) < rules.members:
        yield Flaw("members", f"are {len(members)}; a panel has at least {rules.members}")
    if independent < rules.independent:
        yield Flaw(
            "members", f"need at least {rules.independent} who has no part in running the institution: independent"
        )


def escalated(situation: Situation) -> bool:
    """It has not been escalated; a panel looks at it only after that."""
    return "escalate" in situation.case.facts


PANEL = Due("panel", met_by="report", starts="panel")
"""From when the panel is convened until what it finds is put down."""
