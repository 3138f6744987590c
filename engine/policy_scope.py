"""The scope of a policy: what there is for it to speak of, so that no rule in it is written in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.policy import ALWAYS, Policy, Spans
from engine.refusal import Flaw, NotFillable


@dataclass(frozen=True, slots=True)
class Scope:
    """The time zones there are, and by workflow and name the deadlines that a policy sets, each with its rows.

    Of the rows some are `kinds` that every case is one of.
    """

    zones: Collection[str]
    deadlines: Mapping[str, Mapping[str, tuple[str, ...]]]
    kinds: Collection[str]

    def expect(self, policy: Policy) -> None:
        """Refuse a policy that speaks of anything else, or leaves out a kind; every flaw says where it is."""
        if flaws := [*self._zone(policy.calendar.zone), *self._workflows(policy.deadlines)]:
            raise NotFillable(flaws)

    def _zone(self, zone: str) -> Iterator[Flaw]:
        if zone not in self.zones:
            yield Flaw("calendar.zone", f'"{zone}" is not the same on every machine; write one such as Asia/Shanghai')

    def _workflows(self, deadlines: Mapping[str, Mapping[str, Spans]]) -> Iterator[Flaw]:
        for workflow, named in deadlines.items():
            place = f"deadlines.{workflow}"
            if workflow in self.deadlines:
                yield from _names(place, named, self.deadlines[workflow])
                yield from self._left_out(place, named, self.deadlines[workflow])
            else:
                yield Flaw(place, f"there is no such workflow; there are {_listed(self.deadlines)}")

    def _left_out(self, place: str, named: Mapping[str, Spans], known: Mapping[str, tuple[str, ...]]) -> Iterator[Flaw]:
        """A case of a kind that is left out would have no such deadline at all."""
        for name, spans in named.items():
            missing = [kind for kind in known.get(name, ()) if kind in self.kinds and kind not in spans]
            if missing and ALWAYS not in spans:
                yield Flaw(f"{place}.{name}", f"says nothing of cases that are {_listed(missing)}; add that, or always")


def _names(place: str, named: Mapping[str, Spans], known: Mapping[str, tuple[str, ...]]) -> Iterator[Flaw]:
    for name, spans in named.items():
        if name not in known:
            yield Flaw(f"{place}.{name}", f"there is no such deadline for a policy to set; there are {_listed(known)}")
            continue
        kinds = (*known[name], ALWAYS)
        for kind in spans:
            if kind not in kinds:
                yield Flaw(f"{place}.{name}.{kind}", f"there is no such kind of case; there are {_listed(kinds)}")


def _listed(names: Collection[str]) -> str:
    return ", ".join(names) or "none"
