"""Reading a policy: the rules as somebody has written them, or every flaw by its place, in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from engine.flaws import SENTENCES, flaws_of
from engine.policy import Policy
from engine.refusal import Flaw, NotFillable


def read_policy(data: Mapping[str, Any]) -> Policy:
    """The policy in this data, or a refusal that names every flaw."""
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        raise NotFillable([_told(flaw) for flaw in flaws_of(error)]) from None


def _told(flaw: Flaw) -> Flaw:
    """In the words of a policy file; of a setting that there is not, it is said which ones there are."""
    if flaw.message == SENTENCES["model_type"]:
        return Flaw(flaw.field, "is a table of settings")
    if flaw.message == SENTENCES["extra_forbidden"]:
        return Flaw(flaw.field, f"cannot be set; what can be set here: {', '.join(_settings(flaw.field))}")
    return flaw


def _settings(field: str) -> Collection[str]:
    """What can be set where this was set."""
    table: type[BaseModel] = Policy
    for name in field.split(".")[:-1]:
        if name in table.model_fields:
            table = _table_in(table.model_fields[name].annotation)
    return table.model_fields


def _table_in(annotation: Any) -> type[BaseModel]:
    """The table, or that of which there is a list."""
    return annotation if isinstance(annotation, type) else _table_in(get_args(annotation)[0])
