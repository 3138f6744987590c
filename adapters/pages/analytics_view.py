"""The view of analytics: the answers as charts, each with what its legend and its table say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.dates import format_date

from adapters.analytics import Question
from adapters.pages.charts import Amount, Bars, Columns, Row
from adapters.pages.moments import month
from adapters.pages.visit import Visit

Answer = Mapping[str, Any]
KINDS = ("first", "second", "third")
"""How the most frequent categories are told apart; the others are `rest`."""
MOST_BARS = 10
WEEKS = {"en": "d MMM", "zh": "M月d日"}
SCORES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class AnalyticsView:
    """What the page shows of the answers, for one visit."""

    visit: Visit
    answers: Mapping[Question, Answer]

    @cached_property
    def branches(self) -> list[tuple[str | None, int, int]]:
        """The categories of the first level: name, cases, and how many of them are open; none at all is last."""
        cases, still = Counter[str | None](), Counter[str | None]()
        for each in self.answers["volume"]["items"]:
            branch = _branch(each["category"])
            cases[branch] += each["cases"]
            still[branch] += each["open"]
        ordered = sorted(cases, key=lambda branch: (branch is None, -cases[branch], branch or ""))
        return [(branch, cases[branch], still[branch]) for branch in ordered]

    @property
    def listed(self) -> list[tuple[str | None, str, int, int]]:
        """The greatest of them, each with what it is called, and all others as one."""
        named = [(branch, self.called(branch), cases, still) for branch, cases, still in self.branches]
        others = named[MOST_BARS:]
        if len(others) <= 1:
            return named
        rest = sum(cases for *_, cases, _ in others), sum(still for *_, still in others)
        return [*named[:MOST_BARS], (None, self.visit.text("all others"), *rest)]

    @property
    def volume(self) -> Bars:
        """Cases by category of the first level, those that are open still apart."""
        return Bars(
            [
                Row(called, str(cases), [Amount("first", cases - still), Amount("rest", still)])
                for _, called, cases, still in self.listed
            ]
        )

    def called(self, category: str | None) -> str:
        """What a category is called, also one that is not there, or not told."""
        return self.visit.code_word("category", category) if category else self.visit.text("No category")

    @property
    def leading(self) -> list[tuple[str, str]]:
        """The most frequent categories, and how each is drawn."""
        named = [branch for branch, *_ in self.branches if branch]
        return [(branch, kind) for kind, branch in zip(KINDS, named, strict=False)]

    @cached_property
    def trend(self) -> list[tuple[str, int, list[int]]]:
        """Each period with its name, its cases, those of the leading categories in their order, and all others."""
        told = []
        for period in self.answers["volume"]["periods"]:
            counts = Counter[str | None]()
            for each in period["items"]:
                counts[_branch(each["category"])] += each["cases"]
            leading = [counts[branch] for branch, _ in self.leading]
            told.append((self._period(period["from"]), period["cases"], [*leading, period["cases"] - sum(leading)]))
        return told

    @property
    def over_time(self) -> Columns:
        """The same as columns."""
        kinds = [*(kind for _, kind in self.leading), "rest"]
        rows = [
            Row(name, str(cases or ""), [Amount(*each) for each in zip(kinds, counts, strict=True)])
            for name, cases, counts in self.trend
        ]
        return Columns(rows)

    @property
    def stages(self) -> Bars:
        """The middle of the days at each stage, and on to what nine in ten do not exceed."""
        return Bars([self._stage(each) for each in self.answers["stages"]["items"]])

    @property
    def on_time(self) -> Bars:
        """Each kind of deadline in parts: in time, late, still running."""
        return Bars([self._deadline(each) for each in self.answers["on-time"]["items"]], whole=True)

    @property
    def satisfaction(self) -> Bars:
        """Each round in parts, from 1 to 5."""
        rounds = [each for each in self.answers["satisfaction"]["items"] if each["answered"]]
        return Bars([self._round(each) for each in rounds], whole=True)

    @property
    def root_causes(self) -> Bars:
        """The most frequent of them."""
        named = [each for each in self.answers["root-causes"]["items"] if each["root_cause"]][:MOST_BARS]
        return Bars([self._root_cause(each["root_cause"], each["cases"]) for each in named])

    @property
    def reopened(self) -> Bars:
        """The closed cases in parts: those that stayed closed, and those that were reopened."""
        told = self.answers["reopened"]
        parts = [Amount("good", told["closed"] - told["reopened"]), Amount("late", told["reopened"])]
        return Bars([Row(self.visit.text("Closed cases"), str(told["closed"]), parts)], whole=True)

    def rate_of(self, deadline: str) -> float | None:
        """How often a deadline was met in time."""
        found = (each["rate"] for each in self.answers["on-time"]["items"] if each["deadline"] == deadline)
        return next(found, None)

    def _root_cause(self, cause: str, cases: int) -> Row:
        return Row(self.visit.code_word("root_cause", cause), str(cases), [Amount("first", cases)])

    def _stage(self, each: Answer) -> Row:
        middle, most = each["median_days"], each["p90_days"]
        note = self.visit.text("%(n)s days, up to %(m)s", n=f"{middle:g}", m=f"{most:g}")
        return Row(
            self.visit.word("stage", each["stage"]), note, [Amount("first", middle), Amount("second", most - middle)]
        )

    def _deadline(self, each: Answer) -> Row:
        parts = [Amount("good", each["on_time"]), Amount("late", each["late"]), Amount("rest", each["running"])]
        decided = each["on_time"] + each["late"]
        note = self.visit.text("%(n)s of %(m)s in time", n=each["on_time"], m=decided)
        return Row(self.visit.word("deadline", each["deadline"]), note if decided else "", parts)

    def _round(self, each: Answer) -> Row:
        note = self.visit.text("%(n)s on average", n=f"{each['mean']:g}")
        parts = [Amount(f"score-{score}", each["scores"][score]) for score in SCORES]
        return Row(self.visit.text("Round %(n)s", n=each["round"]), note, parts)

    def _period(self, written: str) -> str:
        day, locale = date.fromisoformat(written), self.visit.locale
        match self.answers["volume"]["by"]:
            case "week":
                return str(format_date(day, WEEKS[locale], locale=locale))
            case "month":
                return month(day, locale)
        return str(day.year)


def _branch(category: str | None) -> str | None:
    return category.partition(".")[0] if category else None
