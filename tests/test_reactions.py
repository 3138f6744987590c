"""What follows without a person: once, in the name of what was declared, and only while the case still says so."""

from __future__ import annotations

from typing import Any

from adapters.read_side import ReadSide
from engine.case import Case
from engine.event import Event
from tests.reading import Readings
from tests.school import CHEN, School, at, usual

ESCALATES = "reaction:repeated-reopening"


def reopened(school: School, times: int) -> Case:
    """An objection that was withdrawn and taken up again so many times."""
    case = school.walk("raise", "listen", "record")
    return school.walk(*("withdraw", "reopen") * times, case=case.id) if times else case


def by_reactions(school: School, case: Case) -> list[Event]:
    """What happened to a case without a person."""
    return [event for event in school.application.events(case.id) if event.by.startswith("reaction:")]


def told(events: list[Event]) -> list[tuple[str, str]]:
    """What happened, and in whose name."""
    return [(event.TOPIC, event.by) for event in events]


def test_the_third_reopening_goes_to_the_principal(school: School, read_side: ReadSide) -> None:
    """Once, with the reason; the second does not, and the fourth adds nothing."""
    second, third = reopened(school, 2), reopened(school, 3)
    read_side.reactor.catch_up()
    assert by_reactions(school, second) == []
    [escalated] = by_reactions(school, third)
    assert told([escalated]) == [("case.escalated", ESCALATES)]
    shown: dict[str, Any] = school.mapper.opened(escalated)
    assert shown["level"] == "principal"
    assert shown["reason"] == "Reopened for the 3rd time; the policy escalates from the 3rd."
    school.walk("withdraw", "reopen", case=third.id)
    read_side.reactor.catch_up()
    assert by_reactions(school, third) == [escalated]


def test_what_is_closed_again_is_left_alone(school: School, read_side: ReadSide) -> None:
    """The case has the last word, whatever the agenda said before; what was done once is there for the next one."""
    case = reopened(school, 3)
    read_side.runner.catch_up()
    school.walk("withdraw", case=case.id)
    assert read_side.reactor.react() == 1
    assert by_reactions(school, case) == []


def test_two_processes_react_once(school: School, other: School, readings: Readings) -> None:
    """Both see the same timer; one of them acts."""
    case = reopened(school, 3)
    here, there = readings(), readings(school=other)
    here.runner.catch_up()
    assert (here.reactor.react(), there.reactor.react()) == (1, 1)
    assert told(by_reactions(school, case)) == [("case.escalated", ESCALATES)]


def at_feedback(school: School, since: str) -> Case:
    """An objection whose plan the family was told at this moment."""
    school.clock.now = at(since)
    return school.walk("raise", "listen", "record", "investigate", "solve")


def reminders(school: School, case: Case) -> list[tuple[str, str]]:
    """Of what and when somebody was reminded, by the school's clock."""
    local = school.policies.get(case.policy).calendar.shown
    events: list[Any] = by_reactions(school, case)
    return [(event.of, local(event.due)) for event in events if event.TOPIC == "case.reminded"]


def test_a_family_that_does_not_answer_is_asked_again_once(school: School, read_side: ReadSide) -> None:
    """Three working days after the plan, not a second before; it is then owed by whoever looks after the case."""
    case = at_feedback(school, "2026-09-17 12:00")
    school.clock.now = at("2026-09-20 19:59")
    read_side.reactor.catch_up()
    assert reminders(school, case) == []
    school.clock.now = at("2026-09-20 20:00")
    read_side.reactor.catch_up()
    read_side.reactor.catch_up()
    assert reminders(school, case) == [("answer", "2026-09-20 20:00")]
    duties = school.application.case(case.id).duties
    assert [duty.name for duty in duties.values()] == ["reminder"]
    school.walk("feedback", case=case.id)
    assert school.application.case(case.id).duties == {}


def test_an_answer_in_time_leaves_nothing_to_be_reminded_of(school: School, read_side: ReadSide) -> None:
    """The timer is gone with the step that it waited for."""
    case = at_feedback(school, "2026-09-17 12:00")
    school.walk("feedback", case=case.id)
    school.clock.now = at("2026-09-30 20:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == []


def test_each_round_has_its_own_reminder(school: School, read_side: ReadSide) -> None:
    """A second plan is asked about like the first."""
    case = at_feedback(school, "2026-09-17 12:00")
    school.clock.now = at("2026-09-22 10:00")
    read_side.reactor.catch_up()
    school.take(CHEN, "feedback", usual("feedback") | {"satisfaction": 1}, case.id)
    school.walk("solve", case=case.id)
    school.clock.now = at("2026-09-30 10:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == [("answer", "2026-09-20 20:00"), ("answer", "2026-09-25 20:00")]


def test_while_the_clock_stands_still_nobody_is_asked(school: School, read_side: ReadSide) -> None:
    """What came due meanwhile is said when the case goes on."""
    case = at_feedback(school, "2026-09-17 12:00")
    school.walk("pause", case=case.id)
    school.clock.now = at("2026-09-30 10:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == []
    school.walk("resume", case=case.id)
    read_side.reactor.catch_up()
    assert reminders(school, case) == [("answer", "2026-09-20 20:00")]
