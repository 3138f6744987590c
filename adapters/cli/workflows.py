"""The workflows: their steps, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from adapters.cli.blanks import blanks
from adapters.cli.facts import shown
from adapters.cli.output import apart, together
from adapters.cli.session import Session, operators_command
from adapters.cli.steps import known_step, known_workflow
from adapters.cli.tables import table

STEPS = ("workflow", "step", "at", "leads_to", "description")
NO_STEP = "no steps"
BLANKS = ("field", "required", "values", "description")


def add_to(app: typer.Typer) -> None:
    """Add `workflows` to the commands."""
    operators_command(app, "workflows", workflows)


def workflows(
    session: Session,
    workflow: Annotated[str | None, typer.Argument(metavar="[WORKFLOW]", help="Its steps with their fields.")] = None,
    step: Annotated[str | None, typer.Argument(metavar="[STEP]", help="This step alone.")] = None,
) -> None:
    """Show every step, where it may be taken, and where it leads; of one workflow, what each step asks for."""
    from adapters.lifecycles import told
    from workflows import find_workflows

    found = find_workflows()
    if workflow:
        known_workflow(workflow, found)
    items = [told(each) for name, each in found.items() if workflow in (None, name)]
    if workflow and step:
        [item] = items
        known_step(workflow, [each["step"] for each in item["steps"]], step)
        item["steps"] = [each for each in item["steps"] if each["step"] == step]
    steps = [{"workflow": item["workflow"], **each} for item in items for each in item["steps"]]
    session.answer({"items": items}, lambda: apart(*_asked(steps)) if workflow else table(steps, STEPS, NO_STEP))


def _asked(steps: list[dict[str, Any]]) -> Iterator[Any]:
    for step in steps:
        leads_to = f", leads to {shown(step['leads_to'])}" if step["leads_to"] else ""
        named = f"{step['step']}, taken at {shown(step['at'])}{leads_to}"
        yield together(named, step["description"], table(list(blanks(step["fields"])), BLANKS, "nothing is asked"))
