"""The log of a running program: one line of JSON for everything, and no word of what anybody wrote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

WRITTEN = "王小明 138"
BEGIN = f"""
import asyncio, gc, logging, threading, warnings
import structlog
from adapters.logs import log_to_standard_error, telling

WRITTEN = {WRITTEN!r}
class Family:
    def __repr__(self): return WRITTEN
    def fails(self): raise ValueError(WRITTEN)
    def __del__(self): self.fails()
async def in_the_loop(use):
    use(asyncio.get_running_loop())
    await asyncio.sleep(0.01)
    gc.collect()
async def fails(): Family.fails(None)
log_to_standard_error("info")
"""
ENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "the program's own": (
        "structlog.get_logger().info('hello', size=3)",
        {"event": "hello", "size": 3, "level": "info"},
    ),
    "a library's warning": (
        "logging.getLogger('uvicorn.error').warning('Invalid HTTP request received.')",
        {"event": "Invalid HTTP request received.", "logger": "uvicorn.error", "level": "warning"},
    ),
    "a library's error": (
        "try: Family.fails(None)\nexcept ValueError: logging.getLogger('uvicorn.error').exception('Failed\\n')",
        {"event": "Failed", "error": "ValueError"},
    ),
    "a task": (
        "asyncio.run(in_the_loop(lambda loop: loop.create_task(fails()) and None))",
        {"event": "Task exception was never retrieved", "logger": "asyncio", "error": "ValueError"},
    ),
    "a callback": (
        "asyncio.run(in_the_loop(lambda loop: loop.call_soon(lambda family: Family.fails(None), WRITTEN)))",
        {"event": "Exception in callback ", "logger": "asyncio", "error": "ValueError"},
    ),
    "a thread": (
        "thread = threading.Thread(target=Family.fails, args=(None,)); thread.start(); thread.join()",
        {"event": "nobody expected this", "error": "ValueError"},
    ),
    "what is thrown away": ("Family()", {"event": "nobody expected this", "error": "ValueError"}),
    "another process": (
        "with telling(): Family.fails(None)",
        {"event": "nobody expected this", "error": "ValueError"},
    ),
    "the program": ("Family.fails(None)", {"event": "nobody expected this", "error": "ValueError"}),
    "a deprecation": (
        "warnings.warn(WRITTEN, UserWarning, stacklevel=1)",
        {"event": f"<string>:{1 + BEGIN.count(chr(10))}: UserWarning", "logger": "py.warnings"},
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_whatever_goes_wrong_is_a_line_of_json_without_a_word_of_anybody(end: str) -> None:
    """What, where and of which kind; never the text of an error, which may quote a family."""
    script, expected = ENDS[end]
    done = subprocess.run(  # noqa: S603 -- our own
        [sys.executable, "-c", BEGIN + script],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    told = orjson.loads(line)
    assert {name: told[name] for name in expected} == expected
    assert told["timestamp"]
    assert WRITTEN not in line
    assert repr(WRITTEN)[1:-1].encode("unicode_escape").decode() not in line
    assert told.get("at") or "error" not in told


def test_debugging_shows_what_is_below_information() -> None:
    """The level that is asked for decides; of the libraries only warnings are heard in any case."""
    script = BEGIN + "logging.getLogger('uvicorn.error').info('x'); structlog.get_logger().debug('y')"
    done = subprocess.run(  # noqa: S603 -- our own
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
