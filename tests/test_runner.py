"""The runner: everything is told once and in order, one bad event holds up one case, and somebody always leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from eventsourcing.persistence import Notification, OperationalError, StoredEvent

from adapters.index import Filters
from adapters.read_models.models import MODELS
from adapters.read_side import ReadSide
from adapters.store.sqlite import SQLiteLog
from engine.event import Event
from engine.mapper import EventMapper
from engine.policy import PolicyAdopted
from engine.projection import Cells, ReadModel, Story
from engine.steps.beside import Noted
from engine.telling.trying import Trying
from projections.caseload import Caseload
from tests.reading import Readings, rows_of
from tests.school import CHEN, GU, KINDS, School, usual

ALL = Filters(state="all")
PATIENCE = 30.0
LEASE = timedelta(seconds=4)


def version_of(read_side: ReadSide, case: str) -> int:
    """How much of a case its row in the caseload shows."""
    rows = {row[0]: row[1] for row in rows_of(read_side, ["caseload"])["caseload"]}
    return int(rows.get(case, 0))


def positions_of(read_side: ReadSide) -> list[int]:
    """The positions in the histories, in their order."""
    return [row[0] for row in rows_of(read_side, ["histories"])["histories"]]


def test_every_event_is_told_once_and_in_order(school: School, read_side: ReadSide) -> None:
    """What was there before, what comes later, and what comes in between: each event is in the histories once."""
    first = school.walk("raise", "listen")
    read_side.runner.catch_up()
    school.walk("record", case=first.id)
    other = school.walk("raise", "listen", "record", workflow="renewal")
    read_side.runner.catch_up()
    read_side.runner.catch_up()
    told = read_side.read_models.histories.since(0, 100)
    assert [(row.case_id, row.version) for row in told] == [
        *((first.id, version) for version in (1, 2, 3)),
        *((other.id, version) for version in (1, 2, 3)),
    ]
    assert version_of(read_side, first.id) == version_of(read_side, other.id) == 3
    assert read_side.runner.position() == school.head()


def test_the_policys_own_stream_is_passed_over(school: School, read_side: ReadSide) -> None:
    """A new version of the policy is no case: it moves the position, fills no row and parks nothing."""
    school.policies.adopt(school.policies.get(1), CHEN.id, school.clock())
    read_side.runner.catch_up()
    assert read_side.runner.position() == school.head()
    assert rows_of(read_side, ["histories"]) == {"histories": []}
    assert read_side.read_models.parked() == []


def test_a_poison_event_parks_one_case_and_delays_no_other(school: School, read_side: ReadSide) -> None:
    """An event that nobody can read holds up its own case from there on; in every read model the others go on."""
    ill = school.walk("raise", "listen", "record")
    poison = StoredEvent(ill.id, 4, "objection.unheard_of", b'{"words": "a secret of the family"}')
    (position,) = school.log.insert_events([poison])
    well = school.walk("raise", "listen", "record")
    school.log.insert_events([StoredEvent(ill.id, 5, "objection.unheard_of", b"{}")])
    read_side.runner.catch_up()
    assert (version_of(read_side, ill.id), version_of(read_side, well.id)) == (3, 3)
    parked = read_side.read_models.parked()
    assert {(stop.case_id, stop.position, stop.version, stop.error) for stop in parked} == {
        (ill.id, position, 4, "Unreadable")
    }
    assert {stop.name for stop in parked} == {model.name for model in MODELS}
    assert not any("secret" in stop.message for stop in parked)
    school.walk("investigate", case=well.id)
    read_side.runner.catch_up()
    assert (version_of(read_side, ill.id), version_of(read_side, well.id)) == (3, 4)
    assert read_side.runner.position() == school.head()
    found = read_side.register.search("late", CHEN, ALL)["items"]
    assert {item["case"] for item in found} == {ill.id, well.id}


def test_a_parked_case_is_told_on_once_it_can_be_read(school: School, readings: Readings) -> None:
    """A program that knows the event takes the case up where it stopped: as if it had never been parked."""
    kinds: list[type[Event]] = [PolicyAdopted, *(kind for kind in KINDS if kind is not Noted)]
    ignorant = EventMapper(kinds, school.mapper.sealer)
    case = school.walk("raise", "listen", "record")
    school.take(CHEN, "note", {"text": "the umbrella was found"}, case.id)
    school.walk("investigate", case=case.id)
    older = readings(mapper=ignorant)
    older.runner.catch_up()
    assert version_of(older, case.id) == 3
    older.runner.stop()
    newer = readings()
    newer.runner.catch_up()
    assert version_of(newer, case.id) == 3
    assert newer.runner.retry_parked() == len(MODELS) + 1
    assert newer.read_models.parked() == []
    assert [row.version for row in newer.read_models.histories.of(case.id)] == [1, 2, 3, 4, 5]
    assert [item["case"] for item in newer.register.search("umbrella", CHEN, ALL)["items"]] == [case.id]
    assert newer.runner.retry_parked() == 0


def test_a_runner_tries_parked_cases_again_by_itself(school: School, readings: Readings) -> None:
    """A program that was started anew, and knows the event, need not be told to."""
    kinds: list[type[Event]] = [PolicyAdopted, *(kind for kind in KINDS if kind is not Noted)]
    case = school.walk("raise", "listen", "record")
    school.take(CHEN, "note", {"text": "the umbrella was found"}, case.id)
    older = readings(mapper=EventMapper(kinds, school.mapper.sealer))
    older.runner.catch_up()
    older.runner.stop()
    newer = readings()
    assert newer.read_models.parked()
    school.walk("raise")
    newer.runner.start()
    assert newer.runner.wait_for(school.head(), PATIENCE)
    newer.runner.stop()
    assert newer.read_models.parked() == []
    assert version_of(newer, case.id) == 4


def test_what_does_not_help_is_tried_ever_more_seldom() -> None:
    """At once, then after half a minute, a minute, and so on up to an hour; soon again once it has helped."""
    now, tries, helps = 0.0, list[float](), [0] * 10 + [1] + [0] * 3

    def attempt() -> int:
        tries.append(now)
        return helps[len(tries) - 1]

    trying = Trying(lambda: now)
    while len(tries) < len(helps):
        trying.once_due(attempt)
        now += 1
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 30, 60, 120]


def test_trying_again_takes_a_hundredth_of_the_time_at_most() -> None:
    """However many cases are parked; and a try that fails is one as well."""
    now, tries = 0.0, list[float]()

    def attempt() -> int:
        nonlocal now
        tries.append(now)
        now += 7
        raise OperationalError

    trying = Trying(lambda: now)
    for _ in range(1_500):
        with suppress(OperationalError):
            trying.once_due(attempt)
        now += 1
    assert tries == [0, 707, 1414]


class Picky(ReadModel):
    """Cannot show cases of one campus: refused by its own code, or, where it is None, by the database."""

    name = "picky"
    version = 1
    columns = staticmethod(Caseload.columns)

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        if story.case.campus == "Nowhere":
            raise ZeroDivisionError("Wang Fang")
        (row,) = Caseload.rows(story)
        yield tuple(None if story.case.campus == "Beyond" and cell == story.case.stage else cell for cell in row)


@pytest.mark.parametrize("campus", ["Nowhere", "Beyond"])
def test_a_case_that_a_read_model_cannot_show_is_parked_there_alone(
    school: School, readings: Readings, campus: str
) -> None:
    """The guilty case is found and parked beside that read model; the others show it, and it shows the others."""
    read_side = readings(models=(*MODELS, Picky))
    before, after = school.walk("raise"), school.walk("raise")
    guilty = school.take(GU, "raise", usual("raise") | {"campus": campus}).case
    for case in (before, guilty, after):
        school.walk("listen", case=case.id, who=GU)
    read_side.runner.catch_up()
    shown = {row[0]: row[1] for row in rows_of(read_side, ["picky"])["picky"]}
    assert shown == {before.id: 2, after.id: 2}
    assert version_of(read_side, guilty.id) == 2
    (stop,) = read_side.read_models.parked()
    assert (stop.name, stop.case_id) == ("picky", guilty.id)
    assert "Wang" not in stop.message


def test_a_case_with_two_stumbling_blocks_is_parked_once(school: School, readings: Readings) -> None:
    """A read model that cannot show it has it wait from there on, and the others from what nobody can read."""
    read_side = readings(models=(*MODELS, Picky))
    guilty = school.take(GU, "raise", usual("raise") | {"campus": "Nowhere"}).case
    school.log.insert_events([StoredEvent(guilty.id, 2, "objection.unheard_of", b"{}")])
    read_side.runner.catch_up()
    assert {(stop.name, stop.version) for stop in read_side.read_models.parked()} == {
        ("picky", 1),
        *((model.name, 2) for model in MODELS),
    }


def test_a_leader_that_was_overtaken_writes_nothing(school: School, readings: Readings) -> None:
    """Whoever comes back after its lease ran out finds the position moved, and none of its rows is written."""
    slow, quick = readings(), readings()
    case = school.walk("raise", "listen")
    (stale,) = slow.read_models.follower.tracks()
    school.clock.now += LEASE
    quick.runner.catch_up()
    batch = readings.teller().tell(0, 100)
    assert batch is not None
    stale.take(batch)
    assert positions_of(quick) == [row.id for row in school.log.select_streams([case.id], school.head())]
    assert slow.read_models.follower.tracks() == []
    slow.runner.advance()
    assert slow.read_models.follower.position() == school.head()


def test_the_lead_passes_on_when_a_process_dies(school: School, readings: Readings) -> None:
    """As long as the lease runs the other process waits; when it has run out, it goes on from the position."""
    dying, heir = readings("one"), readings("two")
    school.walk("raise")
    dying.runner.advance()
    case = school.walk("raise")
    heir.runner.advance()
    assert version_of(heir, case.id) == 0
    school.clock.now += LEASE
    heir.runner.catch_up()
    assert version_of(heir, case.id) == 1


def test_the_lead_passes_on_at_once_when_a_process_ends(school: School, readings: Readings) -> None:
    """A clean stop leaves the lead, of tables and index, to whoever comes next, on the same node or another."""
    ending, heir = readings(), readings()
    ending.runner.advance()
    case = school.walk("raise", "listen", "record")
    ending.runner.stop()
    heir.runner.catch_up()
    assert version_of(heir, case.id) == 3
    assert heir.register.search("late", CHEN, ALL)["total"] == 1


def test_who_does_not_lead_waits_for_the_one_who_does(school: School, readings: Readings) -> None:
    """A second process of the same node catches up by the first one's work, in its tables and in its index."""
    leader, second = readings(), readings()
    leader.runner.start()
    school.walk("raise", "listen", "record")
    assert leader.runner.wait_for(school.head(), PATIENCE)
    school.walk("raise", "listen", "record")
    leader.runner.hint()
    second.runner.catch_up()
    assert second.register.search("late", CHEN, ALL)["total"] == 2
    assert second.read_models.follower.tracks() == []


