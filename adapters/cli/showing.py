"""Cases as people read them at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.cli.output import facts, shown

Told = Mapping[str, Any]


def shown_case(case: Told) -> str:
    """A case from its name to what is known of it."""
    head = {name: value for name, value in case.items() if not isinstance(value, dict | list)}
    parts = [facts(head), facts({"next_steps": case["next_steps"]})]
    parts += [facts({"deadlines": {each["name"]: _deadline(each) for each in case["deadlines"]}})]
    parts += [facts({name: case[name]}) for name in ("facts", "rounds", "links")]
    return "\n".join(part for part in parts if part)


def shown_history(items: Iterable[Told]) -> str:
    """What happened, event by event, with who, when and under which policy."""
    return "\n".join(f"{_headline(item)}\n{facts(item['fields'], '     ')}".rstrip() for item in items)


def shown_deadlines(deadlines: Iterable[Told]) -> str:
    """Each deadline, and how its date came about."""
    return "\n".join(
        f"{each['name']}: {_deadline(each)}\n" + "\n".join(f"  {why}" for why in each["why"]) for each in deadlines
    )


def _deadline(deadline: Told) -> str:
    state = "overdue" if deadline["overdue"] else ""
    met = f"met {deadline['met_at']}" if deadline["met_at"] else ""
    return ", ".join(part for part in (deadline["due"], met, state) if part)


def _headline(item: Told) -> str:
    by = item.get("by_name") or item["by"]
    late = f", entered {_length(item['late'])} later ({item['recorded_at']})" if item["late"] else ""
    return f"{shown(item['version']):>4} {item['happened_at']} {item['event']} by {by}, policy v{item['policy']}{late}"


def _length(seconds: int) -> str:
    days, hours = seconds // 86_400, seconds % 86_400 // 3600
    return f"{days} d {hours} h"
