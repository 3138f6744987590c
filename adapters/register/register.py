"""Searching the register: what the index finds is shown as the table of entries has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from adapters.index import Entry, Filters, Hit, Similar, TextIndex
from adapters.index.schema import keyword
from adapters.register.as_known import known
from adapters.register.asking import Asked, ask, moment_of, start_of
from adapters.register.entry import any_entry_of
from adapters.register.following import IndexFollower
from adapters.register.past import Past
from adapters.register.showing import Shown, item
from adapters.register.sight import scope_of
from engine.access import Who, may_see
from engine.application import Application
from engine.asking.selection import EVERY_CASE, Selection
from engine.asking.track_record import track_records
from engine.refusal import Flaw, NotFillable, NotThere
from engine.time.calendar import Calendar
from projections.register import Register as Entries

RESOLVED = Filters()


@dataclass(frozen=True)
class Register:
    """Past cases, found by what was said in them or by their likeness; nobody finds what they may not see.

    Asked `as_of` a moment, it answers with what was known then; as of a day, with what was known by its end, or by now.
    """

    follower: IndexFollower
    entries: Entries
    application: Application
    past: Past

    @property
    def index(self) -> TextIndex:
        """The live index."""
        return self.follower.index

    def search(
        self,
        query: str,
        who: Who,
        filters: Filters = RESOLVED,
        *,
        limit: int = 20,
        cursor: str | None = None,
        as_of: datetime | date | None = None,
    ) -> Shown:
        """The entries that contain every word of a query, with the counts of all that do."""
        start, asked = start_of(cursor), self.asked(self.moment(as_of))
        found = ask(asked, "q", lambda index: index.search(query, scope_of(who), filters, limit=limit, offset=start))
        items = self._items(who, asked, found.hits, found.best)
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
        as_of: datetime | date | None = None,
    ) -> Shown:
        """The entries most like a case, be it in the register yet or not, or like a text; each with the reasons."""
        if (case is None) == (text is None):
            raise NotFillable([Flaw("case", "give either a case or a text")])
        moment = self.moment(as_of)
        asked = self.asked(moment)

        def alike_in(index: TextIndex) -> list[Similar]:
            if case is None:
                return index.similar(text or "", scope_of(who), filters, limit=limit)
            return self._like(index, case, who, filters, limit, moment)

        found = ask(asked, "text", alike_in)
        return {"items": self._items(who, asked, found, 1.0)}

    def approaches(
        self,
        who: Who,
        wanted: Selection = EVERY_CASE,
        *,
        limit: int = 50,
        cursor: str | None = None,
        as_of: datetime | date | None = None,
    ) -> Shown:
        """What came of each approach in the resolved cases that this person may see, the most used first.

        One that is called after a family is not told to those who may not know the family.
        """
        start, asked = start_of(cursor), self.asked(self.moment(as_of))
        entries, scope = asked.entries, scope_of(who)
        records = track_records(entries.uses(who, wanted), entries.lengths(who, wanted))
        if not scope.people:
            public = ask(asked, "as_of", lambda index: index.values("approach", scope))
            records = [record for record in records if keyword(record.approach) in public]
        items, following = [record._asdict() for record in records[start : start + limit]], start + limit
        return {"items": items, "next": str(following) if following < len(records) else None}

    def moment(self, as_of: datetime | date | None) -> datetime | None:
        """The moment as of which is asked; None for now."""
        return moment_of(as_of, self.application.clock(), self._calendar())

    def asked(self, moment: datetime | None) -> Asked:
        """What answers as of a moment."""
        return self if moment is None else self.past.at(moment)

    def _like(
        self, index: TextIndex, case: str, who: Who, filters: Filters, limit: int, moment: datetime | None
    ) -> list[Similar]:
        try:
            return index.like(case, scope_of(who), filters, limit=limit)
        except KeyError:
            entry = self._not_yet_filed(who, case, moment)
        of = {"category": entry.category, "approach": entry.approach, "incident": entry.incident, "exclude": case}
        return index.similar("\n".join(entry.said), scope_of(who), filters, limit=limit, **of)

    def _not_yet_filed(self, who: Who, case_id: str, moment: datetime | None) -> Entry:
        """A case as it would stand in the register; what this person may not know of is not there."""
        case = known(self.application, self.application.events(case_id), moment)
        if case is None or not may_see(who, case.now.case):
            raise NotThere(f"there is no case {case_id}")
        return any_entry_of(case.then, self.application.mapper)

    def _items(self, who: Who, asked: Asked, found: Sequence[Hit | Similar], best: float) -> list[Shown]:
        rows, local = asked.entries.entries(who, [each.case for each in found]), self._calendar().local
        people = scope_of(who).people
        return [item(rows[each.case], each, local, best=best, people=people) for each in found if each.case in rows]

    def _calendar(self) -> Calendar:
        return self.application.policies.at(self.application.clock()).calendar
