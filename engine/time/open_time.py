"""Open time: how much of it lies between two moments, and where so much of it ends, over any span of years."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain

from engine.time.doors import A_DAY, NO_TIME, Doors, Stretch
from engine.time.reach import LAST_DAY

A_YEAR = timedelta(days=365)


class OpenTime:
    """Whole days are counted by the week, and set right by the odd ones, which are looked for once a year."""

    def __init__(self, doors: Doors) -> None:
        self._doors, self._of_week = doors, sum(doors.usual, NO_TIME)
        self._odd = cache(self._odd_days)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from one moment to another; none if that is not later."""
        first, last = self._doors.day_of(start), self._doors.day_of(end)
        # Where the clock is put back over midnight, the next day has already begun once.
        edges = {first, last, min(last + A_DAY, LAST_DAY)}
        sessions = chain.from_iterable(map(self._doors.sessions, edges))
        parts = (min(end, closes) - max(start, opens) for opens, closes in sessions)
        return self._of_days(first + A_DAY, last) + sum((part for part in parts if part > NO_TIME), NO_TIME)

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which so much open time has run; the start itself for none."""
        end = start
        for _, reached in self.filling(*self._shortened(start, amount)):
            end = reached
        return end

    def filling(self, start: datetime, left: timedelta) -> Iterator[Stretch]:
        """The stretches from a moment on that add up to so much open time."""
        today = self._doors.day_of(start)
        days = chain((today,), self._doors.open_days(today))
        while left:
            for opens, closes in self._doors.sessions(next(days)):
                if left and start < closes:
                    begin = max(start, opens)
                    end = closes if closes - begin <= left else begin + left
                    yield begin, end
                    left -= end - begin

    def _shortened(self, start: datetime, amount: timedelta) -> tuple[datetime, timedelta]:
        """Where the last days of a long count begin, and what is left to count then."""
        today = self._doors.day_of(start)
        day = today + A_DAY
        left = amount - self.between(start, self._doors.midnight(day)) if amount > self._of_week else NO_TIME
        if left <= NO_TIME:
            return start, amount
        while (of_year := self._of_days(day, day + A_YEAR)) < left:
            left -= of_year
            day = day + A_YEAR if of_year else self._next_open_day(day, today)
        days = bisect_left(range(A_YEAR.days), left, key=lambda n: self._of_days(day, day + A_DAY * n)) - 1
        return self._doors.midnight(day + A_DAY * days), left - self._of_days(day, day + A_DAY * days)

    def _next_open_day(self, day: date, first: date) -> date:
        """The one that follows the latest before this day, or the first day of the count."""
        day -= A_DAY
        while day > first and not self._doors.sessions(day):
            day -= A_DAY
        return next(self._doors.open_days(day))

    def _of_days(self, first: date, end: date) -> timedelta:
        """The open time of the days from the first until the end, which is not one of them."""
        end = min(end, LAST_DAY + A_DAY)
        if end <= first:
            return NO_TIME
        weeks, days = divmod((end - first).days, 7)
        usual = (self._doors.usual[(first.weekday() + n) % 7] for n in range(days))
        years = range(first.year, (end - A_DAY).year + 1)
        odd = (more for year in years for day, more in self._odd(year) if first <= day < end)
        return sum(chain(usual, odd), weeks * self._of_week)

    def _odd_days(self, year: int) -> list[tuple[date, timedelta]]:
        """The days of the year that are open for longer or shorter than their weekday is, and by how much."""
        odd = []
        for day in self._doors.odd_days(year):
            sessions = self._doors.sessions(day)
            more = sum((closes - opens for opens, closes in sessions), -self._doors.usual[day.weekday()])
            if more:
                odd.append((day, more))
        return odd
