"""Other cases: what a case says of another one is told only to those for whom that other one exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_args

from engine.access import Who, may_see
from engine.application import Application
from engine.event import Amendment, Event, PathEvent
from engine.folding import ever_said
from engine.form import blanks_of
from engine.refusal import NotThere
from engine.words import CASES

Shown = dict[str, Any]
CORRECTED = "fields"
"""Where a correction says what another event should have said."""


@dataclass(frozen=True)
class OtherCases:
    """Knows what one person may be told of the cases that an event names."""

    application: Application

    def known(self, who: Who, case_id: str | None) -> str | None:
        """The case, where this person may know of it."""
        if case_id is None:
            return None
        try:
            return case_id if may_see(who, self.application.case(case_id)) else None
        except NotThere:
            return None

    def told(self, who: Who, event: Event, shown: Shown) -> Shown | None:
        """What may be shown of an opened event; None where all it says is that a hidden case belongs here."""
        if isinstance(shown.get(CORRECTED), dict):
            return shown | {CORRECTED: self._without_hidden(who, shown[CORRECTED], self._naming)}
        naming = naming_cases(type(event))
        if naming.keys().isdisjoint(shown):
            return shown
        return self._without_hidden(who, shown, naming) if self.may_hear(who, event) else None

    def may_hear(self, who: Who, *events: Event) -> bool:
        """Whether each of these events says more than that a hidden case belongs here."""
        beside = (event for event in events if not isinstance(event, PathEvent))
        named = ((event, naming_cases(type(event)).items()) for event in beside)
        return all(self._seen(who, vars(event)[name]) for event, of in named for name, required in of if required)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The topics of events that may tell of another case."""
        return frozenset(kind.TOPIC for kind in self._kinds if naming_cases(kind) or issubclass(kind, Amendment))

    def heard_in(self, event: Event) -> Sequence[Event]:
        """Where an event may tell of other cases: in itself, or, where it amends another one, in that."""
        if isinstance(event, Amendment):
            return ever_said(self.application.events(event.originator_id), event.version)
        return (event,)

    def hearing(self, who: Who, events: Sequence[Event]) -> Callable[[Event], bool]:
        """Whether somebody may hear of one of these events of a case, which are all of them.

        Of what amends an event that ever was about a hidden case alone they may not hear either.
        """

        @cache
        def may_hear_of(version: int) -> bool:
            return self.may_hear(who, *ever_said(events, version))

        def may_hear(event: Event) -> bool:
            return may_hear_of(event.version) if isinstance(event, Amendment) else self.may_hear(who, event)

        return may_hear

    def _without_hidden(self, who: Who, shown: Shown, naming: Mapping[str, bool]) -> Shown:
        seen = {name: self._seen(who, shown[name]) for name in naming if name in shown}
        return {name: seen.get(name, value) for name, value in shown.items() if seen.get(name, True)}

    def _seen(self, who: Who, named: Any) -> Any:
        """The cases, or the one, that this person may know of."""
        if isinstance(named, list | tuple):
            return [case for case in named if self.known(who, case)]
        return self.known(who, named)

    @cached_property
    def _naming(self) -> Mapping[str, bool]:
        """The fields by which any event names cases."""
        return {name: required for kind in self._kinds for name, required in naming_cases(kind).items()}

    @property
    def _kinds(self) -> Iterator[type[Event]]:
        workflows = self.application.workflows.values()
        return (kind for workflow in workflows for kind in workflow.lifecycle.records.values())


@cache
def naming_cases(kind: type[Event]) -> Mapping[str, bool]:
    """The fields in which an event of this kind names cases, and whether it says nothing without them."""
    return {name: info.is_required() for name, (hint, info) in blanks_of(kind).items() if _names_cases(hint)}


def _names_cases(hint: Any) -> bool:
    return hint is CASES or any(map(_names_cases, get_args(hint)))
