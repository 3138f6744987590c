"""A case as it was known at an earlier moment, for those who may know of it now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, ParamSpec, TypeVar

from eventsourcing.persistence import Notification

from adapters.index import Entry
from adapters.register.entry import any_entry_of, entry_of
from adapters.register.taken_in import NOT_A_CASES_FAULT, taken_in
from engine.application import Application
from engine.asking.time_travel import AsOf
from engine.event import Event
from engine.folding import amended, fold
from engine.mapper import EventMapper
from engine.projection import Cells, Story
from projections.figures import Figures
from projections.register import Register as Entries

WHO_MAY_SEE_IT = ("confidential", "about", "invited", "requests", "assignee", "raised_by", "campus")
Given = ParamSpec("Given")
Told = TypeVar("Told")


class Known(NamedTuple):
    """A case as it was known, and as it stands."""

    then: Story
    now: Story


class Shown(NamedTuple):
    """What the index and the tables show of a case; of a duplicate nothing, but where it went its words are found."""

    entry: Entry
    filed: Cells | None
    counted: Cells | None


def known(application: Application, events: Sequence[Event], moment: datetime | None) -> Known | None:
    """The case as it was known at a moment, or is now; None if it had not been raised."""
    recorded = AsOf(known_by=moment).select(events)
    if not recorded:
        return None
    now = _story(application, events)
    then = now if len(recorded) == len(events) else _story(application, recorded)
    for name in WHO_MAY_SEE_IT:
        setattr(then.case, name, getattr(now.case, name))
    return Known(then, now)


def shown(application: Application, streams: Iterable[Sequence[Notification]], moment: datetime) -> list[Shown]:
    """What the register showed of these cases; nothing of one that was not filed yet, or that cannot be told."""
    cases = [case for rows in streams if (case := _unless_it_fails(_read, application, rows, moment))]
    application.mapper.sealer.keys.fetch(case.now.case.subject for case in cases)

    def as_known(case: str) -> Story | None:
        told = _unless_it_fails(lambda: known(application, application.events(case), moment))
        return told and told.then

    return [found for case in cases if (found := _unless_it_fails(_shown, application.mapper, case, as_known))]


def _story(application: Application, events: Sequence[Event]) -> Story:
    case = fold(events, application.workflows)
    return Story(case, amended(events), (), application.policies.get(case.policy))


def _read(application: Application, rows: Sequence[Notification], moment: datetime) -> Known | None:
    return known(application, [application.mapper.to_domain_event(row) for row in rows], moment)


def _shown(mapper: EventMapper, case: Known, as_known: Callable[[str], Story | None]) -> Shown | None:
    """The entry as it was; a name that was told only later is the family's all the same."""
    then = case.then
    if then.case.merged_into:
        return Shown(any_entry_of(then, mapper), None, None)
    entry = entry_of(then, mapper)
    if entry is None:
        return None
    if then is not case.now:
        later = any_entry_of(case.now, mapper).people
        entry = entry._replace(people=list(dict.fromkeys([*entry.people, *later])))
    [filed], [counted] = Entries.rows(then), Figures.rows(then)
    return Shown(taken_in(entry, then.case, mapper, as_known), filed, counted)


def _unless_it_fails(tell: Callable[Given, Told | None], *given: Given.args, **named: Given.kwargs) -> Told | None:
    try:
        return tell(*given, **named)
    except NOT_A_CASES_FAULT:
        raise
    except Exception:  # noqa: BLE001 -- whatever cannot be opened or read leaves out its case only
        return None
