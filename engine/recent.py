"""The cases used last, kept so that a step need not replay them; the log's unique keys prove them fresh."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from engine.case import Case


class RecentCases:
    """A bounded store of folded cases, the longest unused forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._lock = Lock()

    def get(self, case_id: str) -> Case | None:
        """The case as it was last seen."""
        with self._lock:
            case = self._cases.get(case_id)
            if case is not None:
                self._cases.move_to_end(case_id)
            return case

    def keep(self, case: Case) -> None:
        """Remember the case, unless a later state of it is known."""
        with self._lock:
            known = self._cases.get(case.id)
            if known is None or known.version < case.version:
                self._cases[case.id] = case
                self._cases.move_to_end(case.id)
            if len(self._cases) > self._most:
                self._cases.popitem(last=False)

    def forget(self, case_id: str) -> None:
        """Read it from the log next time."""
        with self._lock:
            self._cases.pop(case_id, None)
