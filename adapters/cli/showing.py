"""Cases as people read them at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.cli.facts import facts, indented
from adapters.cli.output import together
from adapters.cli.tables import heading

Told = Mapping[str, Any]

BLOCKS = ("deadlines", "facts", "requests", "rounds", "recommended", "links")
INWARD = 5


def shown_case(case: Told) -> Any:
    """A case from its name to what is known of it; what is not so, such as `paused`, is not mentioned."""
    head = {heading(name): value for name, value in case.items() if value and name not in {"id", *BLOCKS}}
    more = {name: case[name] for name in ("requests", "rounds", "recommended", "links")}
    if len(case["rounds"]) == 1:
        del more["rounds"]
    return together(
        facts(head | {"id": case["id"]}),
        *_block("deadlines:", facts({each["name"]: due(each) for each in case["deadlines"]})),
        *_block("facts:", facts(case["facts"])),
        facts(more),
    )


def shown_history(items: Iterable[Told]) -> Any:
    """What happened, event by event, with who, when and under which policy."""
    return together(*(part for item in items for part in (_headline(item), indented(facts(item["fields"]), INWARD))))


def shown_deadlines(deadlines: Iterable[Told]) -> Any:
    """Each deadline, and how its date came about."""
    return together(*(part for each in deadlines for part in _block(f"{each['name']}: {due(each)}", *each["why"])))


def due(deadline: Told) -> str:
    """When something is due, and whether that was kept."""
    met = f", met {deadline['met_at']}" if deadline["met_at"] else ""
    late = (", too late" if met else ", overdue") if deadline["overdue"] else ""
    return f"{deadline['due']}{met}{late}"


def _block(name: str, *parts: Any) -> list[Any]:
    """Parts below a name; nothing, if there are none."""
    told = [indented(part) for part in parts if part]
    return [name, *told] if told else []


def _headline(item: Told) -> str:
    by = item.get("by_name") or item["by"]
    late = f", entered {_length(item['late'])} later ({item['recorded_at']})" if item["late"] else ""
    return f"{item['version']:>4} {item['happened_at']} {item['event']} by {by}, policy v{item['policy']}{late}"


def _length(seconds: int) -> str:
    days, hours = seconds // 86_400, seconds % 86_400 // 3600
    return f"{days} d {hours} h"
