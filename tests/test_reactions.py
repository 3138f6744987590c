"""What follows without a person: once, in the name of what was declared, and only while the case still says so."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from adapters.read_side import ReadSide
from engine.access import OPERATOR, Who
from engine.case import Case
from engine.event import Event
from engine.intake import Intake
from engine.mapper import Unreadable
from engine.refusal import Busy, NotAllowed, NotFillable
from tests.faulty import Fault, Faulty, answer_lost, not_reached
from tests.reading import Readings
from tests.school import CHEN, LI, POLICY, School, at, usual
from tests.test_sealing import without_key

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


def test_what_has_come_due_is_seen_to_as_long_as_there_is_time(school: School, read_side: ReadSide) -> None:
    """Whoever has none sees to nothing; the rest is left to the next one."""
    cases = [reopened(school, 3) for _ in range(2)]
    assert read_side.reactor.catch_up(0) == 0
    assert read_side.reactor.catch_up(2) == 1
    assert sorted(len(by_reactions(school, case)) for case in cases) == [0, 1]
    assert read_side.reactor.catch_up() == 1
    assert [len(by_reactions(school, case)) for case in cases] == [1, 1]


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
    case = at_feedback(school, "2026-09-17 20:05")
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
    case = at_feedback(school, "2026-09-17 20:05")
    school.clock.now = at("2026-09-19 18:30")
    school.walk("feedback", case=case.id)
    school.clock.now = at("2026-09-30 20:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == []


def test_each_round_has_its_own_reminder(school: School, read_side: ReadSide) -> None:
    """A second plan is asked about like the first."""
    case = at_feedback(school, "2026-09-17 20:05")
    school.clock.now = at("2026-09-22 10:00")
    read_side.reactor.catch_up()
    school.take(CHEN, "feedback", usual("feedback") | {"satisfaction": 1}, case.id)
    school.walk("solve", case=case.id)
    school.clock.now = at("2026-09-30 10:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == [("answer", "2026-09-20 20:00"), ("answer", "2026-09-25 20:00")]


def test_while_the_clock_stands_still_nobody_is_asked(school: School, read_side: ReadSide) -> None:
    """What came due meanwhile is said when the case goes on."""
    case = at_feedback(school, "2026-09-17 20:05")
    school.walk("pause", case=case.id)
    school.clock.now = at("2026-09-30 10:00")
    read_side.reactor.catch_up()
    assert reminders(school, case) == []
    school.walk("resume", case=case.id)
    read_side.reactor.catch_up()
    assert reminders(school, case) == [("answer", "2026-09-20 20:00")]


def a_course(school: School, left: int) -> Case:
    """A course of forty lessons, so many of them still to come."""
    fields = usual("raise", "course") | {"lessons_left": left}
    return school.take(LI, "raise", fields, workflow="course").case


def progressed(school: School, read_side: ReadSide, course: Case, left: int) -> None:
    """Lessons were given, and whatever follows from it has followed."""
    school.take(LI, "progress", {"lessons_left": left}, course.id, workflow="course")
    read_side.reactor.catch_up()


def links(school: School, case: str) -> list[tuple[str, str]]:
    """What a case is linked to."""
    found: Any = school.application.case(case).links
    return [(link.case, link.relation) for link in found]


def test_a_course_that_comes_to_its_half_has_its_renewal_raised(school: School, read_side: ReadSide) -> None:
    """By the program, with the family's names, for the teacher of the course; each later touchpoint reminds."""
    course = a_course(school, 40)
    progressed(school, read_side, course, 21)
    assert links(school, course.id) == []
    progressed(school, read_side, course, 20)
    [(renewal, relation)] = links(school, course.id)
    raised = school.application.events(renewal)[0]
    facts = school.mapper.opened(raised)
    assert (relation, raised.by) == ("renewal", "reaction:renewal-in-time")
    assert facts["guardian"] == usual("raise", "course")["guardian"]
    assert {name: facts[name] for name in ("course", "ends_on", "lessons_total", "lessons_left", "campus")} == {
        "course": "English B2",
        "ends_on": "2026-12-20",
        "lessons_total": 40,
        "lessons_left": 20,
        "campus": "North",
    }
    assert school.application.case(renewal).assignee == LI.id
    assert links(school, renewal) == [(course.id, "course")]
    progressed(school, read_side, course, 12)
    progressed(school, read_side, course, 12)
    progressed(school, read_side, course, 3)
    assert links(school, course.id) == [(renewal, "renewal")]
    events: list[Any] = by_reactions(school, school.application.case(renewal))[3:]
    assert [event.of for event in events] == ["70 % of the lessons are used", "90 % of the lessons are used"]


