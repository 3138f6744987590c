"""The working calendar: which days count, how much open time lies between two moments, and where a count ends."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property, lru_cache
from itertools import chain, count, islice
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from engine.time.days import DaysOff, OpenDay, Term
from engine.time.doors import NO_TIME, Doors, Stretch
from engine.time.hours import Week
from engine.time.open_time import OpenTime
from engine.time.reach import FIRST_DAY, LAST_DAY, OutOfReach, within_reach

A_MINUTE = timedelta(minutes=1)
STANDARD_TIME_EVERYWHERE = 1973
MOMENTS_KEPT = 32_768
TO_THE_MINUTE = len("2026-09-20T20:00")
KindOfDay = Literal["calendar", "working", "school"]


def _known(zone: str) -> str:
    try:
        return ZoneInfo(zone).key
    except (KeyError, ValueError, OSError):
        msg = f'"{zone}" is not a time zone; write one such as Asia/Shanghai'
        raise ValueError(msg) from None


class Calendar(BaseModel):
    """Opening hours by the week, and the dated facts that overrule them. Every answer is on the school's clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zone: Annotated[str, Field(max_length=64), AfterValidator(_known)] = "Asia/Shanghai"
    hours: Week
    closed: Annotated[tuple[DaysOff, ...], Field(max_length=1000)] = ()
    open_also: Annotated[tuple[OpenDay, ...], Field(max_length=1000)] = ()
    terms: Annotated[tuple[Term, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        for day, times in Counter(opening.day for opening in self.open_also).items():
            if times > 1:
                msg = f"open_also names {day} twice"
                raise ValueError(msg)
        return self

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The zone of the school's clock."""
        return ZoneInfo(self.zone)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the school's clock, as it can be written down; the calendar has its day."""
        if moment.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        if not FIRST_DAY.year <= moment.year <= LAST_DAY.year:
            # It may be too far away for any clock.
            within_reach(moment.date())
        local = moment.astimezone(self.timezone)
        within_reach(local.date())
        return local if local.year >= STANDARD_TIME_EVERYWHERE else _in_whole_minutes(local)

    def written(self, moment: datetime) -> str:
        """The same as RFC 3339 writes it."""
        return self._written(moment, moment.fold)

    def shown(self, moment: datetime) -> str:
        """The same for people: such as 2026-09-20 20:00."""
        return self.written(moment)[:TO_THE_MINUTE].replace("T", " ")

    def day_of(self, moment: datetime) -> date:
        """The school's date at that moment."""
        return self.local(moment).date()

    def is_open(self, day: date) -> bool:
        """Whether the doors open at all that day."""
        return bool(self._doors.sessions(day))

    def sessions(self, day: date) -> list[Stretch]:
        """The stretches of the day for which the doors are open."""
        return self._told(self._doors.sessions(day))

    def closing(self, day: date) -> datetime:
        """When the day ends for a deadline: at closing time, or on a closed day at the latest one of the week."""
        return self._doors.closing(day).astimezone(self.timezone)

    def ending(self, agreed: datetime | date) -> datetime:
        """When something is over that was agreed: at the moment, or when the day ends."""
        return agreed if isinstance(agreed, datetime) else self.closing(agreed)

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """The open time between two moments; none if the end is not after the start."""
        return self._open_time.between(self._utc(start), self._utc(end))

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first moment by which so much open time has run since the start; the start itself for none."""
        return self.local(self._open_time.after(self._utc(start), _forward(amount)))

    def stretches_after(self, start: datetime, amount: timedelta) -> list[Stretch]:
        """What `after` runs through."""
        return self._told(self._open_time.filling(self._utc(start), _forward(amount)))

    def days_after(self, day: date, kind: KindOfDay) -> Iterator[date]:
        """The days of a kind that follow, in order; out of reach where there is no next one."""
        match kind:
            case "calendar":
                return (day + timedelta(days=n) for n in count(1))
            case "working":
                return self._doors.open_days(day)
            case "school":
                return self._school_days(day)

    def nth_day_after(self, day: date, n: int, kind: KindOfDay) -> date:
        """The n-th of the days that follow, counted from 1."""
        if n < 1:
            msg = "days are counted from 1"
            raise ValueError(msg)
        return next(islice(self.days_after(day, kind), n - 1, None))

    def __copy__(self) -> Self:
        """The same facts with nothing worked out from them, so that `model_copy` may change them."""
        copied = super().__copy__()
        for remembered in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[remembered]
        return copied

    @cached_property
    def _written(self) -> Callable[[datetime, int], str]:
        """The same few moments are written with every step of a case; `fold` tells an hour that comes twice apart."""
        return lru_cache(MOMENTS_KEPT)(lambda moment, _fold: self.local(moment).isoformat())

    @cached_property
    def _doors(self) -> Doors:
        closed = chain.from_iterable(days.dates() for days in self.closed)
        return Doors(self.timezone, self.hours, frozenset(closed), {each.day: each.hours for each in self.open_also})

    @cached_property
    def _open_time(self) -> OpenTime:
        return OpenTime(self._doors)

    @cached_property
    def _days_of_terms(self) -> list[date]:
        return sorted(set(chain.from_iterable(term.dates() for term in self.terms)))

    def _school_days(self, day: date) -> Iterator[date]:
        later = islice(self._days_of_terms, bisect_right(self._days_of_terms, day), None)
        yield from filter(self.is_open, later)
        msg = f"no school day follows {day}: the calendar needs another term"
        raise OutOfReach(msg)

    def _utc(self, moment: datetime) -> datetime:
        return self.local(moment).astimezone(UTC)

    def _told(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        return [(self.local(opens), self.local(closes)) for opens, closes in stretches]


def _in_whole_minutes(local: datetime) -> datetime:
    """Towns once went by the sun; no offset is written with seconds, in RFC 3339 or elsewhere."""
    minutes = round((local.utcoffset() or NO_TIME) / A_MINUTE)
    return local.astimezone(timezone(minutes * A_MINUTE))


def _forward(amount: timedelta) -> timedelta:
    if amount < NO_TIME:
        msg = "open time is counted forward"
        raise ValueError(msg)
    return amount
