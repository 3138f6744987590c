"""The museum: what every release so far has stored is still read, and still means the same."""

from __future__ import annotations

import orjson
import pytest

from engine.folding import fold
from engine.mapper import personal_fields_of
from engine.personal import ERASED
from engine.reading import BESIDE_THE_CASES
from tests.museum.exhibit import FOLDER, Exhibit
from tests.museum.make import made
from tests.school import KINDS, WORKFLOWS

EXHIBITS = sorted(path.name.removesuffix(".jsonl") for path in FOLDER.glob("*.jsonl"))

every_exhibit = pytest.mark.parametrize("name", EXHIBITS)


@every_exhibit
def test_what_was_stored_still_means_the_same(name: str) -> None:
    """Every case of every release folds to what it was, deadlines and history and all, and every seal opens."""
    exhibit = Exhibit.read(name)
    assert orjson.loads(orjson.dumps(exhibit.meaning())) == exhibit.expected


@every_exhibit
def test_what_was_stored_is_whole(name: str) -> None:
    """Each stream of an exhibit is complete, and its sealed fields are not in the clear."""
    exhibit = Exhibit.read(name)
    for stream, events in exhibit.streams():
        assert [event.originator_version for event in events] == list(range(1, len(events) + 1)), stream
    stored = b"".join(row.state for row in exhibit.rows).decode()
    assert not [word for word in ("Wang Fang", "13800000000", "退费", "半", "Zhao Min") if word in stored]
    assert ERASED not in str(exhibit.expected)


@every_exhibit
def test_without_its_keys_it_still_replays(name: str) -> None:
    """When every family has been forgotten, every case is what it was, and what was personal reads as erased."""
    exhibit = Exhibit.read(name)
    forgotten = Exhibit(name, exhibit.rows, {})
    for stream, events in exhibit.streams():
        if events[0].TOPIC not in BESIDE_THE_CASES:
            assert vars(fold(events, WORKFLOWS)) == vars(fold(dict(forgotten.streams())[stream], WORKFLOWS))
        for event in events:
            shown = forgotten.mapper.opened(event)
            assert {str(shown[name]) for name in personal_fields_of(type(event)) if name in shown} <= {ERASED}


def test_every_event_of_today_is_exhibited() -> None:
    """An event without an exhibit could change its stored form unseen; `python -m tests.museum.make` adds one."""
    shown = {row.topic for name in EXHIBITS for row in Exhibit.read(name).rows}
    assert {*BESIDE_THE_CASES, *(kind.TOPIC for kind in KINDS)} <= shown


def test_what_is_made_twice_is_the_same() -> None:
    """Making an exhibit again gives the same bytes, so that a difference is a difference of the program."""
    one, other = made("one"), made("other")
    assert [(row.topic, row.state) for row in one.rows] == [(row.topic, row.state) for row in other.rows]
    assert one.keys == other.keys
