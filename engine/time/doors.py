"""The doors of a school, day by day: when they open and close. Moments are in UTC, where arithmetic is exact."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from engine.time.hours import Hours, Week
from engine.time.reach import OutOfReach, within_reach

Stretch = tuple[datetime, datetime]

NO_TIME, A_SECOND, A_DAY = timedelta(0), timedelta(seconds=1), timedelta(days=1)
HORIZON = timedelta(days=3653)
DAYS_REMEMBERED = 4096
LOOKS = tuple(timedelta(days=n) for n in range(0, 372, 6))
"""Every sixth day of a year: no zone has changed its clocks and changed them back in less; some have within a week."""


class Doors:
    """They follow the week; a day off keeps them closed, and an extra opening overrules both.

    `sessions` gives the stretches of a day for which they are open, `closing` the end of the day: the last closing
    time, or on a day when they stay closed the latest one of the week. `usual` is how long they are open from Monday
    to Sunday.
    """

    def __init__(
        self, zone: ZoneInfo, week: Week, closed: frozenset[date], open_also: Mapping[date, Hours | None]
    ) -> None:
        self._zone, self._week, self._closed, self._open_also = zone, week.days(), closed, open_also
        self._commonest = Counter(filter(None, self._week)).most_common(1)[0][0]
        self._latest_closing = max(hours.closing for hours in self._week if hours)
        self._named = defaultdict[int, set[date]](set)
        for day in closed.union(open_also):
            self._named[day.year].add(day)
        self.usual = tuple(hours.length if hours else NO_TIME for hours in self._week)
        self.sessions = lru_cache(DAYS_REMEMBERED)(self._sessions)
        self.closing = lru_cache(DAYS_REMEMBERED)(self._closing)

    def day_of(self, moment: datetime) -> date:
        """The school's date at that moment."""
        return moment.astimezone(self._zone).date()

    def midnight(self, day: date) -> datetime:
        """When the day begins."""
        return self._moment(day, 0)

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

    def odd_days(self, year: int) -> set[date]:
        """The days of a year that may be longer or shorter than usual: those named, and those of another clock."""
        return self._named.get(year, set()) | set(self._changes_of_the_clock(year))

    def _changes_of_the_clock(self, year: int) -> Iterator[date]:
        first, offset = datetime(year, 1, 1), self._zone.utcoffset  # noqa: DTZ001 -- what the clock shows
        looks = [first + days for days in LOOKS]
        offsets = list(map(offset, looks))
        for look, before, after in zip(looks, offsets, offsets[1:], strict=False):
            if before != after:
                days = (look + A_DAY * n for n in range(LOOKS[1].days))
                yield from (day.date() for day in days if day.year == year and offset(day) != offset(day + A_DAY))

    def _sessions(self, day: date) -> tuple[Stretch, ...]:
        hours = self._hours(day)
        if hours is None:
            return ()
        bounds = [self._moment(day, minutes) for minutes in chain(*hours.intervals)]
        # What the clock skips from beginning to end has no length.
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
        """The first moment at which the clock shows this time, or where it skips it, a later one."""
        wall = datetime.combine(within_reach(day), time()) + timedelta(minutes=minutes)
        moment = wall.replace(tzinfo=self._zone).astimezone(UTC)
        if self._shown(moment) == wall:
            return moment
        before = wall.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        seconds = range((moment - before) // A_SECOND)
        return before + A_SECOND * bisect_left(seconds, wall, key=lambda n: self._shown(before + A_SECOND * n))

    def _shown(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone).replace(tzinfo=None)
