"""Forms: what a person fills in for an event to happen, derived from the event's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial, reduce
from inspect import get_annotations
from operator import or_
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator
from pydantic.fields import FieldInfo

from engine.characters import seen
from engine.event import Event, Given
from engine.flaws import flaws_of
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.words import Moment

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)
"""No number passes for a text, no true for a 1."""
Blanks = dict[str, Any]
Books = Mapping[str, Callable[..., Any]]
"""By `staff`, `colleagues` and `cases`: a name in, the id out; by `evidence` the id of an Upload in, and that of the
case that a step is about to tie it to, the Upload out; by `names` the id of a colleague in, the name out; by `families`
what tells families apart in, a pseudonym out.

A ValueError for what is not in the book.
"""


@cache
def form_of(event: type[Event]) -> type[BaseModel]:
    """The form of an event: its own fields, personal ones as plain values."""
    return _form(event.TOPIC, event.__doc__, blanks_of(event), event)


@cache
def opening_form_of(opening: type[Event], listening: type[Event] | None) -> type[BaseModel]:
    """The form that raises a case, on which what was listened to may be filled in at once, where that is a step."""
    blanks = (_left_open(blanks_of(listening)) if listening else {}) | blanks_of(opening)
    return _form(opening.TOPIC, opening.__doc__, blanks, opening)


@cache
def blanks_of(event: type[Event]) -> Blanks:
    """Name, type and description of everything the event asks for; an event that names `happened_at` insists on it.

    What it has from the kind of events that it is one of surrounds its own: the required before, the optional after.
    """
    asked = {name: info for name, info in event.model_fields.items() if name != "happened_at" and not is_given(info)}
    own = get_annotations(event)
    in_order = sorted(asked, key=lambda name: 1 if name in own else 0 if asked[name].is_required() else 2)
    blanks = {name: _blank(asked[name]) for name in in_order}
    when = "When it happened in the world"
    if any("happened_at" in get_annotations(kind) for kind in _below_event(event)):
        return blanks | {"happened_at": (Moment, Field(description=f"{when}."))}
    return blanks | {"happened_at": (Moment | None, Field(None, description=f"{when}; now, if left out."))}


def _below_event(event: type[Event]) -> list[type]:
    return [kind for kind in event.__mro__ if issubclass(kind, Event) and kind is not Event]


def is_given(info: FieldInfo) -> bool:
    """Whether the program fills this field in by itself."""
    return Given in info.metadata


def personal_fields(event: type[Event]) -> tuple[str, ...]:
    """The fields that are stored sealed."""
    return tuple(name for name, info in event.model_fields.items() if _is_personal(info.annotation))


def plain(annotation: Any) -> Any:
    """The type a person fills in where the event keeps it sealed."""
    if get_origin(annotation) is Personal:
        return get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return reduce(or_, map(plain, get_args(annotation)))
    return annotation


@cache
def partial_form_of(event: type[Event]) -> type[BaseModel]:
    """The form of an event with every field left open, for correcting some of them."""
    return create_model(f"{event.__name__}Corrections", __config__=STRICT, **_left_open(blanks_of(event)))


def fill(form: type[BaseModel], fields: Mapping[str, Any] | bytes, books: Books | None = None) -> BaseModel:
    """The form filled in, or every flaw by its field.

    Takes the fields, or the bytes of a JSON object. `books` look up the names of staff and cases.
    """
    try:
        return _read(form, fields if isinstance(fields, bytes) else _as_json(fields), books)
    except ValidationError as error:
        raise NotFillable(flaws_of(error)) from None


def _read(form: type[BaseModel], body: bytes, books: Books | None) -> BaseModel:
    """As it was sent; if that is refused, without what nobody sees in its texts."""
    try:
        return form.model_validate_json(body, context=books)
    except ValidationError:
        return form.model_validate_json(_as_seen(body), context=books)


def _as_json(fields: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(fields)
    except orjson.JSONEncodeError as error:
        raise NotFillable([Flaw("body", str(error)[:200])]) from None
    except RecursionError:
        raise NotFillable([Flaw("body", "is nested too deeply")]) from None


def _as_seen(body: bytes) -> bytes:
    try:
        return orjson.dumps(_seen(orjson.loads(body)))
    except (orjson.JSONDecodeError, orjson.JSONEncodeError, RecursionError):
        return body


def _seen(value: Any) -> Any:
    match value:
        case dict():
            return {name: _seen(part) for name, part in value.items()}
        case list():
            return [_seen(part) for part in value]
        case str():
            return seen(value)
    return value


def _form(topic: str, doc: str | None, blanks: Blanks, event: type[Event]) -> type[BaseModel]:
    checks: dict[str, Any] = {check.__name__: model_validator(mode="after")(check) for check in event.CHECKS}
    name, reused = topic.title().replace(".", "").replace("_", ""), event.REUSED & blanks.keys()
    config = ConfigDict(**STRICT, json_schema_extra=partial(_tell_reused, reused)) if reused else STRICT
    return create_model(name, __config__=config, __doc__=doc, __validators__=checks, **blanks)


def _tell_reused(reused: frozenset[str], schema: dict[str, Any]) -> None:
    """What is reused stands in the form, or the case that has it does."""
    schema["required"] = [name for name in schema["required"] if name not in reused]
    named = {"properties": {"based_on": {"type": "string"}}, "required": ["based_on"]}
    schema["anyOf"] = [{"required": sorted(reused)}, named]


def _blank(info: FieldInfo) -> tuple[Any, Any]:
    hint = plain(info.annotation)
    bounded = Annotated[hint, *info.metadata] if info.metadata else hint
    return bounded, Field(... if info.is_required() else info.default, description=info.description)


def _left_open(blanks: Blanks) -> Blanks:
    return {name: (hint | None, Field(None, description=info.description)) for name, (hint, info) in blanks.items()}


def _is_personal(annotation: Any) -> bool:
    return get_origin(annotation) is Personal or any(map(_is_personal, get_args(annotation)))
