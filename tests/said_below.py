"""What the program says below the pages, read from its code: refusals, flaws, and what stands in the way of a step."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.lifecycle import Rule
from workflows import find_workflows

ROOT = Path(__file__).parents[1]
SAYING = ("engine", "workflows", "adapters")
ELSEWHERE = {"cli", "http", "store", "demo", "index", "databases.py", "settings.py", "keys.py", "subjects.py"}
"""What is said only to somebody at the command line, or to a program."""
BLANK = "{}"
Named = Mapping[str, ast.expr]


def sentences() -> set[str]:
    """Each as the catalogues have it, with `{}` for what varies; what is nothing but blanks is left out."""
    said = {sentence for file in _files() for sentence in _said(file)} | set(_guards())
    return {sentence for sentence in said if sentence.replace(BLANK, "").strip(" :;,")}


def _files() -> Iterator[Path]:
    for folder in SAYING:
        yield from (f for f in (ROOT / folder).rglob("*.py") if not ELSEWHERE & set(f.relative_to(ROOT).parts))


def _said(file: Path) -> Iterator[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    assigned = (node for node in nodes if isinstance(node, ast.Assign))
    named = {name.id: node.value for node in assigned for name in node.targets if isinstance(name, ast.Name)}
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name("Flaw"), args=[_, said]) | ast.Raise(exc=ast.Call(args=[said, *_])):
                yield from _texts(said, named)
            case ast.Assign(targets=[ast.Name("msg")], value=said):
                yield from _texts(said, named)


def _texts(said: ast.expr, named: Named) -> Iterator[str]:
    match said:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else BLANK for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one, named), *_texts(other, named))
        case ast.Name(id=name) if name in named and name != "msg":
            yield from _texts(named[name], {})


def _guards() -> Iterator[str]:
    for workflow in find_workflows().values():
        for step in workflow.lifecycle.steps:
            yield from map(_says, step.guards)


def _says(guard: Rule) -> str:
    sentence = (guard.__doc__ or "").strip().rstrip(".")
    return sentence[0].lower() + sentence[1:]