def test_what_is_waited_for_is_shown(school: School, read_side: ReadSide) -> None:
    """After a wait for a position all that was stored up to there is found; one that never comes is reported."""
    read_side.runner.start()
    for _ in range(3):
        case = school.walk("raise", "listen", "record")
        assert read_side.runner.wait_for(school.head(), PATIENCE)
        assert version_of(read_side, case.id) == 3
        assert read_side.register.similar(CHEN, text="late", filters=ALL)["items"]
    assert not read_side.runner.wait_for(school.head() + 1, 0.01)


class LostLog(SQLiteLog):
    """A log whose connection is gone for its first readers."""

    failures = 2

    def select_notifications(self, *given: Any, **named: Any) -> Sequence[Notification]:
        if self.failures:
            self.failures -= 1
            raise OperationalError("the connection was lost")
        return super().select_notifications(*given, **named)


def test_the_runner_outlives_a_lost_store(readings: Readings, school: School, tmp_path: Any) -> None:
    """When the store is gone for a while the runner says so, waits, and goes on when it is back."""
    if not isinstance(school.log, SQLiteLog):
        pytest.skip("the store is lost in the same way for both")
    case = school.walk("raise")
    log = LostLog(tmp_path / "log.sqlite")
    read_side = readings(log=log)
    read_side.runner.start()
    assert read_side.runner.wait_for(school.head(), PATIENCE)
    assert [str(trouble) for trouble in readings.troubles] == ["the connection was lost"] * 2
    assert version_of(read_side, case.id) == 1
    read_side.runner.stop()
    log.close()


class Copy(Caseload):
    """The caseload under another name, so that another process builds it."""

    name = "copy"


def test_a_teller_that_remembers_nothing_tells_the_same(school: School, readings: Readings) -> None:
    """What is remembered of cases saves reading, and changes nothing: corrections and retractions included."""
    case = school.walk("raise", "listen")
    school.take(CHEN, "note", {"text": "of another family"}, case.id)
    forgetful = readings(most=0)
    remembering = readings("other", models=(Copy,))
    for verb, fields in (
        ("retract", {"version": 3, "reason": "not theirs"}),
        ("record", usual("record")),
        ("correct", {"version": 5, "fields": {"summary": "Late four times"}, "reason": "counted again"}),
        ("investigate", usual("investigate")),
    ):
        school.take(CHEN, verb, fields, case.id)
        forgetful.runner.catch_up()
        remembering.runner.catch_up()
    assert rows_of(forgetful, ["caseload"])["caseload"] == rows_of(remembering, ["copy"])["copy"]
