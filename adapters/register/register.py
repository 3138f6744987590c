"""Searching the register: what the index finds is shown as the table of entries has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row

from adapters.index import BadQuery, Entry, Filters, Fragment, Similar, TextIndex
from adapters.register.entry import any_entry_of
from adapters.register.following import IndexFollower
from adapters.register.sight import scope_of
from engine.access import Who, may_see
from engine.application import Application
from engine.calendar import Calendar
from engine.case import amended
from engine.projection import Story
from engine.refusal import Flaw, NotFillable, NotThere
from projections.register import Register as Entries

Shown = dict[str, Any]
Answer = TypeVar("Answer")
RESOLVED = Filters()
LONGEST_CURSOR = 6
AS_THEY_STAND = ("reference", "workflow", "state", "category", "summary", "outcome", "approach", "satisfaction")


@dataclass(frozen=True)
class Register:
    """Past cases, found by what was said in them or by their likeness; nobody finds what they may not see."""

    follower: IndexFollower
    entries: Entries
    application: Application

    def search(
        self, query: str, who: Who, filters: Filters = RESOLVED, *, limit: int = 20, cursor: str | None = None
    ) -> Shown:
        """The entries that contain every word of a query, with the counts of all that do."""
        start = _start(cursor)
        found = self._ask("q", lambda index: index.search(query, scope_of(who), filters, limit=limit, offset=start))
        rows = self.entries.entries(who, [hit.case for hit in found.hits])
        items = [
            self._item(rows[hit.case], hit.score) | _highlights(hit.highlights)
            for hit in found.hits
            if hit.case in rows
        ]
        end = start + limit
        return {
            "items": items,
            "facets": found.facets,
            "total": found.total,
            "next": str(end) if end < found.total else None,
        }

    def similar(
        self,
        who: Who,
        *,
        case: str | None = None,
        text: str | None = None,
        filters: Filters = RESOLVED,
        limit: int = 5,
    ) -> Shown:
        """The entries most like a case, be it in the register yet or not, or like a text; each with the reasons."""
        if (case is None) == (text is None):
            raise NotFillable([Flaw("case", "give either a case or a text")])
        found = self._ask("text", lambda index: self._alike(index, who, case, text, filters, limit))
        rows = self.entries.entries(who, [alike.case for alike in found])
        items = [
            self._item(rows[alike.case], alike.score) | {"reasons": [str(reason) for reason in alike.reasons]}
            for alike in found
            if alike.case in rows
        ]
        return {"items": items}

    def _alike(
        self, index: TextIndex, who: Who, case: str | None, text: str | None, filters: Filters, limit: int
    ) -> list[Similar]:
        if case is None:
            return index.similar(text or "", scope_of(who), filters, limit=limit)
        try:
            return index.like(case, scope_of(who), filters, limit=limit)
        except KeyError:
            entry = self._not_yet_filed(who, case)
        of = {"category": entry.category, "approach": entry.approach, "exclude": case}
        return index.similar("\n".join(entry.said), scope_of(who), filters, limit=limit, **of)

    def _not_yet_filed(self, who: Who, case_id: str) -> Entry:
        """A case as it would stand in the register; what this person may not know of is not there."""
        case = self.application.case(case_id)
        if not may_see(who, case):
            raise NotThere(f"there is no case {case_id}")
        events, policy = self.application.events(case_id), self.application.policies.get(case.policy)
        return any_entry_of(Story(case, amended(events), (), policy), self.application.mapper)

    def _ask(self, field: str, question: Callable[[TextIndex], Answer]) -> Answer:
        """Ask the live index; once more if it was swapped in the middle of it."""
        try:
            return question(self.follower.index)
        except BadQuery as error:
            raise NotFillable([Flaw(field, str(error))]) from None
        except (OSError, ValueError):
            return question(self.follower.index)

    def _item(self, row: Row[Any], score: float) -> Shown:
        """An entry as its readers see it, in the institution's own time."""
        local = self._calendar().local
        return {
            "case": row.case_id,
            **{name: getattr(row, name) for name in AS_THEY_STAND},
            "score": score,
            "raised_at": local(row.raised_at).isoformat(),
            "closed_at": row.closed_at and local(row.closed_at).isoformat(),
        }

    def _calendar(self) -> Calendar:
        policies = self.application.policies
        return policies.get(policies.latest()).calendar


def _highlights(fragments: Sequence[Fragment]) -> Shown:
    """Where the words were found: as plain texts, and in pieces that say which of them are hits."""
    return {
        "highlights": ["".join(piece.text for piece in fragment) for fragment in fragments],
        "fragments": [[piece._asdict() for piece in fragment] for fragment in fragments],
    }


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > LONGEST_CURSOR:
        raise NotFillable([Flaw("cursor", "is not one that was given out")])
    return int(cursor)
