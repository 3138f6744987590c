"""Correcting: what an earlier event says is put before a person, and what they change is what is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from adapters.lifecycles import form_for
from adapters.pages.blanks import Blank, blanks_of
from adapters.pages.filled import Reading, filled_in
from adapters.pages.hints import hinted
from adapters.pages.posted import Posted
from engine.case import Case
from engine.form import partial_form_of

Line = Mapping[str, Any]
Tree = dict[str, Any]
FIELDS = "fields"


def with_event(blanks: Sequence[Blank], workflow: type[Case], verb: str) -> tuple[Blank, ...]:
    """The form of a correction, asking for what the event of this verb says and may be corrected in."""
    event = workflow.lifecycle.records[verb]
    asked = (part for part in blanks_of(partial_form_of(event)) if part.name not in event.FIXED)
    labels = {blank.name: hinted(blank, verb).called for blank in blanks_of(form_for(workflow, verb))}
    parts = tuple(replace(part, called=labels.get(part.name, "")) for part in asked if part.kind != "files")
    return tuple(replace(each, kind="group", parts=parts) if each.name == FIELDS else each for each in blanks)


def said(lines: Sequence[Line], version: int) -> tuple[str, Tree] | None:
    """The step that led to a version, and what counts of it after all corrections; None if there is no such event."""
    found = next((line for line in lines if line["version"] == version), None)
    if found is None:
        return None
    tree: Tree = dict(found["fields"]) | {"happened_at": found["happened_at"]}
    for line in lines:
        if line["step"] == "correct" and line["fields"].get("version") == version:
            tree |= line["fields"][FIELDS]
    return found["step"], tree


def changed(parts: Sequence[Blank], before: Tree, after: Tree, zone: ZoneInfo) -> Tree:
    """What was filled in otherwise than it was drawn; null for what was emptied."""
    drawn = ((name, value) for name, values in filled_in(parts, before, zone).items() for value in values)
    known = Reading(Posted(drawn), zone).tree(parts)
    return {name: after.get(name) for name in known | after if known.get(name) != after.get(name)}
