"""Filling in: words become what a form asks for, and moments get the offset of the institution's clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from pydantic import BaseModel

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.][0-9]+)?")
Schema = Mapping[str, Any]
Tree = dict[str, Any]


class Filling:
    """Fills in one form; what does not fit is left for the form to refuse."""

    def __init__(self, form: type[BaseModel] | None, zone: ZoneInfo) -> None:
        self._schema = form.model_json_schema() if form else {}
        self._zone = zone

    def typed(self, filled: Tree) -> Tree:
        """The form, where a field asks for more than a text, with more than a text."""
        return {name: self._typed(part, filled[name]) for name, part in self._parts(self._schema, filled)}

    def placed(self, filled: Tree) -> Tree:
        """The form with an offset at every moment."""
        placed: Tree = self._placed(self._schema, filled)
        return placed

    def _typed(self, schema: Schema, value: Any) -> Any:
        kinds = {kind.get("type"): kind for kind in self._kinds(schema)}
        if isinstance(value, str) and value[:1] in ("[", "{") and kinds.keys() & {"array", "object", None}:
            return _json(value)
        if "array" in kinds:
            parts = value if isinstance(value, list) else [value]
            return [self._typed(kinds["array"].get("items", {}), part) for part in parts]
        if isinstance(value, dict):
            return {name: self._typed(part, value[name]) for name, part in self._parts(kinds.get("object", {}), value)}
        read = next((WORDS[kind] for kind in kinds if kind in WORDS), None)
        return read(value) if read and isinstance(value, str) and "string" not in kinds else value

    def _placed(self, schema: Schema, value: Any) -> Any:
        kinds = self._kinds(schema)
        match value:
            case dict():
                kind = next((kind for kind in kinds if "properties" in kind), {})
                return {name: self._placed(part, value[name]) for name, part in self._parts(kind, value)}
            case list():
                items: Schema = next((kind["items"] for kind in kinds if "items" in kind), {})
                return [self._placed(items, part) for part in value]
            case str() if any(kind.get("format") == "date-time" for kind in kinds):
                return self._moment(value)
        return value

    @staticmethod
    def _parts(structure: Schema, filled: Tree) -> Iterator[tuple[str, Schema]]:
        known = structure.get("properties", {})
        return ((name, known.get(name, {})) for name in filled)

    def _kinds(self, schema: Schema) -> list[Schema]:
        """The alternatives that a schema leaves."""
        if "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].rpartition("/")[2]]
        if "anyOf" not in schema or "properties" in schema:
            return [schema]
        return [kind for part in schema["anyOf"] for kind in self._kinds(part)]

    def _moment(self, value: str) -> str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        is_day = len(value) <= len("2026-09-17")
        return value if is_day or moment.tzinfo else moment.replace(tzinfo=self._zone).isoformat()


def _json(value: str) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _truth(value: str) -> bool | str:
    return {"yes": True, "true": True, "no": False, "false": False}.get(value.strip().lower(), value)


def _number(value: str) -> Any:
    return _json(value) if NUMBER.fullmatch(value) else value


WORDS: Mapping[str | None, Callable[[str], Any]] = {"boolean": _truth, "integer": _number, "number": _number}
