"""Logs: lines of JSON on standard error, for programs to read; never a word of what a case holds."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import orjson
import structlog

A_LINE = re.compile(r".*")
WHAT_QUOTES_NOTHING = {"asyncio": re.compile(r"(?:[^<\n(]|\(\))*"), "py.warnings": re.compile(r".*?:\d+: \w+")}
"""The event loop goes on with the values that it was at work on, a warning with whatever its author thought of."""


def tell_on_standard_error(level: str) -> None:
    """Write what the program itself says from this level on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def log_to_standard_error(level: str) -> None:
    """Write that, what the libraries say from a warning on, and whatever goes wrong where nobody catches it."""
    tell_on_standard_error(level)
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_Lines())
    logging.root.handlers = [lines]
    logging.root.setLevel(max(logging.getLevelNamesMapping()[level.upper()], logging.WARNING))
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    sys.excepthook = _unhandled
    sys.unraisablehook = lambda lost: _unhandled(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: _unhandled(lost.exc_type, lost.exc_value, lost.exc_traceback)


@contextmanager
def telling() -> Iterator[None]:
    """Whatever goes wrong in here is told, and then the process ends."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- the last resort of a process of its own
        _unhandled(type(error), error, error.__traceback__)
        raise SystemExit(1) from None


def places(trace: TracebackType | None) -> list[str]:
    """Where it went wrong, without a word of what was being done: that may be somebody's."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


class _Lines(logging.Formatter):
    """What a library says, in one line; of an error its kind and its place, since its text may quote anything."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage().encode(errors="replace").decode()
        unquoted = WHAT_QUOTES_NOTHING.get(record.name, A_LINE).match(said)
        told: dict[str, Any] = {
            "event": unquoted[0] if unquoted else "",
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info and record.exc_info[0]:
            told |= {"error": record.exc_info[0].__name__, "at": places(record.exc_info[2])}
        return orjson.dumps(told).decode()


def _unhandled(kind: type[BaseException], _: BaseException | None, trace: TracebackType | None) -> None:
    structlog.get_logger().error("nobody expected this", error=kind.__name__, at=places(trace))
