"""A lifecycle as a Mermaid diagram: the path, its ways back, and how a case leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lifecycle import CLOSED, OPEN, START, Lifecycle, Rule, Step

ANYWHERE = "anywhere"


def mermaid(lifecycle: Lifecycle) -> str:
    """The diagram; steps that leave a case where it stands are not drawn, nor is the import of old cases."""
    rows = [row for row in lifecycle.steps if row.leads_to and row.verb != "import"]
    arrows = dict.fromkeys(arrow for row in rows for arrow in _arrows(row))
    anywhere = [f'    state "at any stage" as {ANYWHERE}'] * any(ANYWHERE in arrow for arrow in arrows)
    return "\n".join(["stateDiagram-v2", *anywhere, *arrows, f"    {CLOSED} --> [*]"])


def _arrows(row: Step) -> Iterator[str]:
    sources = [ANYWHERE] if set(OPEN) <= set(row.stages) else row.stages
    for source in sources:
        if source == row.leads_to:
            continue
        yield f"    {'[*]' if source == START else source} --> {row.leads_to}: {row.verb}{_condition(row.when)}"


def _condition(rule: Rule | None) -> str:
    """Named as its function is; one that was made on the spot has no name that says anything."""
    name = getattr(rule, "__qualname__", "<locals>")
    return "" if "<locals>" in name else f" ({name.strip('_').replace('_', ' ')})"
