"""Building anew: what is dropped and built again from the log equals what was there, while life goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import Column, Text, inspect

from adapters.index import Filters
from adapters.read_models.models import MODELS
from adapters.read_side import ReadSide
from adapters.register import feeding
from engine.projection import Cells, Story
from engine.refusal import NotThere
from engine.telling import lanes
from projections.caseload import Caseload
from tests.reading import Readings, rows_of
from tests.school import CHEN, GU, MA, PATH, SUN, ZHOU, School, usual
from tests.test_contributions import FILE

ALL = Filters(state="all")
QUESTIONS = ("", "late", "迟到", "退费", "make-up lesson", "umbrella", "voucher")


def a_term(school: School) -> Iterator[None]:
    """Cases of every kind, step by step: corrected, retracted, paused, withdrawn, reopened, confidential, renewed."""
    first = school.walk(*PATH[:2]).id
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("note", {"text": "an umbrella"}),
        ("correct", {"version": 2, "fields": {"remedy_sought": "a voucher"}, "reason": "misheard"}),
        ("retract", {"version": 3, "reason": "not theirs"}),
        ("pause", {"reason": "waiting"}),
        ("resume", {"reason": "it came"}),
        *((verb, usual(verb)) for verb in PATH[2:]),
        ("reopen", {"reason": "late again"}),
    )
    for verb, fields in steps:
        school.take(CHEN, verb, fields, first)
        yield
    second = school.walk("raise").id
    yield
    school.take(CHEN, "withdraw", {"reason": "a misunderstanding"}, second)
    yield
    third = school.walk("raise", "listen").id
    yield
    school.take(CHEN, "record", usual("record") | {"confidential": True}, third)
    yield
    school.take(CHEN, "ask", usual("ask") | {"of": "Ma"}, third)
    yield
    school.uploads[FILE.exhibit.id] = FILE
    school.take(MA, "contribute", {"request": 4, "answer": "At four.", "evidence": [FILE.exhibit.id]}, third)
    yield
    fourth = ""
    for verb in PATH:
        fourth = school.walk(verb, workflow="renewal", case=fourth).id
        yield
    school.walk("raise", workflow="course")
    yield


def found_in(read_side: ReadSide) -> list[Any]:
    """What several people find for several questions: cases, order, counts, highlights."""
    register = read_side.register
    answers = [register.search(words, who, ALL) for words in QUESTIONS for who in (CHEN, GU, ZHOU, SUN)]
    return [
        ([(item["case"], item["state"], item["highlights"]) for item in by_case(answer["items"])], answer["facets"])
        for answer in answers
    ]


def by_case(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the order of hits, which counts deleted documents until segments are merged."""
    return sorted(items, key=lambda item: str(item["case"]))


def tables_of(readings: Readings) -> set[str]:
    """The tables that the database holds."""
    store = readings.store()
    names = set(inspect(store.engine).get_table_names())
    store.close()
    return names


def numbers(read_side: ReadSide) -> set[str]:
    """The generations of the index on this node."""
    return {path.name for path in read_side.index.folder.iterdir() if path.is_dir()}


