"""Following: what the cases of the story lead to without a person, at the moment at which it would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from engine.application import Application
from engine.reaction import Occasion, Reaction
from engine.reading import BESIDE_THE_CASES
from engine.telling.carrying_out import carry_out

PAGE = 1_000
Due = tuple[Reaction, Occasion]


class Following:
    """Asks every case what will follow from how it stands, and has it carried out when its time has come."""

    def __init__(self, application: Application, set_clock: Callable[[datetime], None]) -> None:
        self._application, self._set_clock = application, set_clock
        self._due: dict[str, list[Due]] = {}
        self._read_to = 0

    def until(self, moment: datetime) -> None:
        """Carry out what comes due by then, the earliest first; what is refused is passed over, as it always is."""
        while (found := self._next()) and found[1][1].at <= moment:
            case, due = found
            reaction, occasion = due
            self._set_clock(occasion.at)
            self._due[case].remove(due)
            carry_out(self._application, self._application.case(case), reaction, occasion, lambda _refusal: None)

    def _next(self) -> tuple[str, Due] | None:
        self._read()
        due = ((case, each) for case, dues in self._due.items() for each in dues)
        return min(due, key=lambda one: (one[1][1].at, one[1][1].cause), default=None)

    def _read(self) -> None:
        """Ask the cases that have changed."""
        changed = set()
        while rows := self._application.log.select_notifications(self._read_to, PAGE, inclusive_of_start=False):
            self._read_to = rows[-1].id
            changed |= {str(row.originator_id) for row in rows if row.topic not in BESIDE_THE_CASES}
        for case in sorted(changed):
            self._due[case] = list(self._dues(case))

    def _dues(self, case_id: str) -> Iterator[Due]:
        case = self._application.case(case_id)
        policy = self._application.policies.get(case.policy)
        for reaction in case.reactions:
            yield from ((reaction, occasion) for occasion in reaction.when(case, policy))
