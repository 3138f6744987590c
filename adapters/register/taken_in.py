"""What was said in duplicates that a case took in: it is found under that case, by those who may see them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eventsourcing.persistence import InterfaceError, OperationalError
from sqlalchemy.exc import DBAPIError

from adapters.index import Entry
from adapters.register.entry import any_entry_of
from engine.application import Application
from engine.case import Case
from engine.folding import amended, fold
from engine.mapper import EventMapper
from engine.projection import Story

NOT_A_CASES_FAULT = (DBAPIError, InterfaceError, OperationalError)
OfCase = Callable[[str, int], Story | None]
"""A case as it stood at a position of the log; None if it cannot be told."""


def told(application: Application, mapper: EventMapper) -> OfCase:
    """Tells any case from the log."""

    def of_case(case_id: str, upto: int) -> Story | None:
        try:
            rows = application.log.select_streams([case_id], upto)
            events = [mapper.to_domain_event(row) for row in rows]
            case = fold(events, application.workflows)
            return Story(case, amended(events), (), application.policies.get(case.policy))
        except NOT_A_CASES_FAULT:
            raise
        except Exception:  # noqa: BLE001 -- what cannot be read holds up no other case
            return None

    return of_case


def taken_in(entry: Entry, case: Case, mapper: EventMapper, of_case: Callable[[str], Story | None]) -> Entry:
    """The entry of a case with what was said in those that were merged into it, by whom, and who takes part in all."""
    stories = list(_duplicates(case, case, of_case)) if case.links else []
    if not stories:
        return entry
    mapper.sealer.keys.fetch(story.case.subject for story in stories)
    entries = [any_entry_of(story, mapper) for story in stories]
    words = [text for other in entries for text in (*other.said, *other.handling, *other.people)]
    names = [name for other in entries for name in other.people]
    beside = set.intersection(*(_taking_part(story.case) for story in stories))
    return entry._replace(others=list(dict.fromkeys(names)), aside=list(dict.fromkeys(words)), beside=sorted(beside))


def _taking_part(case: Case) -> set[str]:
    people = {*case.admitted, *filter(None, (case.raised_by, case.assignee))}
    return {person for person in people if not case.hides_from(person)}


def _duplicates(of: Case, where: Case, of_case: Callable[[str], Story | None]) -> Iterator[Story]:
    """Those merged into a case, or into one of them; not what is of another campus, or hidden from others by now."""
    for name in dict.fromkeys(link.case for link in where.links):
        story = of_case(name)
        if story and story.case.merged_into == where.id:
            if story.case.campus == of.campus and story.case.is_hidden_like(of):
                yield story
            yield from _duplicates(of, story.case, of_case)
