"""Engines, made once for each address: every new one compiles its statements anew, a tenth of a scenario's time.

Nothing is kept of what they read. A file that is new again is opened anew; connections to the stage stay open, and are
replaced when a scenario begins with a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Engine

from adapters import bootstrap
from features.steps.places import STAGE

MAKERS = ("sqlite_engine", "sqlite_store", "postgres_engine", "postgres_store")


def remember_engines() -> None:
    """From now on."""
    for maker in MAKERS:
        setattr(bootstrap, maker, cache(_staying(getattr(bootstrap, maker))))


def _staying(make: Callable[..., Any]) -> Callable[..., Any]:
    """Who lets go of what is made lets go of a file, but not of the stage."""

    def made(*address: Any, **how: Any) -> Any:
        new = make(*address, **how)
        engine: Engine = getattr(new, "engine", new)
        if engine.url.database == STAGE:
            vars(engine)["dispose"] = lambda: None
        return new

    return made
