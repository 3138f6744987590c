"""What people wrote in an event: its free texts, found by the types of its fields; the family's names apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from engine.event import Event, PathEvent
from engine.form import blanks_of, plain
from engine.personal import ERASED

FAMILY = ("guardian", "student")
ABOUT_A_PERSON = ("name", "phone")
LABELS = frozenset({"campus", "category", "deadline", "into", "outcome", "reference", "source"})
"""Texts that one chooses rather than writes; most have a place of their own in the register."""
REASON = "reason"

Reader = Callable[[Any], Iterator[str]]


def texts_of(kind: type[Event], shown: Mapping[str, Any]) -> Iterator[str]:
    """Every free text of an opened event that tells of the matter, except the names of the family."""
    return _texts(shown, _readers(kind, handling=False))


def handling_of(kind: type[Event], shown: Mapping[str, Any]) -> Iterator[str]:
    """Why somebody changed something beside the path, such as the clock."""
    return _texts(shown, _readers(kind, handling=True))


def _texts(shown: Mapping[str, Any], readers: Iterable[tuple[str, Reader]]) -> Iterator[str]:
    for name, read in readers:
        value = shown.get(name)
        if value is not None and value != ERASED:
            yield from read(value)


def people_of(shown: Mapping[str, Any]) -> Iterator[str]:
    """The names and phones of the family in an opened event, or their ids in the roster."""
    for field in FAMILY:
        person = shown.get(field)
        if isinstance(person, dict):
            yield from (person[part] for part in ABOUT_A_PERSON if person.get(part))
        elif person and person != ERASED:
            yield person


@cache
def _readers(kind: type[Event], *, handling: bool) -> Sequence[tuple[str, Reader]]:
    fields = {name: hint for name, (hint, _) in blanks_of(kind).items() if name not in LABELS.union(FAMILY)}
    beside = set() if issubclass(kind, PathEvent) else {REASON}
    readers = [(name, _reader(hint)) for name, hint in fields.items() if (name in beside) == handling]
    return [(name, read) for name, read in readers if read is not None]


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


def _itself(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value


def _whatever_fits(readers: Sequence[Reader]) -> Reader | None:
    def read(value: Any) -> Iterator[str]:
        for reader in readers:
            yield from reader(value)

    return read if readers else None


def _for_each(reader: Reader | None) -> Reader | None:
    def read(values: Any) -> Iterator[str]:
        for value in values if isinstance(values, list) else ():
            yield from reader(value) if reader else ()

    return read if reader else None


def _by_field(part: type[BaseModel]) -> Reader | None:
    readers = {name: _reader(_declared(info)) for name, info in part.model_fields.items()}
    found = {name: reader for name, reader in readers.items() if reader}

    def read(value: Any) -> Iterator[str]:
        for name, reader in found.items() if isinstance(value, dict) else ():
            if name in value:
                yield from reader(value[name])

    return read if found else None


def _declared(info: Any) -> Any:
    return Annotated[info.annotation, *info.metadata] if info.metadata else plain(info.annotation)
