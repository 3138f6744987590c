"""What is asked of a page by its address: read as the API reads it, with what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError

from engine.flaws import flaws_of
from engine.refusal import Flaw

Wanted = TypeVar("Wanted", bound=BaseModel)
CURSOR = "cursor"


@dataclass(frozen=True)
class Asked(Generic[Wanted]):
    """A question as it was sent: what it means, or what is wrong with it."""

    path: str
    given: Mapping[str, str]
    wanted: Wanted | None
    flaws: Sequence[Flaw] = ()

    @classmethod
    def of(cls, model: type[Wanted], path: str, sent: Mapping[str, str]) -> Asked[Wanted]:
        """The fields that the model knows; what is left empty is not asked."""
        names = {info.alias or name for name, info in model.model_fields.items()}
        given = {name: value.strip() for name, value in sent.items() if name in names and value.strip()}
        try:
            return cls(path, given, model(**given))
        except ValidationError as error:
            return cls(path, given, None, tuple(flaws_of(error)))

    def flaw(self, field: str) -> str:
        """What is wrong with a field."""
        return next((flaw.message for flaw in self.flaws if flaw.field.partition(".")[0] == field), "")

    def address(self, **changed: str | None) -> str:
        """The same question with something else in it, from its first page on; None leaves a field out."""
        return _address(self.path, {**self.given, CURSOR: None, **changed})

    def elsewhere(self, path: str) -> str:
        """The same question, put to another address."""
        return _address(path, self.given)

    def following(self, cursor: str) -> str:
        """The next page of the answer."""
        return self.address(cursor=cursor)


def _address(path: str, sent: Mapping[str, str | None]) -> str:
    query = urlencode({name: value for name, value in sent.items() if value})
    return f"{path}?{query}" if query else path
