"""The demo institution: alive on whatever day it is started."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.demo import NotEmpty, furnish
from adapters.demo.month import Month
from adapters.demo.story import families, scenes
from adapters.policy.files import default_policy
from adapters.settings import Settings
from engine.case import Case
from engine.lifecycle import CLOSED, OPEN
from engine.situation import Situation
from engine.steps.family_link import is_family, link_of

SUNDAY = datetime.fromisoformat("2026-11-22T15:30:00+08:00")
OTHER_DAYS = {
    "a Monday in the National Day holiday": "2026-10-05T09:00:00+08:00",
    "the turn of the year": "2027-01-01T00:00:00+08:00",
    "a Tuesday whose doors have just opened": "2026-11-24T10:05:00+08:00",
}


def started(data: Path, now: datetime) -> Casebook:
    """The demo institution as it is found by whoever starts it now."""
    furnish(Settings(data=data), now)
    casebook = open_casebook(Settings(data=data), clock=lambda: now)
    casebook.runner.catch_up()
    return casebook


def cases_of(casebook: Casebook) -> list[Case]:
    """Every case of an objection or a renewal."""
    rows = casebook.log.select_notifications(1, 5_000)
    opened = (str(row.originator_id) for row in rows if row.topic in ("objection.raised", "renewal.raised"))
    return [casebook.application.case(case) for case in opened]


def topics(casebook: Casebook) -> Counter[str]:
    """How often everything has happened."""
    return Counter(row.topic for row in casebook.log.select_notifications(1, 5_000))


def expect_work_for_everybody(casebook: Casebook) -> None:
    """The first page of everybody who takes part in cases shows something worth doing; something is late."""
    working = [who for who in casebook.staff.all() if who.role in ("teacher", "manager")]
    days = {who.name: casebook.day.of(who)["items"] for who in working}
    assert [name for name, lines in days.items() if not lines] == []
    managers = [who for who in working if who.role == "manager"]
    assert all(any(line["overdue"] for line in days[who.name]) for who in managers)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The demo institution on a Sunday afternoon."""
    with started(tmp_path_factory.mktemp("demo"), SUNDAY) as casebook:
        yield casebook


def test_every_stage_and_every_kind_of_ending_is_there(demo: Casebook) -> None:
    """There is something to see wherever a case may stand, and however it may have ended."""
    cases = cases_of(demo)
    count = Counter(case.workflow for case in cases)
    assert (len(families()), count["objection"], count["renewal"]) == (61, 50, 31)
    for workflow in ("objection", "renewal"):
        assert {case.stage for case in cases if case.workflow == workflow} >= {*OPEN, CLOSED}
    outcomes = {(case.workflow, case.fact("outcome")) for case in cases if case.stage == CLOSED}
    objections = {"resolved", "partly_resolved", "unresolved", "withdrawn", "out_of_scope", "merged"}
    renewals = {"renewed", "deferred", "lapsed"}
    assert outcomes == {("objection", each) for each in objections} | {("renewal", each) for each in renewals}


def test_the_board_knows_of_every_case_that_a_rule_holds_up(demo: Casebook) -> None:
    """The step that is due is offered in all others, whoever looks, and in none of these."""
    everywhere = next(who for who in demo.staff.all() if who.role == "manager" and who.campus is None)
    shown = demo.read_models.caseload.board(everywhere, ["objection", "renewal"], OPEN, now=SUNDAY, each=100)
    policies, held_up = demo.policies, {row.case_id for row in shown if row.held_up}
    cases = [demo.application.case(row.case_id) for row in shown]
    situations = [Situation(case, policies.get(case.policy), SUNDAY, policy_of=policies.get) for case in cases]
    offered = {at.case.id for at in situations if at.case.stage in at.case.lifecycle.next_steps(at)}
    assert {case.id for case in cases} - offered == held_up
    assert len({row.held_up for row in shown if row.held_up}) > 1


def test_every_step_that_people_take_is_taken(demo: Casebook) -> None:
    """Whoever looks for a step finds a case in which somebody has taken it."""
    lifecycles = [each.lifecycle for each in demo.workflows.values()]
    by_hand = {each.records[verb].TOPIC for each in lifecycles for verb in each.by_hand}
    assert by_hand - topics(demo).keys() == set()


