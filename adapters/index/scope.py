"""Who asks, and so what may be found and counted."""

from __future__ import annotations

from dataclasses import dataclass

from tantivy import Query

from adapters.index.clauses import all_of, any_of, but_not, is_confidential, same
from adapters.index.schema import EVERYBODY


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may see; nothing, unless it is said here.

    `manager` acts at `campus`, or everywhere without one; an entry of no campus is every manager's.
    `people` may search and see names and phones of families.
    """

    me: str | None = None
    campus: str | None = None
    manager: bool = False
    everything: bool = False
    confidential_all: bool = False
    people: bool = False

    def clause(self) -> Query:
        """What must hold of an entry for it to exist for the one who asks."""
        shown = [*self._taking_part(), *self._managed()]
        ordinary = any_of([*shown, *([is_confidential(value=False)] if self.everything else [])])
        unnamed = [but_not(query, same("about", self.me)) if self.me else query for query in shown]
        guarded = any_of([*unnamed, *([is_confidential(value=True)] if self.confidential_all else [])])
        return any_of(
            [
                all_of([is_confidential(value=False), ordinary]),
                all_of([is_confidential(value=True), guarded]),
            ]
        )

    def aside(self) -> Query | None:
        """Of which entries also that is searched which was said elsewhere, unmasked; None of none."""
        managed = [self._unless_hidden(query) for query in self._managed()]
        beside = [same("beside", self.me)] if self.me else []
        ways = [*managed, *beside, *([Query.all_query()] if self.everything else [])]
        return any_of(ways) if ways and self.people else None

    def _unless_hidden(self, query: Query) -> Query:
        """Whoever a confidential case is about does not manage it."""
        if self.me is None:
            return query
        return any_of([all_of([is_confidential(value=False), query]), but_not(query, same("about", self.me))])

    def _taking_part(self) -> list[Query]:
        return [same(part, self.me) for part in ("raised_by", "assignee", "admitted")] if self.me else []

    def _managed(self) -> list[Query]:
        if not self.manager:
            return []
        if self.campus is None:
            return [Query.all_query()]
        return [same("whose", self.campus), same("whose", EVERYBODY)]
