"""What a case owes: what somebody is to do about it by a day, and what colleagues were asked and have not answered."""

from __future__ import annotations

from engine.awaited import Awaited
from engine.duty import Duty


class Owing:
    """Duties by keys that are unique in the case, and requests by their numbers; bound anew with every change."""

    duties: dict[str, Duty]
    set_aside: dict[str, Duty]
    requests: dict[int, Awaited]

    def owe(self, key: str, duty: Duty) -> None:
        """Owe something until it is settled under the same key, which is unique in the case; an older one gives way."""
        self.duties = {**self.duties, key: duty}

    def settle(self, key: str) -> None:
        """Owe it no longer, if it was owed."""
        self.duties = {owed: duty for owed, duty in self.duties.items() if owed != key}
        self.set_aside = {owed: duty for owed, duty in self.set_aside.items() if owed != key}

    def awaits(self, person: str) -> bool:
        """Whether somebody was asked something that they have not answered yet."""
        return any(awaited.is_open and awaited.of == person for awaited in self.requests.values())

    def await_from(self, awaited: Awaited) -> None:
        """Await a contribution, or know what became of it; whoever has not answered owes it."""
        self.requests = {**self.requests, awaited.request: awaited}
        if awaited.is_open:
            self.owe(awaited.key, awaited.duty)
        else:
            self.settle(awaited.key)
