"""The map: which column of an old register is which field of an entry, and what its values mean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from adapters.import_register.table import Table
from engine.flaws import flaws_of
from engine.form import form_of
from engine.refusal import Flaw, NotFillable
from engine.steps.imported import Imported
from engine.words import Person

LARGEST_MAP = 1_000_000
GIVEN = {"source", "happened_at"}
PEOPLE = ("guardian", "student")
PARTS = {f"{who}.{part}" for who in PEOPLE for part in Person.model_fields}
NAMES = frozenset(form_of(Imported).model_fields) - GIVEN | PARTS
"""What a map may speak of."""
REQUIRED = ("reference", "raised_at")


def _zone(key: Any) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError, TypeError):
        msg = f'"{key}" is not a time zone; write one such as Asia/Shanghai'
        raise ValueError(msg) from None


Columns = Annotated[tuple[str, ...], BeforeValidator(lambda named: [named] if isinstance(named, str) else named)]


class Times(BaseModel):
    """How the register writes its moments."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    zone: Annotated[ZoneInfo | None, BeforeValidator(_zone)] = None
    format: str | None = None


class RegisterMap(BaseModel):
    """A map as it is written in TOML; without [fields], every column is named as its field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: dict[str, Columns] = {}
    values: dict[str, Any] = {}
    translations: dict[str, dict[str, Any]] = Field(default={}, alias="map")
    time: Times = Times()

    @model_validator(mode="after")
    def _only_known_fields(self) -> Self:
        unknown = sorted({*self.fields, *self.values, *self.translations} - NAMES - {"source"})
        if unknown or "source" in self.fields:
            msg = f"an entry has no field {unknown[0]}" if unknown else "the source is one for the whole file"
            raise ValueError(f"{msg}; the fields are {', '.join(sorted(NAMES))}")
        return self

    def columns_of(self, table: Table) -> dict[str, tuple[str, ...]]:
        """The columns to take each field from; refused where the file lacks one, or has it twice."""
        columns = table.columns
        taken = self.fields or {name: (name,) for name in NAMES if name in columns or not table.has_header}
        if not table.has_header and not (self.fields and columns):
            return taken
        for column in (column for named in taken.values() for column in named):
            if columns.count(column) != 1:
                problem = "has no column" if column not in columns else "has more than one column"
                told = f"the file {problem} {column[:80]}; its columns are {', '.join(columns)}"[:1000]
                raise NotFillable([Flaw("map", told)])
        missing = [name for name in REQUIRED if name not in taken and name not in self.values]
        if columns and missing:
            told = f"no column is mapped to it; the file's columns are {', '.join(columns)}"[:1000]
            raise NotFillable([Flaw(name, told) for name in missing])
        return taken


def read_map(path: Path) -> RegisterMap:
    """The map in a TOML file, or a refusal that names what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST_MAP:
            raise NotFillable([Flaw("map", f"is larger than {LARGEST_MAP:,} bytes")])
        return written_map(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotFillable([Flaw("map", f"is not TOML: {error}")]) from None


def written_map(text: str) -> RegisterMap:
    """The map that is written here, or a refusal that names what is wrong with it."""
    try:
        return RegisterMap.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise NotFillable(flaws_of(error)) from None
    except (ValueError, RecursionError) as error:
        raise NotFillable([Flaw("map", f"is not TOML: {error}")]) from None
