"""What a validator found wrong, in sentences that the one who filled in the form can act on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from engine.characters import PATH, TEXT
from engine.refusal import Flaw

MOST_FLAWS = 50
LONGEST_NAME = 200
TOO_EARLY, TOO_LATE = "too early", "too late"

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "is required",
        "extra_forbidden": "is not a field of this step",
        "string_type": "is a text",
        "string_too_short": "is empty",
        "string_too_long": "has more than {max_length:,} characters",
        "bool_type": "is true or false",
        "int_type": "is a whole number",
        "int_parsing": "is a whole number",
        "greater_than_equal": "is {ge} at least",
        "less_than_equal": "is {le} at most",
        TOO_EARLY: "lies too far in the past",
        TOO_LATE: "lies too far in the future",
        "literal_error": "is one of {expected}",
        "model_type": "is an object with fields of its own",
        "dict_type": "is an object with fields of its own",
        "tuple_type": "is a list",
        "too_short": "is a list of {min_length} or more",
        "too_long": "is a list of {max_length} at most",
        "datetime_from_date_parsing": "is no moment: {error}",
        "datetime_parsing": "is no moment: {error}",
        "timezone_aware": "is written with its offset, as in 2026-09-17T19:40:00+08:00",
        "date_from_datetime_parsing": "is no day: {error}",
        "date_parsing": "is no day: {error}",
        "json_invalid": "is not JSON: {error}",
        "value_error": "{error}",
        TEXT: "has characters that cannot be shown",
        PATH: "is a dotted path, such as teaching.lateness",
    }
)
"""By the kind of error; for a text that does not match, by its pattern; for a moment out of bounds, by the bound."""


def flaws_of(error: ValidationError) -> list[Flaw]:
    """Every flaw by its field, each field once; of very many the first."""
    found = [(_field(each), each) for each in error.errors(include_url=False, include_input=False)[:MOST_FLAWS]]
    told: dict[str, list[str]] = {}
    for field, each in found:
        if not _is_another_alternative(field, each, found):
            told.setdefault(field, []).append(_sentence(each))
    return [Flaw(field, ", or ".join(dict.fromkeys(sentences))) for field, sentences in told.items()]


def _field(found: Any) -> str:
    """Where a field takes a text or an object, the validator's names for these are not parts of its own name."""
    first, *inner = found["loc"] or ("body",)
    asked: list[Any] = inner[:-1] if found["type"] == "extra_forbidden" else inner
    own = [part for part in asked if isinstance(part, int) or (part.isidentifier() and part[0].islower())]
    return ".".join(map(str, (first, *own, *inner[len(asked) :])))[:LONGEST_NAME] or "body"


def _is_another_alternative(field: str, error: Any, found: list[tuple[str, Any]]) -> bool:
    """Whether the field was filled in as something else that it takes, and what is wrong with that is told.

    So it is with the items of a list, of which those that are wrong do not count.
    """
    if error["type"] == "too_short":
        return any(other.startswith(f"{field}.") for other, _ in found)
    return error["type"].endswith("_type") and any(
        other.startswith(f"{field}.") or (other == field and not each["type"].endswith("_type"))
        for other, each in found
    )


def _sentence(found: Any) -> str:
    context = found.get("ctx", {})
    sentence = SENTENCES.get(_kind(found["type"], context))
    return sentence.format_map(context) if sentence else found["msg"]


def _kind(error: str, context: Mapping[str, Any]) -> str:
    # The validator tells a bound that is a moment as a text.
    if isinstance(context.get("ge"), str):
        return TOO_EARLY
    if isinstance(context.get("le"), str):
        return TOO_LATE
    return str(context.get("pattern", error))
