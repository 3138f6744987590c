"""JSON Schema of a form, read: wherever fields are drawn or told, they are asked the same way what they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def alternatives(schema: Schema, definitions: Schema) -> Iterator[Schema]:
    """What a field takes, besides being left out."""
    if "$ref" in schema:
        yield from alternatives(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    elif "anyOf" in schema:
        for part in schema["anyOf"]:
            yield from alternatives(part, definitions)
    elif schema.get("type") != "null":
        yield schema
