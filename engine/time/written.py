"""Values that a policy writes as one short text: "3 working days", "10:00-20:00", "2026-10-01..2026-10-07"."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator


class Written(BaseModel):
    """A value read from a text of one form, or refused with an example; it is printed, and stored, as such a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: ClassVar[re.Pattern[str]]
    examples: ClassVar[str]

    @classmethod
    def read(cls, text: str) -> Self:
        """The value this text stands for."""
        return cls.model_validate(text)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, cls):
            return value
        text = " ".join(str(value).split())
        found = cls.form.fullmatch(text.casefold()) if isinstance(value, str | date) else None
        if found is None:
            msg = f'"{text[:40]}" is not understood; write {cls.examples}'
            raise ValueError(msg)
        return cls._parts(found)

    @classmethod
    @abstractmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        """The fields, from a text of the form."""

    @model_serializer
    def _write(self) -> str:
        return str(self)

    @abstractmethod
    def __str__(self) -> str:
        """The text that reads back as this value."""
