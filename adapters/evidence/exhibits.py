"""Exhibits: the files of cases, for those who may see the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from adapters.evidence.store import EvidenceStore
from engine.access import Who, may_see
from engine.application import Application
from engine.case import Case
from engine.personal import ERASED
from engine.reading_book import ReadingBook
from engine.refusal import NotThere
from engine.steps.evidence import Exhibit

SEALED = ("file_names", "file_keys")


class Found(NamedTuple):
    """A file that somebody may read: what is known of it, what it is called, and its content piece by piece."""

    exhibit: Exhibit
    name: str
    content: Iterator[bytes]


@dataclass(frozen=True)
class Exhibits:
    """Finds in the log what a file is and what opens it."""

    application: Application
    cases_of: Callable[[str], list[str]]
    store: EvidenceStore
    readings: ReadingBook

    def find(self, who: Who, file: str) -> Found:
        """The file of this id; NotThere unless it belongs to a case that this person may see."""
        for case_id in self.cases_of(file):
            case = self.application.case(case_id)
            if file in case.evidence and may_see(who, case):
                self.readings.put_down(who, case, case.version, "evidence")
                return self._opened(case, file)
        raise NotThere(f"there is no evidence {file[:80]}, or it has not been named in a step yet")

    def _opened(self, case: Case, file: str) -> Found:
        event: Any = self.application.events(case.id)[case.evidence[file] - 1]
        exhibit = next(exhibit for exhibit in event.files if exhibit.id == file)
        names, keys = self.application.mapper.values(event, SEALED).values()
        if ERASED in (names, keys):
            raise NotThere("the file cannot be read any more: the personal data of its family were erased")
        return Found(exhibit, names[file], self.store.read(exhibit, keys[file]))


def ties(application: Application, case_id: str, file: str) -> bool | None:
    """Whether the case that a file belongs to is closed; None if no event of the case names it."""
    try:
        events: list[Any] = application.events(case_id)
        if not any(file == exhibit.id for event in events for exhibit in vars(event).get("files") or ()):
            return None
        return application.case(case_id).closed_at is not None
    except NotThere:
        return None
    except Exception:  # noqa: BLE001 -- whatever a case cannot be read for, its files stay
        return False
