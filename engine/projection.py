"""A read model is told the story of every case that moved, and answers with the rows that show it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol

from sqlalchemy import Column, Executable, Row, Table

from engine.case import Case
from engine.deadlines import Deadline
from engine.event import Event
from engine.policy import Policy

Cells = tuple[Any, ...]
"""One row, column by column; moments as numbers."""


class News(NamedTuple):
    """An event that had not been told before, as it was written; the stage and the policy in which it left the case."""

    position: int
    event: Event
    stage: str
    policy: int


@dataclass(frozen=True)
class Story:
    """A case as it now stands, all its events as they count now, and what is new about it."""

    case: Case
    events: Sequence[Event]
    news: Sequence[News]
    policy: Policy

    @cached_property
    def deadlines(self) -> Sequence[Deadline]:
        """The deadlines of the case, judged when its last event was recorded: a read model knows no other moment."""
        return self.case.deadlines_at(self.case.modified_on, self.policy)

    @property
    def outcome(self) -> str | None:
        """How the case ended, in the words of the event that closed it last; None while it is open."""
        if self.case.closed_at is None:
            return None
        ends = (vars(event) for event in reversed(self.events) if vars(event).get("stage") == self.case.stage)
        return next((end.get("outcome") for end in ends), None)


@dataclass(frozen=True, slots=True)
class Stuck:
    """An event that could not be told, and with it all later ones of its case."""

    case: str
    position: int
    version: int
    error: Exception


@dataclass(frozen=True, slots=True)
class Batch:
    """What a stretch of the log has to tell: one story for each case that moved in it."""

    after: int
    upto: int
    size: int
    stories: Sequence[Story]
    stuck: Sequence[Stuck]


class View(Protocol):
    """The table of a read model that is in use now."""

    def ask(self, question: Callable[[Table], Executable]) -> Sequence[Row[Any]]:
        """The rows that answer a question to the table."""


class ReadModel(ABC):
    """One table, made of stories, and the questions it answers; it can always be built again from the log.

    Raise `version` with every change to the columns or to what is written into them. The rows of a case replace its
    earlier ones, told apart by `version`, the case's; where the table `grows`, rows are only ever added. Rows `stay`
    where a case, once it has them, never has fewer.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    grows: ClassVar[bool] = False
    stay: ClassVar[bool] = False

    def __init__(self, view: View) -> None:
        self._view = view

    @staticmethod
    @abstractmethod
    def columns() -> Sequence[Column[Any]]:
        """New columns for a new table; `case_id` and `version` are among them."""

    @staticmethod
    @abstractmethod
    def rows(story: Story) -> Iterable[Cells]:
        """The rows of a case, or, where the table grows, those of what is new."""


Retell = Callable[[Mapping[str, int], int], Batch]
"""Tells cases again, each from a position of its own, up to one position."""


class Track(Protocol):
    """Something built up to a position in the log, and this process is the one to build on."""

    @property
    def position(self) -> int:
        """Up to where it has been built."""

    def take(self, batch: Batch) -> None:
        """Build on, with what follows the position."""


class Follower(Protocol):
    """What is built from the log, by this process or by another."""

    def tracks(self) -> Sequence[Track]:
        """What this process is to build on now."""

    def watch(self) -> None:
        """See how far another process has built; this one builds nothing."""

    def settle(self, *, idle: bool, urgent: bool) -> None:
        """Make visible what was taken: soon once there is nothing more to take, and now if somebody waits for it."""

    def position(self) -> int:
        """Up to where what everybody sees had been built, whoever builds it, when this was last looked at."""

    def is_rebuilding(self) -> bool:
        """Whether something is being built anew beside what everybody sees."""

    def retry_parked(self, retell: Retell) -> int:
        """Try again the cases that could not be told; how many of them could be now."""

    def release(self) -> None:
        """Let another process build."""
