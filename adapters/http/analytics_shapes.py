"""The shapes of what analytics answers, for those who read the API's description."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from adapters.http.shapes import Shape

OUT_OF_SIGHT = "Null for cases that have none, or one that is not told to you."


class InCategory(Shape):
    """How many cases were raised in a category."""

    category: str | None = Field(description=OUT_OF_SIGHT)
    cases: int


class Category(InCategory):
    """The same, and how many of them are open."""

    open: int


class Period(Shape):
    """A week from its Monday on, a month or a year, and the cases raised in it."""

    first: date = Field(alias="from")
    cases: int
    items: list[InCategory]


class Volume(Shape):
    """The cases raised, the categories with the most first, and period by period."""

    total: int
    open: int
    items: list[Category]
    by: Literal["week", "month", "year"] | None
    periods: list[Period]


class Stage(Shape):
    """How long the cases stood at a stage that they have left, all rounds of a case together, in days of 24 hours."""

    stage: str
    cases: int
    median_days: float
    p90_days: float = Field(description="Nine in ten cases took no longer: the value of the nearest rank.")


class Stages(Shape):
    """Days per stage."""

    items: list[Stage]


class Punctuality(Shape):
    """How often a deadline was met in time, under the rules that each case runs under."""

    deadline: str
    on_time: int
    late: int = Field(description="Met late, or unmet though it has passed.")
    running: int = Field(description="Not met yet, and not passed; or stopped.")
    rate: float | None = Field(description="On time, of those that are decided: on time or late.")


class OnTime(Shape):
    """Deadlines, each kind of them."""

    items: list[Punctuality]


class Again(Shape):
    """Of the cases that were ever closed, how many were reopened."""

    closed: int
    reopened: int
    times: int = Field(description="How often in all.")
    rate: float | None


class AgainInCategory(Again):
    """The same of one category."""

    category: str | None = Field(description=OUT_OF_SIGHT)


class Reopened(Again):
    """Reopened cases, in all and by category."""

    items: list[AgainInCategory]


class Round(Shape):
    """What families said when they were asked for the first, second, ... time."""

    round: int
    asked: int
    answered: int = Field(description="Those who gave a number.")
    mean: float | None
    scores: dict[str, int] = Field(description="How many gave which number, from 1 to 5.")


class Satisfaction(Shape):
    """Satisfaction, round by round; what an old register knows was said in the first."""

    items: list[Round]


class Cause(Shape):
    """How many cases had a root cause."""

    root_cause: str | None = Field(description="Null for those that no policy lists, where they are not told to you.")
    cases: int


class RootCauses(Shape):
    """The cases that were investigated, by root cause, the most frequent first."""

    total: int
    items: list[Cause]