def test_what_needs_several_people_is_under_way(demo: Casebook) -> None:
    """Pauses, panels, questions, incidents, families' links, confidential cases that were read, renewals that wait."""
    cases = cases_of(demo)
    is_open = [case for case in cases if case.stage != CLOSED]
    assert any(case.paused for case in is_open)
    assert any("panel" in case.done and "report" not in case.done for case in is_open)
    assert all(demo.presenter.readings.of(case.id, 0, 9) for case in is_open if case.confidential)
    assert any(case.confidential for case in is_open)
    assert any(is_family(answer.by) for case in cases for answer in case.rounds)
    assert any(link_of(case) for case in is_open)
    assert any(case.waits for case in is_open)
    assert max(len(case.members) for case in cases) >= 5
    asked = [request for case in is_open for request in case.requests.values() if request.is_open]
    late = [request for request in asked if default_policy().calendar.ending(request.due) < SUNDAY]
    assert 0 < len(late) < len(asked)


def test_everybody_has_something_to_do(demo: Casebook) -> None:
    """On a working day some of it is due today, too, and the principal has everything that anybody can owe."""
    expect_work_for_everybody(demo)
    principal = demo.staff.find("Fang Hui")
    until = demo.calendar.closing(demo.calendar.day_of(SUNDAY))
    lines = demo.day.of(principal, 200)["items"]
    dues = [line["due"] for line in lines if line["due"] and not line["overdue"]]
    assert any(datetime.fromisoformat(due) <= until for due in dues)
    duties = {"approval", "action", "contribution", "receipt", "reminder", "review", "support"}
    assert {line["name"] for line in lines} >= duties | {"acknowledge", "classify", "resolve", "answer"}


def test_it_is_the_same_each_time(demo: Casebook, tmp_path: Path) -> None:
    """Who starts it at the same moment finds the same month."""
    with started(tmp_path, SUNDAY) as again:
        assert topics(again) == topics(demo)


def test_nothing_happens_by_itself_when_it_is_served(demo: Casebook) -> None:
    """What follows without a person has followed when its time had come."""
    assert demo.reactor.react() == 0


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_it_is_alive_on_any_day(day: str, tmp_path: Path) -> None:
    """Every step is taken, on an open day, none of them in the future, and everybody has something to do."""
    now = datetime.fromisoformat(OTHER_DAYS[day])
    with started(tmp_path, now) as casebook:
        expect_work_for_everybody(casebook)
        assert {case.workflow for case in cases_of(casebook)} == {"objection", "renewal"}
        assert casebook.reactor.react() == 0


@pytest.mark.parametrize("day", ["2026-11-22T15:30", *OTHER_DAYS.values()])
def test_a_day_of_the_story_is_open_and_not_in_the_future(day: str) -> None:
    """The last one ends now, if it has not ended before."""
    now = datetime.fromisoformat(day).astimezone(SUNDAY.tzinfo)
    month = Month(default_policy().calendar, now)
    moments = [month.moment(scene.when) for scene in scenes()]
    assert all(month.calendar.is_open(month.calendar.day_of(moment)) for moment in moments)
    assert max(moments) <= now < min(moments) + timedelta(days=60)
    assert month.day("0") == max(month.calendar.day_of(moment) for moment in moments)
    assert month.day("+1") == month.calendar.nth_day_after(month.day("0"), 1, "working")


def test_an_institution_that_is_there_is_not_furnished(tmp_path: Path) -> None:
    """Where somebody works already, nothing is added."""
    with open_casebook(Settings(data=tmp_path)) as casebook:
        casebook.staff.add("Chen", "manager")
    with pytest.raises(NotEmpty):
        furnish(Settings(data=tmp_path), SUNDAY)
    with open_casebook(Settings(data=tmp_path)) as casebook:
        assert casebook.log.max_notification_id() == 1


@pytest.mark.parametrize("told", ["-3 noon", "tomorrow", "3:00"])
def test_a_slip_in_the_story_is_named(told: str) -> None:
    """Whoever writes on is told how a day is written."""
    with pytest.raises(ValueError, match="is no day of the story"):
        Month(default_policy().calendar, SUNDAY).moment(told)
