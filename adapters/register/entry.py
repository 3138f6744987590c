"""An entry of the text index, made from a case and all that was said and done in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from adapters.index import Entry
from adapters.register.wording import people_in, texts_in, wording_of
from engine.asking.filing import filing, satisfaction_of
from engine.case import Case
from engine.event import Amendment, Event
from engine.mapper import EventMapper
from engine.projection import Story

VERSION = 8
"""Raise it with every change to what is written into the index: it is then built anew."""


def entry_of(story: Story, mapper: EventMapper) -> Entry | None:
    """The entry of a case; None as long as it is not in the register."""
    return None if filing(story.case) is None else any_entry_of(story, mapper)


def any_entry_of(story: Story, mapper: EventMapper) -> Entry:
    """The same, be the case in the register or not."""
    case = story.case
    said, handling, people = _said(case, story.events, mapper)
    state: Literal["open", "resolved"] = "open" if case.closed_at is None else "resolved"
    return Entry(
        case=case.id,
        reference=case.reference,
        workflow=case.workflow,
        state=state,
        raised_at=story.policy.calendar.local(case.raised_at),
        closed_at=case.closed_at,
        category=case.classified.get("category"),
        campus=case.campus,
        severity=case.classified.get("severity"),
        outcome=story.outcome,
        approach=case.fact("approach"),
        incident=case.incident,
        satisfaction=satisfaction_of(case)[1],
        summary=case.fact("summary"),
        said=said,
        handling=handling,
        people=people,
        confidential=case.confidential,
        raised_by=case.raised_by,
        assignee=case.assignee,
        about=sorted(case.about),
        admitted=sorted(case.admitted),
    )


def _said(case: Case, events: Sequence[Event], mapper: EventMapper) -> tuple[list[str], ...]:
    """Each text once, those of the handling apart, and each name, in the order in which they came up."""
    discreet = {event.originator_version for event in events if event.DISCREET}
    said: list[str] = []
    handling: list[str] = []
    people: list[str] = []
    for event in events:
        if isinstance(event, Amendment) and event.version in discreet:
            continue
        wording = wording_of(type(event))
        versions = _versions(case, event, wording.fields, mapper)
        said += texts_in(versions[-1], wording.said)
        if wording.handling:
            handling += texts_in(versions[-1], wording.handling)
        if wording.family:
            people += people_in(versions)
    told = dict.fromkeys(said)
    return list(told), [text for text in dict.fromkeys(handling) if text not in told], list(dict.fromkeys(people))


def _versions(case: Case, event: Event, fields: Iterable[str], mapper: EventMapper) -> list[dict[str, Any]]:
    """What of the event is read: as it was written, and as each correction put it right."""
    versions = [mapper.values(event, fields)]
    for correction in case.corrections.get(event.originator_version, ()):
        versions.append(versions[-1] | correction.beyond(mapper.opened(correction)))
    return versions
