"""Fields on the command line: NAME=VALUE, read as the form of the step would have them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import typer
from pydantic import BaseModel

from adapters.cli.filling import Filling, Tree
from engine.refusal import Flaw, NotFillable, TooLarge


def fields_given(
    pairs: Sequence[str], form_as_json: str | None, form: type[BaseModel] | None, zone: ZoneInfo, most: int
) -> Tree:
    """The form as filled in: what is given as JSON, and over it each NAME=VALUE.

    `guardian.name=Wang` fills in a part of a structure, a name given several times makes a list, and a moment without
    an offset is one of `zone`.
    """
    filling = Filling(form, zone)
    given = _read(form_as_json, most) if form_as_json else {}
    return filling.placed(given | filling.typed(_tree(pairs)))


def _tree(pairs: Sequence[str]) -> Tree:
    tree: Tree = {}
    for pair in pairs:
        pair.encode()
        name, equals, value = pair.partition("=")
        path = name.split(".")
        if not equals or not all(path):
            raise typer.BadParameter(f"{pair[:80]!r} is not NAME=VALUE", param_hint="--field")
        place = tree
        for part in path[:-1]:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise typer.BadParameter(f"{name[:80]} is given both whole and in parts", param_hint="--field")
        _put(place, path[-1], value, name)
    return tree


def _put(place: Tree, last: str, value: str, name: str) -> None:
    if isinstance(place.get(last), dict):
        raise typer.BadParameter(f"{name[:80]} is given both whole and in parts", param_hint="--field")
    known = place.get(last)
    place[last] = value if known is None else [*(known if isinstance(known, list) else [known]), value]


def _read(form: str, most: int) -> Tree:
    body = _bytes(form, most + 1)
    if len(body) > most:
        raise TooLarge(f"a form may take {most:,} bytes")
    try:
        fields = orjson.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotFillable([Flaw("body", "is not UTF-8; save the file as UTF-8")]) from None
    except orjson.JSONDecodeError as error:
        raise NotFillable([Flaw("body", f"is not JSON: {error.msg} in line {error.lineno}")]) from None
    if not isinstance(fields, dict):
        raise NotFillable([Flaw("body", "is not a JSON object")])
    return fields


def _bytes(form: str, most: int) -> bytes:
    """What is given here and now, or what stands in a file."""
    if form.lstrip().startswith("{"):
        return form.encode()
    if form == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(form).open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise typer.BadParameter(f"{form[:200]}: {error.strerror}", param_hint="--fields") from None
