"""What was opened a moment ago: a case that is shown again, one step later, need not be opened again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from engine.event import Event
from engine.mapper import EventMapper, personal_fields_of
from engine.sealing import sealed_for

KEPT = 10_000


class _Kept(NamedTuple):
    event: Event
    fields: dict[str, Any]
    subjects: tuple[str, ...]


class Opened:
    """The latest opened events, in memory alone; what was opened is forgotten with the key that opened it."""

    def __init__(self, mapper: EventMapper) -> None:
        self._mapper, self._cipher = mapper, mapper.sealer.keys.cipher
        self._kept: OrderedDict[tuple[str, int], _Kept] = OrderedDict()

    def fields(self, event: Event) -> dict[str, Any]:
        """The form as it was filled in, ready for JSON."""
        place = event.originator_id, event.originator_version
        kept = self._kept.get(place)
        if kept is None or kept.event is not event or not all(map(self._cipher, kept.subjects)):
            kept = _Kept(event, self._mapper.opened(event), _subjects(event))
            self._kept[place] = kept
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return dict(kept.fields)


def _subjects(event: Event) -> tuple[str, ...]:
    sealed = (getattr(event, name) for name in personal_fields_of(type(event)))
    return tuple({sealed_for(personal.box) for personal in sealed if personal is not None})
