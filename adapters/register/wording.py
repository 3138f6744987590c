"""What people wrote in an event: its free texts, found by the types of its fields; the family's names apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from engine.event import Event, PathEvent
from engine.form import blanks_of, plain
from engine.personal import ERASED

FAMILY = ("guardian", "student")
ABOUT_A_PERSON = ("name", "phone")
LABELS = frozenset({"campus", "category", "deadline", "into", "outcome", "reference", "source"})
"""Texts that one chooses rather than writes; most have a place of their own in the register."""
FILES = "evidence"
"""Files by their ids, in a structured answer."""
REASON = "reason"

Reader = Callable[[Any], Iterable[str]]
"""The texts in a value: one that was opened, or one as the event has it."""


class Wording(NamedTuple):
    """Where an event of a kind has its texts."""

    said: Mapping[str, Reader]
    """Every free text that tells of the matter, except the names of the family."""
    handling: Mapping[str, Reader]
    """Why somebody changed something beside the path, such as the clock."""
    family: Sequence[str]
    """Names and phones of the family."""
    fields: Sequence[str]
    """All of these fields."""


@cache
def wording_of(kind: type[Event]) -> Wording:
    """Where an event of this kind has its texts; a discreet one has none for the register."""
    asked = {} if kind.DISCREET else blanks_of(kind)
    readers = {name: _reader(hint) for name, (hint, _) in asked.items() if name not in LABELS.union(FAMILY)}
    texts = {name: read for name, read in readers.items() if read}
    beside = set() if issubclass(kind, PathEvent) else {REASON}
    family = tuple(field for field in FAMILY if field in asked)
    return Wording(
        said={name: read for name, read in texts.items() if name not in beside},
        handling={name: read for name, read in texts.items() if name in beside},
        family=family,
        fields=(*texts, *family),
    )


def texts_in(shown: Mapping[str, Any], readers: Mapping[str, Reader]) -> list[str]:
    """The texts in these fields of an event."""
    found: list[str] = []
    for name, read in readers.items():
        value = shown.get(name)
        if value is not None and value != ERASED:
            found += read(value)
    return found


def people_in(versions: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names and phones of the family in an event, however it was put right, or their ids in the roster."""
    return [known for shown in versions for field in FAMILY if field in shown for known in _known_by(shown[field])]


def _known_by(person: Any) -> list[str]:
    if isinstance(person, str):
        return [person] if person != ERASED else []
    parts = _parts(person)
    return [parts[name] for name in ABOUT_A_PERSON if parts.get(name)]


def _reader(hint: Any) -> Reader | None:
    """How to find the texts in a value of this type; None where it holds none."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        # A text that is looked up in a book is the name of a case or of a colleague.
        return None if any(isinstance(part, AfterValidator) for part in parts) else _reader(parts[0])
    if origin in (Union, UnionType):
        return _whatever_fits([read for part in parts if (read := _reader(part))])
    if origin in (tuple, list):
        return _for_each(_reader(parts[0]))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _by_field(hint)
    return _itself if hint is str else None


def _itself(value: Any) -> Iterable[str]:
    return (value,) if isinstance(value, str) else ()


def _whatever_fits(readers: Sequence[Reader]) -> Reader | None:
    if len(readers) == 1:
        return readers[0]

    def read(value: Any) -> Iterator[str]:
        for reader in readers:
            yield from reader(value)

    return read if readers else None


def _for_each(reader: Reader | None) -> Reader | None:
    def read(values: Any) -> Iterator[str]:
        for value in values if isinstance(values, (list, tuple)) else ():
            yield from reader(value) if reader else ()

    return read if reader else None


def _by_field(part: type[BaseModel]) -> Reader | None:
    readers = {name: _reader(_declared(info)) for name, info in part.model_fields.items() if name != FILES}
    found = {name: reader for name, reader in readers.items() if reader}

    def read(value: Any) -> Iterator[str]:
        parts = _parts(value)
        for name, reader in found.items():
            if name in parts:
                yield from reader(parts[name])

    return read if found else None


def _parts(value: Any) -> Mapping[str, Any]:
    """What a structured answer consists of; nothing for any other."""
    if isinstance(value, BaseModel):
        return vars(value)
    return value if isinstance(value, dict) else {}


def _declared(info: Any) -> Any:
    return Annotated[info.annotation, *info.metadata] if info.metadata else plain(info.annotation)
