"""Fields on the command line: NAME=VALUE, read as the form of the step would have them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import typer
from pydantic import BaseModel

from engine.refusal import Flaw, NotFillable, TooLarge

Schema = Mapping[str, Any]
Tree = dict[str, Any]


def fields_given(
    pairs: Sequence[str], file: str | None, form: type[BaseModel] | None, zone: ZoneInfo, most: int
) -> Tree:
    """The form as filled in: what stands in the file, and over it each NAME=VALUE.

    `guardian.name=Wang` fills in a part of a structure, a name given several times makes a list, and a moment without
    an offset is one of `zone`.
    """
    schema = form.model_json_schema() if form else {}
    filled = _read(file, most) if file else {}
    for name, value in _tree(pairs).items():
        filled[name] = Typing(schema.get("$defs", {}), zone).typed(schema.get("properties", {}).get(name, {}), value)
    return filled


class Typing:
    """Makes of words what a JSON Schema asks for; what does not fit is left for the form to refuse."""

    def __init__(self, definitions: Mapping[str, Schema], zone: ZoneInfo) -> None:
        self._definitions, self._zone = definitions, zone

    def typed(self, schema: Schema, value: Any) -> Any:
        """The value as the schema would have it."""
        kinds = {kind.get("type"): kind for kind in self._kinds(schema)}
        if isinstance(value, str) and value[:1] in ("[", "{") and kinds.keys() & {"array", "object", None}:
            return _json(value)
        if "array" in kinds:
            parts = value if isinstance(value, list) else [value]
            return [self.typed(kinds["array"].get("items", {}), part) for part in parts]
        if isinstance(value, dict):
            inner = kinds.get("object", {}).get("properties", {})
            return {name: self.typed(inner.get(name, {}), part) for name, part in value.items()}
        if isinstance(value, str) and any(kind.get("format") == "date-time" for kind in self._kinds(schema)):
            return self._moment(value)
        return value

    def _kinds(self, schema: Schema) -> list[Schema]:
        """The alternatives that a schema leaves."""
        if "$ref" in schema:
            schema = self._definitions[schema["$ref"].rpartition("/")[2]]
        return [kind for part in schema["anyOf"] for kind in self._kinds(part)] if "anyOf" in schema else [schema]

    def _moment(self, value: str) -> str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        is_day = len(value) <= len("2026-09-17")
        return value if is_day or moment.tzinfo else moment.replace(tzinfo=self._zone).isoformat()


def _tree(pairs: Sequence[str]) -> Tree:
    tree: Tree = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        path = name.split(".")
        if not equals or not all(path):
            raise typer.BadParameter(f"{pair[:80]!r} is not NAME=VALUE", param_hint="--field")
        place = tree
        for part in path[:-1]:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise typer.BadParameter(f"{name[:80]} is given both whole and in parts", param_hint="--field")
        _put(place, path[-1], value, name)
    return tree


def _put(place: Tree, last: str, value: str, name: str) -> None:
    if isinstance(place.get(last), dict):
        raise typer.BadParameter(f"{name[:80]} is given both whole and in parts", param_hint="--field")
    known = place.get(last)
    place[last] = value if known is None else [*(known if isinstance(known, list) else [known]), value]


def _json(value: str) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _read(file: str, most: int) -> Tree:
    body = _bytes(file, most + 1)
    if len(body) > most:
        raise TooLarge(f"a form may take {most:,} bytes")
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotFillable([Flaw("body", f"is not JSON: {error.msg}")]) from None
    if not isinstance(fields, dict):
        raise NotFillable([Flaw("body", "is not a JSON object")])
    return fields


def _bytes(file: str, most: int) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="--fields") from None
