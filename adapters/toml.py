"""TOML as a person would edit it: a table a section, a list over several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    """The table with all that is below it; what is not set is left out."""
    own = [f"{_key(name)} = {_value(value)}" for name, value in table.items() if _is_plain(value)]
    inner = [toml(value, (*path, name)) for name, value in table.items() if isinstance(value, Mapping)]
    header = [f"[{'.'.join(map(_key, path))}]"] if path and (own or not inner) else []
    section = ["\n".join(header + own)] if header or own else []
    return "\n\n".join(section + inner)


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, Mapping)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _value(name)


def _value(value: Any) -> str:
    match value:
        case Mapping():
            return f"{{ {', '.join(f'{_key(name)} = {_value(each)}' for name, each in value.items())} }}"
        case list() if value:
            return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
    # JSON writes texts, numbers and truths as TOML does, but for one sign.
    return orjson.dumps(value).decode().replace("\x7f", "\\u007f")
