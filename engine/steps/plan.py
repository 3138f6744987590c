"""A plan names its approach, so that it can be used again, the resolved case it was taken from, and who does what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import Field

from engine.case import Case
from engine.event import Elsewhere, New, PathEvent
from engine.reuse import resolved
from engine.situation import Situation
from engine.steps.actions import Action, expect_owners_to_know, owe_actions
from engine.words import CaseName, Text


class Planned(PathEvent):
    """What a plan says in every workflow, beside what it is."""

    TOLD = frozenset({"new"})
    MEANT_ELSEWHERE = True
    REUSED = frozenset({"approach", "plan"})

    approach: Text = Field(description="The name of the way of solving; that of the case in `based_on`, if left out.")
    actions: tuple[Action, ...] = Field((), max_length=200, description="Who does what by when.")
    based_on: CaseName | None = Field(None, description="The resolved case it was taken from.")
    adapted: Text | None = Field(None, description="What was changed, compared with that case.")
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """An approach that the policy does not list is marked."""
        expect_owners_to_know(situation)
        return situation.policy.new_words(situation.form, "approach")

    @classmethod
    def elsewhere(cls, _case: Case, form: Any, case_of: Callable[[str], Case]) -> tuple[Elsewhere, ...]:
        """Nothing happens to the case that it was taken from; but it is resolved."""
        if form.based_on:
            resolved(case_of(form.based_on))
        return ()

    def apply(self, aggregate: Any) -> None:
        """The plan is in force, in place of an earlier one."""
        super().apply(aggregate)
        owe_actions(aggregate, self.actions)
