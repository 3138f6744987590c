"""Reuse: what a form leaves out, because it names the resolved case that it follows, is taken from that case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from engine.case import Case
from engine.event import Event
from engine.form import Books, fill, form_of, partial_form_of
from engine.refusal import Flaw, NotFillable

CaseOf = Callable[[str], Case]


def filled(case: Case, verb: str, fields: Mapping[str, Any] | bytes, books: Books | None, case_of: CaseOf) -> BaseModel:
    """The form of a step of this case filled in; only a form that is not complete is looked at twice."""
    kind = case.lifecycle.records[verb]
    try:
        return fill(form_of(kind), fields, books)
    except NotFillable as refused:
        if not (kind.REUSED | {"based_on"}).issuperset(flaw.field for flaw in refused.flaws):
            raise
        sent: Any = fill(partial_form_of(kind), fields, books)
        if sent.based_on is None:
            raise
    taken = _taken(case, kind, sent, resolved(case_of(sent.based_on)))
    return fill(form_of(kind), taken | sent.model_dump(mode="json", exclude_none=True), books)


def resolved(case: Case) -> Case:
    """The case that something is based on; how its way ended is known only once it is closed."""
    if case.closed_at is None:
        raise NotFillable([Flaw("based_on", "is not resolved yet; name a case that is closed")])
    return case


def _taken(case: Case, kind: type[Event], sent: BaseModel, source: Case) -> dict[str, Any]:
    """What is left out, as the source has it; what a confidential case says goes into no case that others see."""
    left_out = sorted(name for name in kind.REUSED & kind.model_fields.keys() if getattr(sent, name) is None)
    if source.confidential and not case.is_hidden_like(source):
        why = "is required; the case that this is based on is confidential, so nothing is taken from it by itself"
        raise NotFillable([Flaw(name, why) for name in left_out])
    taken = {name: source.fact(name) for name in left_out}
    if missing := [name for name in left_out if taken[name] is None]:
        why = f"is required; {source.reference} says nothing of it that could be taken"
        raise NotFillable([Flaw(name, why) for name in missing])
    return taken
