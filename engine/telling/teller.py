"""The teller reads the log and tells it case by case; it remembers the cases that are moving."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from eventsourcing.persistence import InterfaceError, Notification, OperationalError

from engine.case import Case
from engine.event import Amendment, Event
from engine.folding import amended, fold
from engine.lifecycle import START
from engine.log import Log
from engine.mapper import EventMapper
from engine.policy_book import PolicyBook
from engine.projection import Batch, News, Story, Stuck
from engine.telling.moving import Known, Moving

EVENTS_KEPT = 10_000


class Teller:
    """Tells stretches of the log, each event decoded once; an event that cannot be told holds up its own case only.

    Streams whose topics lie `beside` the cases are passed over.
    """

    def __init__(
        self,
        log: Log,
        mapper: EventMapper,
        workflows: Mapping[str, type[Case]],
        policies: PolicyBook,
        beside: Collection[str],
        most: int = EVENTS_KEPT,
    ) -> None:
        self._log, self._mapper, self._workflows, self._policies = log, mapper, workflows, policies
        self._beside = frozenset(beside)
        self._known = Moving(most)

    def tell(self, after: int, limit: int, stop: int | None = None) -> Batch | None:
        """What up to `limit` events after a position have to tell; None at the end of the log."""
        rows = self._log.select_notifications(after, limit, stop, inclusive_of_start=False)
        if not rows:
            return None
        moved: dict[str, list[Notification]] = {}
        for row in rows:
            if row.topic not in self._beside:
                moved.setdefault(str(row.originator_id), []).append(row)
        upto = rows[-1].id
        return Batch(after, upto, len(rows), *self._stories(self._streams(moved, upto), after))

    def retell(self, since: Mapping[str, int], upto: int) -> Batch:
        """The stories of some cases up to a position; what is new begins for each at its own position."""
        self._known.forget(since)
        streams = _by_case(self._log.select_streams(since, upto))
        stuck: list[Stuck] = []
        stories = [self._story(case, rows, since[case] - 1, stuck) for case, rows in streams.items()]
        return Batch(0, upto, 0, [story for story in stories if story and story.news], stuck)

    def _streams(self, moved: dict[str, list[Notification]], upto: int) -> dict[str, list[Notification]]:
        """What is to be decoded: the new events alone where their case is known, else all of its events."""
        strange = [case for case, rows in moved.items() if not self._known.precedes(case, rows[0])]
        self._known.forget(strange)
        return moved | _by_case(self._log.select_streams(strange, upto)) if strange else moved

    def _stories(self, streams: Mapping[str, Sequence[Notification]], told: int) -> tuple[list[Story], list[Stuck]]:
        stuck: list[Stuck] = []
        stories = [self._story(case, rows, told, stuck) for case, rows in streams.items()]
        return [story for story in stories if story and story.news], stuck

    def _story(self, case: str, rows: Sequence[Notification], told: int, stuck: list[Stuck]) -> Story | None:
        events, stop = self._decoded(rows)
        known = self._known.take(case)
        try:
            later = self._later(known, events) if events else known
            policy = self._policies.get(later.case.policy) if later.case else None
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a case cannot be folded for holds up this case only
            news = next(row for row in rows if row.id > told)
            stuck.append(Stuck(case, news.id, news.originator_version, error))
            return None
        if stop is not None:
            stuck.append(stop if stop.position > told else _at_the_news(stop, rows, told))
        if later.case is None or policy is None:
            return None
        self._known.keep(later)
        return Story(later.case, later.counted, _news(known, events, rows, told), policy)

    def _decoded(self, rows: Sequence[Notification]) -> tuple[list[Event], Stuck | None]:
        """The events up to the first that cannot be read."""
        read = self._mapper.to_domain_event
        events: list[Event] = []
        for row in rows:
            try:
                events.append(read(row))
            except Exception as error:  # noqa: BLE001 -- whatever makes an event unreadable holds up its case only
                return events, Stuck(str(row.originator_id), row.id, row.originator_version, error)
        return events, None

    def _later(self, known: Known, events: Sequence[Event]) -> Known:
        written = [*known.written, *events]
        if known.case is None or any(isinstance(event, Amendment) for event in events):
            return Known(fold(written, self._workflows), written, amended(written))
        case = known.case.after(events[0])
        for event in events[1:]:
            event.mutate(case)
        counted = written if known.counted is known.written else [*known.counted, *events]
        return Known(case, written, counted)


def _by_case(rows: Sequence[Notification]) -> dict[str, list[Notification]]:
    streams: dict[str, list[Notification]] = {}
    for row in rows:
        streams.setdefault(str(row.originator_id), []).append(row)
    return streams


def _at_the_news(stop: Stuck, rows: Sequence[Notification], told: int) -> Stuck:
    """What cannot be read lies in what was told before: the case is held up from its first new event on."""
    first = next(row for row in rows if row.id > told)
    return Stuck(stop.case, first.id, first.originator_version, stop.error)


def _news(known: Known, events: Sequence[Event], rows: Sequence[Notification], told: int) -> list[News]:
    stage, policy = (known.case.stage, known.case.policy) if known.case else (START, 0)
    news = []
    for number, (row, event) in enumerate(zip(rows, events, strict=False), 1):
        if isinstance(event, Amendment):
            stage, policy = _left_at([*known.written, *events[:number]])
        stage, policy = vars(event).get("stage", stage), vars(event).get("policy", policy)
        if row.id > told:
            news.append(News(row.id, event, stage, policy))
    return news


def _left_at(events: Sequence[Event]) -> tuple[str, int]:
    """The stage and the policy in which these events leave the case, amended as they say."""
    counted = amended(events)
    stage, policy = (
        next(vars(event)[name] for event in reversed(counted) if name in vars(event)) for name in ("stage", "policy")
    )
    return stage, policy
