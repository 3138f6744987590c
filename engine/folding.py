"""Folding: from the events of a case to the case, each event as it counts today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.case import Case
from engine.event import Amendment, Event, Opening


def fold(events: Sequence[Event], workflows: Mapping[str, type[Case]], upto: int | None = None) -> Case:
    """The case that these events make, or the first so many of them, amended as later ones among them all say."""
    opening = events[0]
    if not isinstance(opening, Opening):
        msg = f"case {opening.originator_id} does not begin with an opening but with {opening.TOPIC}"
        raise TypeError(msg)
    case = workflows[opening.workflow].unraised(opening.originator_id, opening.timestamp)
    for event in amended(events)[:upto]:
        event.mutate(case)
    return case


def amended(events: Sequence[Event]) -> Sequence[Event]:
    """The events as they count today: corrected values in place, retracted ones without effect."""
    amendments = [event for event in events if isinstance(event, Amendment)]
    return [_as_counted(event, amendments) for event in events] if amendments else events


def ever_said(events: Sequence[Event], version: int) -> list[Event]:
    """An event as it was written, and as each of its amendments would have had it written."""
    written = events[version - 1]
    amendments = (event for event in events if isinstance(event, Amendment) and event.version == version)
    return [written, *(amendment.amend(written) for amendment in amendments)]


def _as_counted(event: Event, amendments: Iterable[Amendment]) -> Event:
    for amendment in amendments:
        if amendment.version == event.originator_version:
            event = amendment.amend(event)
    return event
