"""The cases as the log has them; those used last are kept, and the log's unique keys prove them fresh."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock

from engine.case import Case
from engine.event import Event
from engine.folding import fold
from engine.log import Log
from engine.mapper import EventMapper
from engine.reading import BESIDE_THE_CASES
from engine.refusal import NotThere

LONGEST_NAME = 80


class Cases:
    """Loads cases, and keeps a bounded number of them folded, the longest unused forgotten first."""

    def __init__(self, log: Log, mapper: EventMapper, workflows: Mapping[str, type[Case]], most: int) -> None:
        self._log, self._mapper, self._workflows, self._most = log, mapper, workflows, most
        self._kept: OrderedDict[str, Case] = OrderedDict()
        self._lock = Lock()

    def current(self, case_id: str) -> Case:
        """The case as the log has it now."""
        known = self.recent(case_id)
        if known is None or self._log.select_events(case_id, gt=known.version):
            return self.load(case_id)
        return known

    def load(self, case_id: str) -> Case:
        """The case, folded anew from everything that happened to it."""
        case = fold(self.events(case_id), self._workflows)
        self.keep([case])
        return case

    def at(self, case_id: str, version: int) -> Case:
        """The case as it was at a version."""
        return fold(self.events(case_id, version), self._workflows)

    def events(self, case_id: str, upto: int | None = None) -> list[Event]:
        """Everything that happened to a case, in order; up to a version, if given."""
        stored = self._log.select_events(case_id, lte=upto) if case_id.isprintable() else ()
        if not stored or stored[0].topic in BESIDE_THE_CASES:
            msg = f"there is no case {case_id[:LONGEST_NAME]}"
            raise NotThere(msg)
        return [self._mapper.to_domain_event(row) for row in stored]

    def recent(self, case_id: str) -> Case | None:
        """The case as it was last seen, if it is still kept."""
        with self._lock:
            case = self._kept.get(case_id)
            if case is not None:
                self._kept.move_to_end(case_id)
            return case

    def is_kept(self, case_id: str) -> bool:
        """Whether it can be shown without reading all that happened to it."""
        return case_id in self._kept

    def keep(self, cases: Iterable[Case]) -> None:
        """Remember these, unless a later state of them is known."""
        with self._lock:
            for case in cases:
                known = self._kept.get(case.id)
                if known is None or known.version < case.version:
                    self._kept[case.id] = case
                    self._kept.move_to_end(case.id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, case_ids: Iterable[str]) -> None:
        """Read them from the log next time."""
        with self._lock:
            for case_id in case_ids:
                self._kept.pop(case_id, None)
