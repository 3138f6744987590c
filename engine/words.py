"""The types that forms are made of: bounded texts, moments, days, people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
)
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from engine.characters import PATH, TEXT

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _text(longest: int) -> Any:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=TEXT)


Text = Annotated[str, _text(20_000)]
LongText = Annotated[str, _text(100_000)]
Texts = Annotated[tuple[Text, ...], Field(max_length=200)]
Line = Annotated[str, _text(200)]
Path = Annotated[str, StringConstraints(strip_whitespace=True, pattern=PATH, max_length=200)]


def _written(shape: str, example: str) -> BeforeValidator:
    """Written out, and then read: a bare number, even in quotes, would be taken for seconds since 1970."""
    written = re.compile(shape)

    def check(value: Any) -> Any:
        if isinstance(value, date) or (isinstance(value, str) and written.fullmatch(value)):
            return value
        msg = f"is written as {example}"
        raise ValueError(msg)

    return BeforeValidator(check)


Moment = Annotated[
    AwareDatetime,
    Strict(strict=False),
    _written(r"\d{4}-\d\d-\d\d[Tt ].{1,40}", "2026-09-17T19:40:00+08:00"),
    Field(ge=EARLIEST, le=LATEST),
]
Day = Annotated[
    date, Strict(strict=False), _written(r"\d{4}-\d\d-\d\d", "2026-09-17"), Field(ge=EARLIEST.date(), le=LATEST.date())
]


NAMES = "x-names"
"""The keyword by which a schema says in which book a name is looked up."""


@dataclass(frozen=True, slots=True)
class _In:
    """Says in the schema in which book a name is looked up, so that whoever draws a form can offer what is there."""

    book: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema) | {NAMES: self.book}


def _looked_up(book: str) -> AfterValidator:
    """Where the one who fills in the form brings a book of names, a name becomes the id it stands for."""

    def look_up(name: str, info: ValidationInfo) -> str:
        return info.context[book](name) if info.context else name

    return AfterValidator(look_up)


def _uploaded(name: str, info: ValidationInfo) -> str:
    if info.context:
        info.context["evidence"](name)
    return name


EvidenceName = Annotated[
    str, _text(80), AfterValidator(_uploaded), _In("evidence"), Field(description="The id of an uploaded file.")
]
CASES = _looked_up("cases")
"""Marks the name of another case."""
CaseName = Annotated[str, _text(80), CASES, _In("cases"), Field(description="The id or the reference of a case.")]
ColleagueName = Annotated[
    str,
    _text(200),
    _looked_up("colleagues"),
    _In("colleagues"),
    Field(description="The id or the name of a teacher or a manager."),
]
StaffName = Annotated[
    str,
    _text(200),
    _looked_up("staff"),
    _In("staff"),
    Field(description="The id or the name of a member of staff."),
]

Severity = Literal["low", "medium", "high", "critical"]
Kind = Literal["ordinary", "complex"]
Channel = Literal["phone", "wechat", "email", "letter", "meeting", "video", "face_to_face", "group", "portal"]


class Part(BaseModel):
    """A structured answer inside a form."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Person(Part):
    """Somebody who is not in the roster yet."""

    name: Line
    relation: Line | None = None
    phone: Line | None = None


Somebody = Line | Person
"""A guardian or student: an id of the roster, or the person by name."""
