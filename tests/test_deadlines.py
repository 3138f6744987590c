"""Deadlines of cases: the dates that people counted, and why; pauses, extensions, escalation, reopening."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from engine.deadlines import Deadline
from engine.policy_reading import read_policy
from engine.refusal import NotDue, NotFillable
from tests.school import CHEN, POLICY, School, at, usual

pytestmark = pytest.mark.parametrize("open_log", ["sqlite"], indirect=True)
"""Dates do not depend on the store."""


class Timeline:
    """One objection, raised on Thursday the 17th at 19:40, told moment by moment."""

    def __init__(self, school: School) -> None:
        self.school = school
        school.clock.now = at("2026-09-17 20:05")
        self.case = school.take(CHEN, "raise", usual("raise") | usual("listen")).case

    def take(self, entered: str, verb: str, **fields: Any) -> None:
        """Take a step at that moment."""
        self.school.clock.now = max(at(entered), self.school.clock.now)
        self.case = self.school.take(
            CHEN, verb, usual(verb) | {"happened_at": at(entered).isoformat()} | fields, self.case.id
        ).case

    def walk(self, entered: str, *verbs: str) -> None:
        """Take steps of the path, all at one moment."""
        for verb in verbs:
            self.take(entered, verb)

    def deadline(self, name: str, now: str | None = None) -> Deadline:
        """A deadline, judged at a moment."""
        moment: datetime = at(now) if now else self.school.clock()
        judged = self.case.deadlines_at(moment, self.school.policies.get(self.case.policy))
        return next(deadline for deadline in judged if deadline.name == name)

    def due(self, name: str = "resolve", now: str | None = None) -> str:
        """When it is due, in short."""
        return f"{self.deadline(name, now).due.astimezone(POLICY.calendar.timezone):%m-%d %H:%M}"


@pytest.fixture
def line(school: School) -> Timeline:
    """The objection of the first scenario."""
    return Timeline(school)


def test_the_first_dates(line: Timeline) -> None:
    """Acknowledge within a day, classify within two open hours, resolve in three working days, counted from 19:40."""
    assert (line.due("acknowledge"), line.due("classify"), line.due()) == ("09-18 19:40", "09-18 11:40", "09-20 20:00")
    acknowledge, classify = line.deadline("acknowledge"), line.deadline("classify")
    assert acknowledge.met_at == at("2026-09-17 19:40")
    assert classify.met_at is None
    assert acknowledge.why[:2] == ("policy v1: acknowledge: 24 hours", "runs from 2026-09-17 19:40 (raised)")
    assert acknowledge.why[-1] == "met 2026-09-17 19:40"


def test_overdue_begins_after_the_last_moment(line: Timeline) -> None:
    """At the very moment it is due a deadline is kept; a moment later it is missed, met late it stays missed."""
    assert not line.deadline("classify", "2026-09-18 11:40").overdue
    assert line.deadline("classify", "2026-09-18 11:41").overdue
    line.take("2026-09-18 11:41", "record")
    assert line.deadline("classify", "2026-09-30 12:00").overdue


def test_a_pause_survives_a_change_of_rule(line: Timeline) -> None:
    """Paused 20 open hours, the deadline moves to the 23rd; complex from then on, it is the 27th, not the 25th."""
    line.take("2026-09-18 11:00", "record")
    line.take("2026-09-19 12:00", "pause", reason="waiting for payment slips")
    line.take("2026-09-22 12:00", "resume")
    assert line.due() == "09-23 20:00"
    line.take("2026-09-22 13:00", "reclassify", kind="complex")
    assert line.due() == "09-27 20:00"
    why = line.deadline("resolve").why
    assert why[0] == "policy v1: resolve, complex: 7 working days"
    assert why[-1] == (
        "paused 2026-09-19 12:00 to 2026-09-22 12:00 (waiting for payment slips): 20 open hours are added, "
        "2026-09-27 20:00"
    )


def test_while_the_clock_stands_the_deadline_moves_along(line: Timeline) -> None:
    """A paused deadline is never overdue, and says that it is still paused."""
    line.take("2026-09-19 12:00", "pause")
    assert line.due(now="2026-09-19 15:00") == "09-22 13:00"
    for now in ("2026-09-19 15:00", "2026-10-15 12:00"):
        resolve = line.deadline("resolve", now)
        assert (resolve.stopped, resolve.overdue) == (True, False)
        assert "still paused" in resolve.why[-1]


def test_a_pause_does_not_stop_what_runs_day_and_night(line: Timeline) -> None:
    """Acknowledging is due within 24 hours, paused or not."""
    line.take("2026-09-18 10:00", "pause")
    line.take("2026-09-18 18:00", "resume")
    assert line.due("acknowledge") == "09-18 19:40"
    assert line.due("classify") == "09-18 19:40"


def test_a_pause_after_it_was_missed_adds_nothing(line: Timeline) -> None:
    """Nobody gets a missed deadline back by stopping the clock."""
    line.take("2026-09-22 12:00", "pause")
    line.take("2026-09-23 12:00", "resume")
    resolve = line.deadline("resolve")
    assert (line.due(), resolve.overdue, resolve.stopped) == ("09-20 20:00", True, False)
    assert resolve.why[-1] == "paused 2026-09-22 12:00, after it was missed: nothing is added"


def test_pauses_add_up_and_no_hour_counts_twice(line: Timeline) -> None:
    """Two pauses add both their hours; where they overlap, as entered late, the common hours count once."""
    line.take("2026-09-19 11:00", "pause")
    line.take("2026-09-19 13:00", "resume")
    line.take("2026-09-19 15:00", "pause")
    line.take("2026-09-19 16:00", "resume")
    assert line.due() == "09-22 13:00"
    line.take("2026-09-19 12:00", "pause")
    line.take("2026-09-19 14:00", "resume")
    assert line.due() == "09-22 14:00"


def test_a_case_is_paused_once_and_resumed_once(line: Timeline) -> None:
    """Stopping a stopped clock, or starting a running one, is refused with how it stands."""
    with pytest.raises(NotDue, match="its clock is running"):
        line.take("2026-09-18 12:00", "resume")
    line.take("2026-09-18 12:00", "pause")
    with pytest.raises(NotDue, match="its clock is stopped already"):
        line.take("2026-09-18 13:00", "pause")
    with pytest.raises(NotFillable, match="before the pause began"):
        line.take("2026-09-18 11:00", "resume")


def test_an_extension_is_kept_beside_what_it_put_off(line: Timeline) -> None:
    """Until a day is until closing time; the first date and the reason stay in the explanation."""
    line.take("2026-09-18 12:00", "extend", deadline="resolve", until="2026-09-24", reason="The family is travelling.")
    assert line.due() == "09-24 20:00"
    assert line.deadline("resolve").why[-1] == "extended to 2026-09-24 20:00 (The family is travelling.)"
    assert "ends at closing time, 2026-09-20 20:00" in line.deadline("resolve").why[2]
    assert line.due("classify") == "09-18 11:40"


def test_an_extension_puts_off_and_never_forward(line: Timeline) -> None:
    """Only a deadline of the case, only to later than it stands, is extended; the refusal names those there are."""
    for until in ("2026-09-20", "2026-09-20T20:00:00+08:00", "2026-09-01"):
        with pytest.raises(NotFillable, match="until: lies before the deadline as it stands"):
            line.take("2026-09-18 12:00", "extend", deadline="resolve", until=until)
    with pytest.raises(NotFillable, match="it has acknowledge, classify, resolve"):
        line.take("2026-09-18 12:00", "extend", deadline="panel")


def test_a_pause_after_an_extension_moves_the_extended_date(line: Timeline) -> None:
    """Hours before the extension were in view of whoever gave it; those after it are added."""
    line.take("2026-09-18 11:00", "pause")
    line.take("2026-09-18 13:00", "resume")
    line.take("2026-09-18 14:00", "extend", deadline="resolve", until="2026-09-24T18:00:00+08:00")
    assert line.due() == "09-24 18:00"
    line.take("2026-09-19 10:00", "pause")
    line.take("2026-09-19 13:00", "resume")
    assert line.due() == "09-25 11:00"


def test_an_extension_of_a_stopped_clock_counts_every_hour_once(line: Timeline) -> None:
    """The hours before the extension were in view of whoever gave it; the pause goes on, and the rest is added."""
    line.take("2026-09-19 11:00", "pause", reason="waiting for payment slips")
    line.take("2026-09-20 12:00", "extend", deadline="resolve", until="2026-09-24")
    assert line.deadline("resolve", "2026-09-20 12:00").stopped
    line.take("2026-09-22 12:00", "resume")
    assert line.due() == "09-25 20:00"
    assert line.deadline("resolve").why[3:] == (
        (
            "paused 2026-09-19 11:00 to 2026-09-20 12:00 (waiting for payment slips): 11 open hours are added, "
            "2026-09-23 11:00"
        ),
        "extended to 2026-09-24 20:00 (The family is travelling.)",
        (
            "paused 2026-09-20 12:00 to 2026-09-22 12:00 (waiting for payment slips): 10 open hours are added, "
            "2026-09-25 20:00"
        ),
    )


def test_an_extension_told_late_counts_all_the_same(line: Timeline) -> None:
    """Agreed before the case was raised, or entered after the escalation, it puts off the clock that runs."""
    line.take("2026-09-16 12:00", "extend", deadline="resolve", until="2026-09-24")
    assert line.due() == "09-24 20:00"
    line.take("2026-09-22 12:00", "escalate", level="principal")
    assert line.due() == "09-27 20:00"
    line.take("2026-09-18 12:00", "extend", deadline="resolve", until="2026-09-29")
    assert line.due() == "09-29 20:00"


def test_an_extension_is_no_later_for_being_corrected_and_no_hour_is_lost(line: Timeline) -> None:
    """Corrected to before the date that a pause has given, that date stays."""
    line.take("2026-09-19 12:00", "pause")
    line.take("2026-09-22 12:00", "resume")
    line.take("2026-09-22 13:00", "extend", deadline="resolve", until="2062-09-24")
    line.take("2026-09-22 14:00", "correct", version=line.case.version, fields={"until": "2026-09-22"})
    assert line.due() == "09-23 20:00"


def test_a_clock_stopped_at_the_last_moment_is_stopped_in_time(line: Timeline) -> None:
    """At the moment when it is due a deadline is not missed yet, and no hour is left; a minute later it is missed."""
    line.take("2026-09-20 20:00", "pause")
    for now in ("2026-09-20 20:00", "2026-09-21 12:00", "2026-09-24 12:00"):
        assert (line.deadline("resolve", now).stopped, line.deadline("resolve", now).overdue) == (True, False)
    line.take("2026-09-22 12:00", "resume")
    assert line.due() == "09-22 12:00"
    assert line.deadline("resolve", "2026-09-22 12:01").overdue


def test_what_was_met_does_not_stop(line: Timeline) -> None:
    """A clock that stands still afterwards does not move what was done before."""
    line.take("2026-09-18 11:00", "record")
    line.take("2026-09-18 12:00", "pause")
    classify = line.deadline("classify", "2026-10-20 12:00")
    assert (classify.stopped, classify.overdue, classify.due) == (False, False, at("2026-09-18 11:40"))
    assert len(classify.why) == 4


def test_a_pause_that_reaches_back_before_everything_counts_from_the_start(line: Timeline) -> None:
    """Told to have begun in 1900, it stops the clock from when it began to run; the raise is as old as it is said."""
    line.take("1900-01-01 12:00", "pause")
    resolve = line.deadline("resolve", "2026-09-18 12:00")
    assert (resolve.stopped, f"{resolve.due:%m-%d %H:%M}") == (True, "09-22 12:20")
    assert "paused 2026-09-17 19:40 until now, still paused" in resolve.why[-1]
    line.take("2026-09-18 12:00", "correct", version=1, fields={"happened_at": "1900-01-02T08:00:00+08:00"})
    assert f"{line.deadline('resolve', '2026-09-18 12:00').due:%Y-%m-%d %H:%M}" == "2026-09-23 12:00"


def test_where_the_policy_says_nothing_of_escalation_it_changes_no_date(school: School) -> None:
    """The deadline runs on, and is not lost."""
    rules = school.policies.get(1).model_dump(mode="json")
    del rules["deadlines"]["objection"]["resolve"]["escalated"]
    school.policies.adopt(read_policy(rules), CHEN.id, school.clock())
    line = Timeline(school)
    line.take("2026-09-18 12:00", "escalate", level="principal")
    assert line.due() == "09-20 20:00"


def test_an_escalation_starts_five_working_days_of_its_own(line: Timeline) -> None:
    """Escalated on the 18th at noon it is due on the 24th; what was extended or paused before is behind it."""
    line.take("2026-09-18 10:30", "extend", deadline="resolve", until="2026-10-30")
    line.take("2026-09-18 12:00", "escalate", level="principal")
    assert line.due() == "09-24 20:00"
    assert line.deadline("resolve").why[:2] == (
        "policy v1: resolve, escalated: 5 working days",
        "runs from 2026-09-18 12:00 (escalated)",
    )
    line.take("2026-09-22 10:00", "pause")
    line.take("2026-09-22 11:00", "resume")
    assert line.due() == "09-25 11:00"


def test_a_reopening_starts_afresh(line: Timeline) -> None:
    """From the reopening on the usual working days count again, and the case is not resolved any more."""
    line.walk("2026-09-18 11:00", "record", "investigate", "solve")
    line.walk("2026-09-19 18:00", "feedback", "close")
    assert line.deadline("resolve").met_at == at("2026-09-19 18:00")
    line.take("2026-09-22 11:00", "reopen")
    resolve = line.deadline("resolve")
    assert (line.due(), resolve.met_at, resolve.overdue) == ("09-25 20:00", None, False)
    assert resolve.why[1] == "runs from 2026-09-22 11:00 (reopened)"
    assert line.due("classify") == "09-18 11:40"


def test_a_case_is_reopened_within_its_window_only(line: Timeline) -> None:
    """Ten calendar days after closing, until closing time; later the way is a new case, linked."""
    line.walk("2026-09-18 11:00", "record", "investigate", "solve")
    line.walk("2026-09-19 18:00", "feedback", "close")
    line.school.clock.now = at("2026-09-29 20:01")
    with pytest.raises(NotDue, match="the time for reopening is over; raise a new case that follows it"):
        line.take("2026-09-29 20:00", "reopen")
    line.school.clock.now = at("2026-09-29 20:00")
    line.take("2026-09-29 20:00", "reopen")
    assert (line.case.stage, line.case.reopened) == ("solve", 1)


def test_what_happened_late_is_met_when_it_happened(line: Timeline) -> None:
    """A record made in time and entered a week later met its deadline."""
    line.school.clock.now = at("2026-09-25 12:00")
    line.take("2026-09-18 11:00", "record")
    classify = line.deadline("classify")
    assert (classify.met_at, classify.overdue) == (at("2026-09-18 11:00"), False)


def test_the_answer_to_a_renewal_is_due_as_agreed(school: School) -> None:
    """A day that was agreed ends at closing time, a moment at that moment, and else it is the end of the course."""
    now = school.clock.now = at("2026-09-10 12:00")
    for agreed, due in (
        ({}, "09-30 20:00"),
        ({"deadline": "2026-09-25"}, "09-25 20:00"),
        ({"deadline": "2026-09-25T12:30:00+08:00"}, "09-25 12:30"),
        ({"deadline": "2026-09-21"}, "09-21 20:00"),
    ):
        renewal = school.take(CHEN, "raise", usual("raise", "renewal") | agreed, workflow="renewal").case
        (answer,) = renewal.deadlines_at(now, school.policies.get(1))
        assert (answer.name, f"{answer.due:%m-%d %H:%M}", answer.why) == ("answer", due, ("agreed for this case",))


def test_a_case_keeps_the_policy_it_was_raised_under(school: School) -> None:
    """A policy adopted later is for cases raised later; the older case's dates and explanation do not move."""
    line = Timeline(school)
    rules = school.policies.get(1).model_dump(mode="json")
    rules["deadlines"]["objection"]["classify"] = "1 working hour"
    assert school.policies.adopt(read_policy(rules), CHEN.id, school.clock()) == 2
    later = Timeline(school)
    assert (line.due("classify"), line.case.policy) == ("09-18 11:40", 1)
    assert (later.due("classify"), later.case.policy) == ("09-18 10:40", 2)
    assert later.deadline("classify").why[0] == "policy v2: classify: 1 working hour"
