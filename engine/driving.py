"""Driving a conversation about storing: what it decides is stored, and it is told what came of that."""

from __future__ import annotations

from asyncio import sleep as sleep_aside
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from eventsourcing.persistence import PersistenceError

from engine.decision import Decision
from engine.log import Log, Once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """Others were faster: try again after so many seconds."""

    seconds: float


Stored = Sequence[int] | PersistenceError
"""The positions of what was stored, or why nothing was."""

Conversation = Generator[Decision | Wait, Any, T]
"""Says what is to be stored or waited for, is told what was Stored, and ends with an answer."""


def drive(conversation: Conversation[T], log: Log, once: Once | None, pause: Callable[[float], None]) -> T:
    """The answer, once everything is stored."""
    told = None
    try:
        while True:
            told = _do(conversation.send(told), log, once, pause)
    except StopIteration as done:
        answer: T = done.value
        return answer


async def drive_aside(conversation: Conversation[T], log: Log, once: Once | None) -> T:
    """The same for the event loop: it serves others while something is being stored."""
    told = None
    try:
        while True:
            told = await _do_aside(conversation.send(told), log, once)
    except StopIteration as done:
        answer: T = done.value
        return answer


def _do(effect: Decision | Wait, log: Log, once: Once | None, pause: Callable[[float], None]) -> Stored:
    if isinstance(effect, Wait):
        pause(effect.seconds)
        return ()
    try:
        return log.insert_events(effect.stored, once=once)
    except PersistenceError as error:
        return error


async def _do_aside(effect: Decision | Wait, log: Log, once: Once | None) -> Stored:
    if isinstance(effect, Wait):
        await sleep_aside(effect.seconds)
        return ()
    try:
        return await log.insert_aside(effect.stored, once)
    except PersistenceError as error:
        return error
