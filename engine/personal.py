"""Personal data: a field marked `Personal[T]` is asked for as a T and kept sealed with its data subject's key."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")

ERASED = "[erased]"
"""Shown in place of a value whose key is gone."""


class Personal(Generic[T]):
    """A sealed T. Replay carries it closed; only the mapper opens it, where it is shown or indexed."""

    __slots__ = ("box",)

    def __init__(self, box: str) -> None:
        self.box = box

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Personal) and other.box == self.box

    def __hash__(self) -> int:
        return hash(self.box)

    def __repr__(self) -> str:
        return "Personal(sealed)"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Stored as the text of its box; an instance passes as it is."""
        boxed = core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))
        return core_schema.json_or_python_schema(
            json_schema=boxed,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), boxed]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda personal: personal.box),
        )
