"""The blanks of a form, each a row: what to fill in, whether it must be, and what may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.schemas import Schema, alternatives

WORDS = {"string": "text", "boolean": "yes or no", "integer": "a whole number", "number": "a number"}
FORMATS = {"date-time": "a moment", "date": "a day"}


def blanks(form: Schema) -> Iterator[dict[str, Any]]:
    """Every field of the form, those of a structure after it by their dotted names."""
    return _blanks(form, form.get("$defs", {}), "")


def _blanks(structure: Schema, definitions: Schema, inside: str) -> Iterator[dict[str, Any]]:
    for name, schema in structure.get("properties", {}).items():
        kinds = list(alternatives(schema, definitions))
        yield {
            "field": inside + name,
            "required": name in structure.get("required", ()),
            "values": " or ".join(_told(kind, definitions) for kind in kinds),
            "description": schema.get("description"),
        }
        for kind in kinds:
            for part in alternatives(kind.get("items", kind), definitions):
                yield from _blanks(part, definitions, f"{inside}{name}.")


def _told(kind: Schema, definitions: Schema) -> str:
    match kind:
        case {"enum": allowed}:
            return ", ".join(map(str, allowed))
        case {"type": "array", "items": items}:
            return "a list of " + " or ".join(_told(part, definitions) for part in alternatives(items, definitions))
        case {"type": "object", "properties": parts}:
            return f"parts ({', '.join(parts)})"
        case {"type": "object"}:
            return "a JSON object"
        case {"type": ("integer" | "number") as number, "minimum": least}:
            return f"{WORDS[number]} from {least}" + (f" to {kind['maximum']}" if "maximum" in kind else "")
    return FORMATS.get(kind.get("format", ""), WORDS.get(kind.get("type", ""), "anything"))