def test_what_is_built_again_equals_what_was_told_as_it_happened(
    school: School, read_side: ReadSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row for row in every read model, and answer for answer in the index, which is built in many batches."""
    for _ in a_term(school):
        read_side.runner.catch_up()
    rows, found = rows_of(read_side), found_in(read_side)
    monkeypatch.setattr(lanes, "BATCH", 2)
    monkeypatch.setattr(feeding, "ENOUGH", 3)
    read_side.rebuild()
    assert rows_of(read_side) == rows
    assert found_in(read_side) == found
    assert all(rows.values())


def test_a_rebuild_ends_well_while_events_keep_coming(school: School, read_side: ReadSide) -> None:
    """Every step between two passes is shown by the live one, and not lost by the one that takes its place."""
    for _ in a_term(school):
        pass
    read_side.runner.catch_up()
    read_side.read_models.rebuild()
    read_side.index.rebuild()
    for _ in a_term(school):
        read_side.runner.advance()
        assert [row.position for row in read_side.read_models.histories.since(0, 1_000)][-1] == school.head()
    read_side.runner.catch_up()
    rows, found = rows_of(read_side), found_in(read_side)
    read_side.rebuild()
    assert rows_of(read_side) == rows
    assert found_in(read_side) == found


def test_the_old_tables_are_given_up(school: School, readings: Readings) -> None:
    """After a rebuild there is one table for each read model, and one directory of the index."""
    read_side = readings()
    school.walk(*PATH)
    read_side.runner.catch_up()
    tables, homes = tables_of(readings), numbers(read_side)
    read_side.rebuild()
    assert len(tables_of(readings)) == len(tables)
    assert len(numbers(read_side)) == len(homes) == 1
    assert numbers(read_side).isdisjoint(homes)
    assert {name for name in tables_of(readings) if name.startswith("caseload")} == {"caseload_2"}


@pytest.mark.parametrize("name", [*(model.name for model in MODELS), "index"])
def test_one_can_be_rebuilt_alone(school: School, readings: Readings, name: str) -> None:
    """The others keep their tables."""
    read_side = readings()
    school.walk(*PATH)
    read_side.runner.catch_up()
    rows, before = rows_of(read_side), tables_of(readings)
    read_side.rebuild(name)
    assert rows_of(read_side) == rows
    assert before - tables_of(readings) == ({f"{name}_1"} if name != "index" else set())


def test_what_is_no_read_model_cannot_be_rebuilt(read_side: ReadSide) -> None:
    """A name that is none is refused with those that are."""
    with pytest.raises(NotThere, match=", ".join((*read_side.read_models.names, "index"))):
        read_side.rebuild("cases")


def test_another_process_notices_the_swap(school: School, readings: Readings) -> None:
    """Who asked the old tables asks the new ones next, without being told; who led the old ones leads on."""
    server, command = readings(), readings()
    school.walk(*PATH)
    server.runner.catch_up()
    rows, found = rows_of(server), found_in(server)
    command.read_models.rebuild()
    command.index.rebuild()
    command.runner.catch_up()
    assert rows_of(server) == rows
    assert found_in(server) == found
    command.runner.stop()
    case = school.walk(*PATH)
    server.runner.catch_up()
    assert case.id in server.read_models.register.entries(CHEN, [case.id])
    assert server.register.search("late", CHEN)["total"] == 2


class LaterCaseload(Caseload):
    """The caseload of a later program, with a column more."""

    version = Caseload.version + 1

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (*Caseload.columns(), Column("family", Text))

    @staticmethod
    def rows(story: Story) -> Iterator[Cells]:
        for row in Caseload.rows(story):
            yield (*row, story.case.subject)


def test_a_new_version_is_built_beside_the_old_one(school: School, readings: Readings) -> None:
    """The old program shows and feeds its own table until the new one has caught up and takes its place."""
    old = readings()
    case = school.walk(*PATH[:3])
    old.runner.catch_up()
    new = readings("other node", models=(LaterCaseload, *MODELS[1:]))
    school.walk("investigate", case=case.id)
    old.runner.advance()
    assert rows_of(old, ["caseload"])["caseload"][0][:2] == (case.id, 4)
    assert {"caseload_1", "caseload_2"} <= tables_of(readings)
    new.runner.catch_up()
    (row,) = rows_of(new, ["caseload"])["caseload"]
    assert (row[:2], row[-1]) == ((case.id, 4), case.subject)
    assert "caseload_1" not in tables_of(readings)


def test_an_index_of_an_older_kind_is_built_anew(
    school: School, readings: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that writes other entries than the last one builds the index again by itself, and then no more."""
    read_side = readings()
    school.walk(*PATH)
    read_side.runner.catch_up()
    read_side.runner.stop()
    for module in ("following", "places"):
        monkeypatch.setattr(f"adapters.register.{module}.VERSION", 1_000)
    later = readings()
    later.runner.catch_up()
    assert later.register.search("late", CHEN)["total"] == 1
    assert numbers(later) == {"2"}
    later.runner.catch_up()
    assert numbers(later) == {"2"}


def test_a_rebuild_that_was_broken_off_is_carried_through(school: School, readings: Readings) -> None:
    """Its process died: whoever comes next goes on with the tables, and begins the index again when asked."""
    dying, heir = readings(), readings("other")
    school.walk(*PATH)
    dying.runner.catch_up()
    rows = rows_of(dying)
    dying.read_models.rebuild()
    dying.runner.stop()
    heir.runner.catch_up()
    assert not heir.runner.is_rebuilding()
    assert rows_of(heir) == rows
    assert "caseload_1" not in tables_of(readings)
