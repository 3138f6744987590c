"""The mapper: every event goes to bytes and back, and nothing else comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Annotated, Any, ClassVar

import orjson
import pytest
from eventsourcing.domain import CanMutateAggregate
from eventsourcing.persistence import StoredEvent
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from adapters.databases import sqlite_engine
from adapters.keys import KeyStore
from engine.event import Event, Given
from engine.form import fill, form_of
from engine.mapper import LARGEST_STATE, EventMapper, Unreadable
from engine.policy import PolicyAdopted
from engine.refusal import NotFillable, TooLarge
from engine.sealing import NONCE_BYTES, Sealer
from engine.steps.beside import Noted
from tests.filling import filled
from tests.school import KINDS, POLICY, at, bytes_of

CASE = "00000000-0000-0000-0000-000000000001"
KINDS_BY_TOPIC: tuple[type[Event], ...] = (*KINDS, PolicyAdopted)
QUICK = settings(derandomize=True, deadline=None, max_examples=20)


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    """Seals with the key of one subject."""
    engine = sqlite_engine(tmp_path_factory.mktemp("keys") / "keys.db", synchronous="OFF")
    new_bytes = bytes_of("mapper")
    keys = KeyStore(engine, lambda: new_bytes(32))
    keys.migrate()
    keys.make([CASE])
    yield Sealer(keys, lambda: new_bytes(NONCE_BYTES), "school")
    engine.dispose()


@pytest.fixture(scope="module")
def mapper(sealer: Sealer) -> EventMapper:
    """A mapper of every event there is."""
    return EventMapper(KINDS_BY_TOPIC, sealer)


def given_of(kind: type[Event], version: int = 1) -> dict[str, Any]:
    """What the program fills in, for an event of any kind."""
    moment = at("2026-09-17 19:40")
    everything = {
        "originator_id": CASE,
        "originator_version": version,
        "recorded_at": moment,
        "happened_at": moment.replace(microsecond=120),
        "by": "s-chen",
    }
    of_some = {
        "stage": "listen",
        "subject": CASE,
        "policy": 1,
        "contradiction": False,
        "new": ["category"],
        "outcome": "withdrawn",
        "due": moment,
        "ends_at": moment,
        "plain": {"summary": "迟到"},
        "pair": "7f3k",
        "family": CASE,
        "case": CASE,
    }
    return everything | {name: value for name, value in of_some.items() if _is_given(kind, name)}


def _is_given(kind: type[Event], name: str) -> bool:
    return name in kind.model_fields and Given in kind.model_fields[name].metadata


def form(kind: type[Event], **fields: Any) -> BaseModel:
    example = {"policy": POLICY.model_dump(mode="json")} if kind is PolicyAdopted else kind.EXAMPLE
    return fill(form_of(kind), {**example, **fields})


def stored(mapper: EventMapper, kind: type[Event] = Noted, **fields: Any) -> StoredEvent:
    return mapper.draft(kind, given_of(kind), form(kind, **fields), CASE)


def changed(event: StoredEvent, change: Mapping[str, Any]) -> StoredEvent:
    """The row with other values in its state; the ellipsis leaves a field out."""
    state = {name: value for name, value in (orjson.loads(event.state) | change).items() if value is not ...}
    return StoredEvent(event.originator_id, event.originator_version, event.topic, orjson.dumps(state))


@pytest.mark.parametrize("kind", KINDS_BY_TOPIC, ids=lambda kind: kind.TOPIC)
@QUICK
@given(data=st.data())
def test_every_event_goes_to_bytes_and_back(mapper: EventMapper, kind: type[Event], data: st.DataObject) -> None:
    """What was filled in reads back as it was, and an event written again gives the same bytes up to their order."""
    try:
        sent = fill(form_of(kind), data.draw(filled(kind))) if kind is not PolicyAdopted else form(kind)
    except NotFillable:
        assume(condition=False)
    row = mapper.draft(kind, given_of(kind), sent, CASE)
    event = mapper.to_domain_event(row)
    assert type(event) is kind
    expected = sent.model_dump(mode="json", exclude_none=True, exclude={"happened_at", *given_of(kind)})
    told = mapper.opened(event)
    assert {name: value for name, value in told.items() if name not in kind.TOLD} == expected
    again = mapper.to_stored_event(event)
    assert (again.originator_id, again.originator_version, again.topic) == (CASE, 1, kind.TOPIC)
    assert orjson.dumps(orjson.loads(again.state), option=orjson.OPT_SORT_KEYS) == orjson.dumps(
        orjson.loads(row.state), option=orjson.OPT_SORT_KEYS
    )
    assert mapper.to_domain_event(again) == event


def test_moments_are_stored_in_universal_time(mapper: EventMapper) -> None:
    """When it happened and when it was recorded are stored as one kind of text, whatever zone they came in."""
    state = orjson.loads(stored(mapper).state)
    assert (state["happened_at"], state["recorded_at"]) == ("2026-09-17T11:40:00.000120Z", "2026-09-17T11:40:00Z")
    assert mapper.to_domain_event(stored(mapper)).happened_at.utcoffset() == UTC.utcoffset(None)


def test_only_topics_of_the_registry_are_read(mapper: EventMapper) -> None:
    """A row that names a module, a class or a topic of tomorrow is not read; nothing is imported for it."""
    for topic in ("case.unheard_of", "engine.steps.beside:Noted", "os:system", "CASE.NOTED", ""):
        with pytest.raises(Unreadable, match="its topic is unknown"):
            mapper.to_domain_event(StoredEvent(CASE, 1, topic, stored(mapper).state))


def test_the_registry_is_closed(mapper: EventMapper) -> None:
    """An event class that nobody registered is not read, though it exists; what is no event is not written."""

    class Stranger(Event):
        """Strange: nobody knows this event."""

        TOPIC = "case.strange"

    row = mapper.draft(Stranger, given_of(Stranger), form(Stranger), CASE)
    with pytest.raises(Unreadable, match="its topic is unknown"):
        mapper.to_domain_event(row)
    with pytest.raises(TypeError, match="is not an event of this program"):
        mapper.to_stored_event(CanMutateAggregate())


PLACE, SHAPE = "it belongs to another place in the log", "its shape is wrong"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"schema": 2}, "its schema 2 is not one of 1 to 1"),
        ({"schema": 0}, "its schema 0 is not one of 1 to 1"),
        ({"schema": "one"}, "its schema 'one' is not one of 1 to 1"),
        ({"schema": ...}, SHAPE),
        ({"case_version": 2}, PLACE),
        ({"case_id": "another"}, PLACE),
        ({"extra": 1}, SHAPE),
        ({"__class__": "os.system"}, SHAPE),
        ({"_type_": "datetime_iso", "_data_": "2026-09-17"}, SHAPE),
        ({"text": ["a"]}, SHAPE),
        ({"text": ""}, SHAPE),
        ({"recorded_at": "yesterday"}, SHAPE),
        ({"by": ...}, SHAPE),
    ],
    ids=str,
)
def test_a_state_that_is_not_what_its_row_says_is_refused(
    mapper: EventMapper, change: dict[str, Any], why: str
) -> None:
    """A newer schema, another place, a field too many, too few or of a wrong type: none is read, and it says why."""
    with pytest.raises(Unreadable, match=f"event 1 of case {CASE} cannot be read: {why}"):
        mapper.to_domain_event(changed(stored(mapper), change))


@pytest.mark.parametrize(
    "state",
    [b"", b"null", b"[]", b"1", b'"schema"', b"{", b"\xff\xfe", b'{"schema": 1}', b"[" * 10_000, b"\x00"],
    ids=lambda state: repr(state[:10]),
)
def test_bytes_that_are_no_event_are_refused(mapper: EventMapper, state: bytes) -> None:
    """Misshapen bytes are refused like any other event that this program cannot vouch for."""
    with pytest.raises(Unreadable, match=SHAPE):
        mapper.to_domain_event(StoredEvent(CASE, 1, Noted.TOPIC, state))


def test_a_state_too_large_is_neither_written_nor_read(mapper: EventMapper) -> None:
    """The cap holds on the way in, with a refusal that names it, and on the way out, before anything is decoded."""
    kind = next(kind for kind in KINDS if kind.TOPIC == "objection.solved")
    with pytest.raises(TooLarge, match="an event may take 1,000,000 bytes; this one takes 1,0"):
        stored(mapper, kind, actions=[{"what": "x" * 20_000}] * 50)
    with pytest.raises(Unreadable, match="it is too large"):
        mapper.to_domain_event(StoredEvent(CASE, 1, Noted.TOPIC, b" " * (LARGEST_STATE + 1)))


class Measured(Event):
    """Measure: an event that has had three shapes."""

    TOPIC = "case.measured"
    SCHEMA = 3
    EXAMPLE: ClassVar[dict[str, Any]] = {"metres": 2}

    metres: int
    by_whom: Annotated[str, Given] = "nobody"

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Feet were the unit once."""
        state["centimetres"] = state.pop("feet") * 30

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Then it was centimetres."""
        state["metres"] = state.pop("centimetres") // 100


@pytest.mark.parametrize(
    ("schema", "old"), [(1, {"feet": 10}), (2, {"centimetres": 300}), (3, {"metres": 3})], ids=["v1", "v2", "v3"]
)
def test_an_older_shape_is_lifted_step_by_step(sealer: Sealer, schema: int, old: dict[str, Any]) -> None:
    """What was written under any earlier schema reads as an event of today, and is written again as one."""
    mapper = EventMapper([Measured], sealer)
    today = mapper.draft(Measured, given_of(Measured), form(Measured, metres=3), CASE)
    row = changed(today, {"metres": ..., "schema": schema, **old})
    event = mapper.to_domain_event(row)
    assert event == mapper.to_domain_event(today)
    assert orjson.loads(mapper.to_stored_event(event).state)["schema"] == 3


def test_an_older_shape_is_checked_before_and_after_it_is_lifted(sealer: Sealer) -> None:
    """A state of schema 1 without its field, or which says one schema and has the shape of another, is refused."""
    mapper = EventMapper([Measured], sealer)
    today = mapper.draft(Measured, given_of(Measured), form(Measured), CASE)
    for schema, old in ((1, {}), (1, {"centimetres": 300}), (2, {"feet": 1}), (1, {"feet": "ten"})):
        with pytest.raises(Unreadable, match=SHAPE):
            mapper.to_domain_event(changed(today, {"metres": ..., "schema": schema, **old}))


def test_the_policy_reads_back_from_its_event(mapper: EventMapper) -> None:
    """The rules of a version are what was adopted, span by span and day by day."""
    event: Any = mapper.to_domain_event(stored(mapper, PolicyAdopted))
    assert event.policy == POLICY
