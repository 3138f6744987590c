"""The mapper: events to stored bytes and back, through a closed registry, checked on the way in and on the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import orjson
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, MapperDeserialisationError, StoredEvent
from pydantic import BaseModel, ValidationError

from engine.event import Event
from engine.form import is_given, personal_fields
from engine.personal import ERASED, Personal
from engine.refusal import TooLarge
from engine.sealing import Place, Sealer

PLACE = frozenset({"originator_id", "originator_version"})
LARGEST_STATE = 1_000_000
"""Bytes; a larger event is neither written nor read."""


class Unreadable(MapperDeserialisationError):
    """A stored event that this program cannot vouch for: unknown, newer, misshapen or too large."""


class EventMapper(Mapper[str]):
    """Writes an event by sealing and encoding a form, and reads the very bytes back before anyone may store them."""

    def __init__(self, kinds: Iterable[type[Event]], sealer: Sealer) -> None:
        super().__init__(JSONTranscoder())
        self._kinds = MappingProxyType({kind.TOPIC: kind for kind in kinds})
        self.sealer = sealer

    def draft(self, kind: type[Event], given: Mapping[str, Any], form: BaseModel, subject: str) -> StoredEvent:
        """The stored form of an event about to happen; `given` is what the program fills in."""
        case, version = given["originator_id"], given["originator_version"]
        state = {"case_id": case, "case_version": version, "schema": kind.SCHEMA}
        sealed = personal_fields_of(kind)
        filled = form.model_dump(mode="json", exclude_none=True)
        for name, value in given.items():
            if name not in PLACE:
                (filled if name in sealed else state)[name] = _in_utc(value)
        for name in sealed:
            if name in filled:
                place = Place(case, version, kind.TOPIC, name)
                filled[name] = self.sealer.seal(subject, place, _written(filled[name]))
        return _stored(case, version, kind.TOPIC, _written(filled | state))

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """An event that was read, written again: the same bytes up to the order of fields."""
        if not isinstance(domain_event, Event):
            msg = f"{type(domain_event).__name__} is not an event of this program"
            raise TypeError(msg)
        state = domain_event.model_dump(mode="json", by_alias=True, exclude_none=True)
        event = domain_event
        return _stored(event.originator_id, event.originator_version, event.TOPIC, orjson.dumps(state))

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """The event, its personal fields still sealed; Unreadable if it is not what its row says."""
        kind = self._kinds.get(stored_event.topic)
        if kind is None:
            raise Unreadable(_where(stored_event, "its topic is unknown"))
        if len(stored_event.state) > LARGEST_STATE:
            raise Unreadable(_where(stored_event, "it is too large"))
        try:
            event: Event = kind.__pydantic_validator__.validate_json(stored_event.state)
        except ValidationError:
            event = self._lifted(kind, stored_event)
        else:
            if event.stored_schema != kind.SCHEMA:
                event = self._lifted(kind, stored_event)
        if (
            event.originator_version != stored_event.originator_version
            or event.originator_id != stored_event.originator_id
        ):
            raise Unreadable(_where(stored_event, "it belongs to another place in the log"))
        return event

    def opened(self, event: Event) -> dict[str, Any]:
        """The form as it was filled in, ready for JSON; a value whose key is gone reads as erased."""
        shown = event.model_dump(mode="json", exclude=given_fields_of(type(event)), exclude_none=True)
        for name in personal_fields_of(type(event)):
            if name in shown:
                shown[name] = self._open(event, name, shown[name])
        return shown

    def values(self, event: Event, names: Iterable[str]) -> dict[str, Any]:
        """Some of its fields, as far as they were filled in: personal ones opened, the others as the event has them."""
        held = vars(event)
        return {
            name: self._open(event, name, value.box) if isinstance(value, Personal) else value
            for name in names
            if (value := held[name]) is not None
        }

    def _open(self, event: Event, field: str, box: str) -> Any:
        place = Place(event.originator_id, event.originator_version, event.TOPIC, field)
        value = self.sealer.open(place, box)
        return ERASED if value is None else orjson.loads(value)

    def _lifted(self, kind: type[Event], stored: StoredEvent) -> Event:
        """The event of an older schema, lifted step by step to today's."""
        try:
            state = orjson.loads(stored.state)
            schema = state["schema"]
            if not isinstance(schema, int) or not 1 <= schema <= kind.SCHEMA:
                raise Unreadable(_where(stored, f"its schema {schema!r} is not one of 1 to {kind.SCHEMA}"))
            for older in range(schema, kind.SCHEMA):
                getattr(kind, f"upcast_v{older}_v{older + 1}")(state)
            return kind.model_validate_json(orjson.dumps(state | {"schema": kind.SCHEMA}))
        except (ValidationError, orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise Unreadable(_where(stored, "its shape is wrong")) from error


@cache
def personal_fields_of(kind: type[Event]) -> tuple[str, ...]:
    """The fields of an event that are stored sealed."""
    return personal_fields(kind)


@cache
def given_fields_of(kind: type[Event]) -> set[str]:
    """What is not told of an event: given fields, and the moment, which every history line has of its own."""
    return {name for name, info in kind.model_fields.items() if is_given(info)} - kind.TOLD | {"happened_at"}


def _stored(case: str, version: int, topic: str, state: bytes) -> StoredEvent:
    if len(state) > LARGEST_STATE:
        msg = f"an event may take {LARGEST_STATE:,} bytes; this one takes {len(state):,}"
        raise TooLarge(msg)
    return StoredEvent(case, version, topic, state)


def _where(stored: StoredEvent, why: str) -> str:
    return f"event {stored.originator_version} of case {stored.originator_id} cannot be read: {why}"


def _in_utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _written(value: Any) -> bytes:
    """JSON, its moments as the event itself would write them."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)
