"""The workflows, told to programs and people: stages, steps, the JSON Schema of their forms, and a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from adapters.diagram import mermaid
from engine.case import Case
from engine.form import form_of, opening_form_of
from engine.lifecycle import PATH

NEEDS_VERSION = frozenset({*PATH, "withdraw", "reopen", "merge", "unmerge", "refer", "panel"})
"""The steps that over HTTP are taken only by somebody who says which version they have seen."""


def told(workflow: type[Case]) -> dict[str, Any]:
    """A workflow with everything a person can do in it."""
    return {
        "workflow": workflow.workflow,
        "plural": workflow.plural,
        "description": workflow.__doc__ or "",
        "stages": list(workflow.lifecycle.stages),
        "steps": list(_steps(workflow)),
        "diagram": mermaid(workflow.lifecycle),
    }


def _steps(workflow: type[Case]) -> Iterator[dict[str, Any]]:
    lifecycle = workflow.lifecycle
    for verb in lifecycle.by_hand:
        event = lifecycle.records[verb]
        taken = [row for row in lifecycle.steps if row.verb == verb]
        yield {
            "step": verb,
            "event": event.TOPIC,
            "description": event.__doc__ or "",
            "at": list(dict.fromkeys(stage for row in taken for stage in row.stages)),
            "leads_to": list(dict.fromkeys(row.leads_to for row in taken if row.leads_to)),
            "needs_if_match": verb in NEEDS_VERSION,
            "fields": form_for(workflow, verb).model_json_schema(),
            "example": event.EXAMPLE,
        }


def form_for(workflow: type[Case], verb: str) -> type[BaseModel]:
    """The form of a step; raising a case takes what was listened to, too."""
    records = workflow.lifecycle.records
    return opening_form_of(records["raise"], records.get("listen")) if verb == "raise" else form_of(records[verb])
