"""Forms filled in at random: whatever a form's own JSON Schema allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from engine.event import Event
from engine.form import form_of
from tests.school import STAFF

Filled = st.SearchStrategy[dict[str, Any]]

SCRIPTS = "abcXYZ 019.,'\"\\/<>&%{}[]_-:;老师迟到退费课程ééßñ😀\u200d\t\n"
FORMATS: Mapping[str, st.SearchStrategy[Any]] = {
    "date-time": st.datetimes(datetime(2026, 9, 1), datetime(2026, 9, 30), timezones=st.just(UTC)).map(str),  # noqa: DTZ001 -- hypothesis adds the zone
    "date": st.dates(date(2026, 9, 1), date(2027, 9, 1)).map(str),
}
# Names that are looked up: the test that has such cases puts them in.
BOOKS: Mapping[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("to", "owner", "staff"), st.sampled_from(sorted(STAFF))),
    "case": st.just("a case"),
}
LEFT_OUT = ("based_on", "evidence", "follows", "inside")


def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts that say something, in several scripts, with every sign that some format treats as its own."""
    return st.text(st.sampled_from(SCRIPTS), min_size=1, max_size=min(longest, 30)).map(lambda text: f"说{text}")


@cache
def filled(kind: type[Event]) -> Filled:
    """The form of an event, filled in."""
    return filled_form(form_of(kind))


@cache
def filled_form(form: type[BaseModel]) -> Filled:
    """A form, filled in."""
    schema = form.model_json_schema()
    return _object(schema, schema.get("$defs", {}))


def _object(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Filled:
    fields = {
        name: BOOKS[name] if name in BOOKS else _value(part, definitions)
        for name, part in schema.get("properties", {}).items()
        if name not in LEFT_OUT
    }
    one_way, *_ = schema.get("anyOf", [{}])
    required = (*schema.get("required", ()), *one_way.get("required", ()))
    return st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in required},
        optional={name: value for name, value in fields.items() if name not in required},
    )


def _value(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _value(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return st.one_of([_value(option, definitions) for option in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    return _of_type(schema, definitions)


def _of_type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    values: st.SearchStrategy[Any] = st.none()
    match schema["type"]:
        case "string":
            values = FORMATS[schema["format"]] if "format" in schema else _text(schema)
        case "integer":
            values = st.integers(schema.get("minimum", -5), schema.get("maximum", 5))
        case "boolean":
            values = st.booleans()
        case "array":
            values = st.lists(_value(schema["items"], definitions), min_size=schema.get("minItems", 0), max_size=3)
        case "object":
            values = _object(schema, definitions)
    return values


def _text(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("pattern", "").startswith(r"^[^\s./"):
        return st.from_regex(r"[a-z]{1,8}(\.[a-z老师]{1,8}){0,3}", fullmatch=True)
    return texts(schema.get("maxLength", 30))
