"""The stream: what happens elsewhere is told within a moment, to those who may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from adapters.accounts import COOKIE
from adapters.http import live
from adapters.settings import Settings
from tests.institution import Institution, running_institution


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Institution]:
    """An institution behind a real server: a stream never ends by itself."""
    with running_institution(Settings(data=tmp_path), wire=True) as running:
        yield running


@contextmanager
def stream(institution: Institution, name: str, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The events of a stream that one person has open."""
    sent = institution.headers(name, **headers)
    with institution.client.stream("GET", "/api/stream", headers=sent) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines).startswith("retry:")
        yield (orjson.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))


def test_what_somebody_else_does_is_told(served: Institution) -> None:
    """An open stream tells which case moved, by which event and where to, and no word of what was said."""
    with stream(served, "Chen") as events:
        case = served.taken(served.raised(), "listen")
        told = [next(events), next(events)]
    assert told[1] == {
        "position": int(served.position),
        "case": case["id"],
        "reference": case["reference"],
        "workflow": "objection",
        "event": "objection.heard",
        "stage": "record",
        "version": 2,
    }
    assert told[0]["event"] == "objection.raised"


def test_a_stream_catches_up_from_the_last_event_that_was_seen(served: Institution) -> None:
    """Last-Event-ID brings everything after it, in order and without a hole, and then what is new."""
    case = served.raised()
    since = served.position
    case = served.taken(case, "listen", "record")
    with stream(served, "Zhou", **{"Last-Event-ID": since}) as events:
        told = [next(events), next(events)]
        served.taken(case, "investigate")
        told.append(next(events))
    assert [event["version"] for event in told] == [2, 3, 4]


def test_a_stream_far_behind_reads_on_in_batches(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much was missed, it comes in order, without a hole, and joins what is new."""
    monkeypatch.setattr(live, "BATCH", 3)
    case = served.raised()
    with stream(served, "Zhou", **{"Last-Event-ID": "0"}) as events:
        assert next(events)["version"] == 1
        for _ in range(10):
            case = served.step("Li", case, "note").json()
        with stream(served, "Chen", **{"Last-Event-ID": "0"}) as late:
            assert [next(late)["version"] for _ in range(11)] == list(range(1, 12))
        assert [next(events)["version"] for _ in range(10)] == list(range(2, 12))


def test_nobody_is_told_what_they_may_not_know(served: Institution) -> None:
    """A case that does not exist for somebody is in no event of theirs."""
    served.hire("Ma", "teacher", "East")
    hidden = served.raised()
    with stream(served, "Ma", **{"Last-Event-ID": "0"}) as events:
        served.taken(hidden, "listen")
        own = served.raised("Ma")
        assert next(events)["case"] == own["id"]


def test_only_those_who_read_cases_may_follow(institution: Institution) -> None:
    """Analysts and admins have no stream; a position that is none is refused."""
    for name, status in (("Sun", 403), ("Ada", 403)):
        assert institution.get(name, "stream").status_code == status
    assert institution.get("Li", "stream", {"Last-Event-ID": "yesterday"}).status_code == 422


def test_there_are_only_so_many_streams(institution: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more than the program can serve is told to come later."""
    monkeypatch.setattr(live, "STREAMS_AT_MOST", 0)
    answer = institution.get("Li", "stream")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_a_quiet_stream_says_that_it_is_still_there(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments keep the connection open where nothing happens."""
    monkeypatch.setattr(live, "HEARTBEAT", 0.01)
    with served.client.stream("GET", "/api/stream", headers=served.headers("Li")) as answer:
        assert ": still here" in answer.iter_lines()


def test_a_page_listens_by_its_session_and_no_longer(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser sends its cookie with the stream, which ends when its owner signs out elsewhere."""
    monkeypatch.setattr(live, "HEARTBEAT", 0.01)
    sessions, li = served.casebook.accounts.sessions, served.people["Li"]
    headers = {"Cookie": f"{COOKIE}={sessions.begin(li)}"}
    with served.client.stream("GET", "/api/stream", headers=headers) as answer:
        assert answer.status_code == 200
        lines = answer.iter_lines()
        assert next(lines).startswith("retry:")
        sessions.end_all(li.id)
        assert not any(line.startswith("data:") for line in lines)
    assert served.client.get("/api/stream", headers=headers).status_code == 401
