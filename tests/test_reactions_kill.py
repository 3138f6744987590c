"""Killed without warning while it reacts, and reacting in several processes at once: each step is taken once."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import IO, Any

import pytest

from engine.access import OPERATOR
from engine.case import Case
from engine.policy import ReopeningRules
from tests.school import LI, POLICY, School, usual
from tests.test_kill import office, start, where
from tests.watch import watch

assert where
ROUNDS = 100
ESCALATED, TOUCHED = ("case.escalated", "reaction:repeated-reopening"), ("course.touched", "reaction:renewal-in-time")
RENEWAL = Counter((topic, "reaction:renewal-in-time") for topic in ("renewal.raised", "case.assigned", "case.linked"))
STEPS_OF_A_COURSE = 4
WATCHES = 3


def wait_for(word: str, times: int, told: IO[str]) -> None:
    """Until a watch has said it so many times."""
    while times:
        times -= told.readline() == f"{word}\n"


def kill(process: int, told: IO[str]) -> None:
    """End it without warning; it had said nothing that it should not."""
    os.kill(process, signal.SIGKILL)
    assert set(iter(told.readline, "gone\n")) <= {"stored\n", "done\n"}


@pytest.fixture
def strict(school: School) -> School:
    """A school whose principal hears of the first reopening."""
    rules = ReopeningRules.model_validate({"window": "10 calendar days", "escalates_at": 1})
    school.policies.adopt(POLICY.model_copy(update={"reopening": rules}), OPERATOR.id, school.clock())
    return school


def work_to_do(school: School, objections: int, courses: int) -> list[Case]:
    """Cases from which something follows: escalations, and the renewals of courses that are nearly over."""
    nearly_over = usual("raise", "course") | {"lessons_left": 1}
    return [
        *(school.walk("raise", "withdraw", "reopen") for _ in range(objections)),
        *(school.take(LI, "raise", nearly_over, workflow="course").case for _ in range(courses)),
    ]


def unasked(school: School, case: str) -> Counter[tuple[str, str]]:
    """What happened to a case without a person, and in whose name."""
    events = school.application.events(case)
    return Counter((event.TOPIC, event.by) for event in events if event.by.startswith("reaction:"))


def check_each_once(school: School, cases: list[Case]) -> None:
    """Every objection was escalated once; every course was touched once, and has one renewal that knows it."""
    renewals = set()
    for case in cases:
        if case.workflow == "objection":
            assert unasked(school, case.id) == {ESCALATED: 1}
        else:
            assert unasked(school, case.id) == {TOUCHED: 1}
            links: Any = school.application.case(case.id).links
            [renewal] = [link.case for link in links]
            assert unasked(school, renewal) == RENEWAL
            renewals.add(renewal)
    raised = {str(row.originator_id) for row in school.followed() if row.topic == "renewal.raised"}
    assert raised == renewals


def test_killed_at_any_moment_it_has_reacted_once(strict: School, where: list[str], tmp_path: Path) -> None:
    """After many kills, each soon after some step, and one watch that was not killed, each step was taken once."""
    chance, cases = Random(20260919), list[Case]()  # noqa: S311 -- the same kills in every run
    with office(where, tmp_path, "tests.watch") as (orders, told):
        for turn in range(ROUNDS):
            new = work_to_do(strict, 2, 1)
            cases += new
            process = start(turn, orders, told)
            wait_for("stored", chance.randrange(len(new) + STEPS_OF_A_COURSE - 1), told)
            sum(range(chance.randrange(60_000)))
            kill(process, told)
    watch(strict, tmp_path / "agenda.db", "survivor").catch_up()
    check_each_once(strict, cases)


def test_several_processes_react_at_once(strict: School, where: list[str], tmp_path: Path) -> None:
    """All of them see the same, and between them each step is taken once."""
    cases = work_to_do(strict, 20, 10)
    with ExitStack() as open_offices:
        offices = [open_offices.enter_context(office(where, tmp_path, "tests.watch")) for _ in range(WATCHES)]
        processes = [start(turn, *each) for turn, each in enumerate(offices)]
        for process, (_, told) in zip(processes, offices, strict=True):
            wait_for("done", 1, told)
            kill(process, told)
    check_each_once(strict, cases)
