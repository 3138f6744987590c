"""Blanks: what a form asks for, field by field, as its JSON Schema has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from adapters.schemas import Schema, alternatives
from engine.words import NAMES

Kind = Literal[
    "text",
    "line",
    "lines",
    "choice",
    "yes_no",
    "check",
    "number",
    "scale",
    "moment",
    "day",
    "ending",
    "staff",
    "case",
    "cases",
    "files",
    "group",
    "rows",
]
"""`ending` is a day, or a moment of it; `group` a structure, `rows` a list of such."""
LONGEST_LINE, LONGEST_SCALE = 200, 5
BY_BOOK: Mapping[str, Kind] = {"staff": "staff", "colleagues": "staff", "cases": "case", "evidence": "files"}


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing that a form asks for."""

    name: str
    kind: Kind
    required: bool
    hint: str = ""
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    book: str = ""
    preset: str = ""
    parts: tuple[Blank, ...] = ()
    called: str = ""
    """By what name it is asked for, if not its own."""
    is_taken_over: bool = False
    """Whether it may be left out only where it is taken over from another case."""
    is_unfolded: bool = False
    """Whether it is seen at once, though it may be left out."""

    @property
    def label(self) -> str:
        """The name that a person reads."""
        return self.called or self.name


@cache
def blanks_of(form: type[BaseModel]) -> tuple[Blank, ...]:
    """Every blank of a form, in its order."""
    schema = form.model_json_schema()
    return tuple(_parts(schema, schema.get("$defs", {})))


def _parts(structure: Schema, definitions: Schema) -> Iterator[Blank]:
    required = structure.get("required", ())
    for name, schema in structure.get("properties", {}).items():
        taken = list(alternatives(schema, definitions))
        hint = schema.get("description", "")
        yield _blank(name, taken, definitions, hint, required=name in required, default=schema.get("default"))


def _blank(name: str, taken: list[Schema], definitions: Schema, hint: str, *, required: bool, default: Any) -> Blank:
    structure = next((each for each in taken if "properties" in each), None)
    if structure is not None:
        return Blank(name, "group", required, hint, parts=tuple(_parts(structure, definitions)))
    asked = taken[0]
    if asked.get("type") == "array":
        return _list(name, asked, definitions, hint, required=required)
    kind = _kind(taken, required=required, default=default)
    return Blank(
        name,
        kind,
        required,
        hint,
        tuple(asked.get("enum", ())),
        asked.get("minimum"),
        asked.get("maximum"),
        asked.get(NAMES, ""),
        default if isinstance(default, str) else "",
    )


def _list(name: str, asked: Schema, definitions: Schema, hint: str, *, required: bool) -> Blank:
    items = next(alternatives(asked["items"], definitions))
    if "properties" in items:
        parts = tuple(_parts(items, definitions))
        return Blank(name, "rows", required, hint, least=asked.get("minItems", 0), most=asked["maxItems"], parts=parts)
    book = items.get(NAMES, "")
    by_book: Mapping[str, Kind] = {"cases": "cases", "evidence": "files"}
    return Blank(name, by_book.get(book, "lines"), required, hint, book=book)


def _kind(taken: list[Schema], *, required: bool, default: Any) -> Kind:
    asked = taken[0]
    if "enum" in asked:
        return "choice"
    if asked.get(NAMES):
        return BY_BOOK[asked[NAMES]]
    if asked.get("type") == "boolean":
        return "check" if default is False and not required else "yes_no"
    if asked.get("type") == "integer":
        is_scale = asked.get("minimum") == 1 and asked.get("maximum", LONGEST_LINE) <= LONGEST_SCALE
        return "scale" if is_scale else "number"
    return _text({each.get("format") for each in taken}, asked.get("maxLength", LONGEST_LINE + 1))


def _text(formats: set[str | None], longest: int) -> Kind:
    if "date-time" in formats:
        return "ending" if "date" in formats else "moment"
    if "date" in formats:
        return "day"
    return "line" if longest <= LONGEST_LINE else "text"
