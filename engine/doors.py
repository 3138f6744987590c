"""The doors of a school, day by day: when they open and close. Moments are in UTC, where arithmetic is exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from zoneinfo import ZoneInfo

from engine.opening import FIRST_DAY, LAST_DAY, Hours, Week

Stretch = tuple[datetime, datetime]

NO_TIME, A_DAY = timedelta(0), timedelta(days=1)
HORIZON = timedelta(days=3653)
DAYS_REMEMBERED = 4096


class OutOfReach(ValueError):
    """The calendar has no such moment: nothing opens within ten years, the terms end, or the calendar does."""


class Doors:
    """They follow the week; a day off keeps them closed, and an extra opening overrules both.

    `sessions` gives the stretches of a day for which they are open, `closing` the end of the day: the last closing
    time, or on a day when they stay closed the latest one of the week.
    """

    def __init__(
        self, zone: ZoneInfo, week: Week, closed: frozenset[date], open_also: Mapping[date, Hours | None]
    ) -> None:
        self._zone, self._week, self._closed, self._open_also = zone, week.days(), closed, open_also
        self._commonest = Counter(filter(None, self._week)).most_common(1)[0][0]
        self._latest_closing = max(hours.closing for hours in self._week if hours)
        self.sessions = lru_cache(DAYS_REMEMBERED)(self._sessions)
        self.closing = lru_cache(DAYS_REMEMBERED)(self._closing)

    def open_days(self, day: date) -> Iterator[date]:
        """The days after this one on which they open."""
        seen = day
        while True:
            day += A_DAY
            if self.sessions(day):
                yield day
                seen = day
            elif day - seen > HORIZON:
                msg = f"no day is open within ten years after {seen}"
                raise OutOfReach(msg)

    def between(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """The stretches for which they are open from one moment to another."""
        day, last = self._day(start), self._day(end)
        while day <= last:
            for opens, closes in self.sessions(day):
                if start < closes and opens < end and start < end:
                    yield max(start, opens), min(end, closes)
            day += A_DAY

    def filling(self, start: datetime, left: timedelta) -> Iterator[Stretch]:
        """The stretches from a moment on that add up to so much open time."""
        today = self._day(start)
        days = chain((today,), self.open_days(today))
        while left:
            for opens, closes in self.sessions(next(days)):
                if left and start < closes:
                    begin = max(start, opens)
                    end = closes if closes - begin <= left else begin + left
                    yield begin, end
                    left -= end - begin

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _sessions(self, day: date) -> tuple[Stretch, ...]:
        hours = self._hours(day)
        if hours is None:
            return ()
        moments = (self._moment(day, minutes) for minutes in chain(*hours.intervals))
        # An hour that the clock skips would otherwise end before it begins.
        bounds = list(accumulate(moments, max))
        return tuple((opens, closes) for opens, closes in zip(bounds[::2], bounds[1::2], strict=True) if opens < closes)

    def _closing(self, day: date) -> datetime:
        sessions = self.sessions(day)
        return sessions[-1][1] if sessions else self._moment(day, self._latest_closing)

    def _hours(self, day: date) -> Hours | None:
        usual = self._week[day.weekday()]
        if day in self._open_also:
            return self._open_also[day] or usual or self._commonest
        return None if day in self._closed else usual

    def _moment(self, day: date, minutes: int) -> datetime:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise beyond(day)
        return (datetime.combine(day, time(), self._zone) + timedelta(minutes=minutes)).astimezone(UTC)


def beyond(day: date) -> OutOfReach:
    """That a day is none of the calendar's."""
    return OutOfReach(f"{day} lies outside the calendar, which runs from {FIRST_DAY.year} to {LAST_DAY.year}")