def test_days_before_the_end_are_a_touchpoint_too(school: School, read_side: ReadSide) -> None:
    """A fortnight before the last day, from the day's beginning."""
    course = a_course(school, 40)
    school.clock.now = at("2026-12-05 23:59")
    read_side.reactor.catch_up()
    assert links(school, course.id) == []
    school.clock.now = at("2026-12-06 00:00")
    read_side.reactor.catch_up()
    assert [relation for _, relation in links(school, course.id)] == ["renewal"]


def test_what_has_passed_while_nobody_looked_is_one_touchpoint(school: School, read_side: ReadSide) -> None:
    """The program stood still for weeks: the last mark that has passed is seen to, the next one in its time."""
    rules = POLICY.touchpoints.model_copy(update={"days_before_end": (30, 14, 7, 3)})
    school.policies.adopt(POLICY.model_copy(update={"touchpoints": rules}), OPERATOR.id, school.clock())
    course = a_course(school, 40)
    school.clock.now = at("2026-12-14 12:00")
    read_side.reactor.catch_up()
    school.clock.now = at("2026-12-18 12:00")
    read_side.reactor.catch_up()
    touched = [event for event in school.application.events(course.id) if event.TOPIC == "course.touched"]
    assert [(vars(event)["touchpoint"], vars(event)["days"]) for event in touched] == [
        ("7 days before the end", 7),
        ("3 days before the end", 3),
    ]


def test_the_renewal_of_an_erased_family_is_not_raised(school: School, readings: Readings, tmp_path: Path) -> None:
    """What is no longer known cannot be carried over; the touchpoint is passed without it, and not tried again."""
    course = a_course(school, 40)
    school.take(LI, "progress", {"lessons_left": 1}, course.id, workflow="course")
    with closing(without_key(school, tmp_path, course)) as later:
        readings(school=later).reactor.catch_up()
        assert links(later, course.id) == []
        assert told(by_reactions(later, course)) == [("course.touched", "reaction:renewal-in-time")]


def test_a_step_that_is_refused_is_told_and_left_out(school: School, readings: Readings) -> None:
    """Whoever raised the course is not on the staff: nobody is assigned, and everything else is as it would be."""
    stranger = Who("s-gone", "Gone", "teacher", "North")
    fields = usual("raise", "course") | {"lessons_left": 1}
    course = school.take(stranger, "raise", fields, workflow="course").case
    readings().reactor.catch_up()
    [(renewal, _)] = links(school, course.id)
    assert school.application.case(renewal).assignee is None
    assert links(school, renewal) == [(course.id, "course")]
    [(reaction, case, refusal)] = readings.refused
    assert (reaction, case, type(refusal)) == ("renewal-in-time", course.id, NotFillable)


def test_a_case_that_cannot_be_read_holds_up_no_other(school: School, readings: Readings) -> None:
    """It is told once and left alone until it moves; the others are seen to."""
    poisoned, sound = reopened(school, 3), reopened(school, 3)
    side = readings()
    side.runner.catch_up()
    unreadable = StoredEvent(poisoned.id, poisoned.version + 1, "case.unheard_of", b"{}")
    school.log.insert_events([unreadable])
    assert (side.reactor.react(), side.reactor.react()) == (2, 0)
    assert told(by_reactions(school, sound)) == [("case.escalated", ESCALATES)]
    assert [(case, type(error)) for _, case, error in readings.refused] == [(poisoned.id, Unreadable)]


@pytest.mark.parametrize("fault", [answer_lost, not_reached])
def test_a_busy_store_is_tried_again(school: School, readings: Readings, fault: Fault) -> None:
    """Whether the step was stored or not when the answer was lost, it is there once in the end."""
    case = reopened(school, 3)
    side, log = readings(), school.application.log
    side.runner.catch_up()
    vars(school.application)["log"] = Faulty(log, fault)
    with pytest.raises(Busy):
        side.reactor.react()
    vars(school.application)["log"] = log
    assert side.reactor.react() == 1
    assert told(by_reactions(school, case)) == [("case.escalated", ESCALATES)]
    assert readings.refused == []


def test_the_past_of_an_old_register_is_not_reacted_to(school: School, read_side: ReadSide) -> None:
    """What was imported is over."""
    row = usual("import") | {"guardian": {"name": "Wang Fang"}}
    assert Intake(school.application, OPERATOR).take_in([row]) == ["imported"]
    size = school.head()
    school.clock.now = at("2027-01-01 12:00")
    read_side.reactor.catch_up()
    assert school.head() == size


def test_a_reaction_takes_only_what_it_declares(school: School) -> None:
    """Its name gives it no role, and it has no other rights."""
    case = school.walk("raise")
    actor = Who("reaction:repeated-reopening", "", "reaction", steps=frozenset({"escalate"}))
    with pytest.raises(NotAllowed, match="a reaction may not take the step note"):
        school.take(actor, "note", usual("note"), case.id)
    assert school.take(actor, "escalate", usual("escalate"), case.id).case.version == 2
