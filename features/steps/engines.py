"""Engines, made once for each address: every new one compiles its statements anew, a tenth of a scenario's time.

Nothing is kept of what they read. A file that is new again is opened anew; connections to the stage stay open, and are
replaced when a scenario begins with a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Engine

from adapters import stores
from features.steps.places import STAGE

MAKERS = ("sqlite_engine", "sqlite_store", "postgres_engine", "postgres_store")
Maker = Callable[..., Any]


def remembering() -> dict[str, Maker]:
    """What makes the engines of a casebook, with a memory that scenarios share, and nobody else."""
    return {maker: cache(_staying(getattr(stores, maker))) for maker in MAKERS}


def _staying(make: Maker) -> Maker:
    """Who lets go of what is made lets go of a file, but not of the stage."""

    def made(*address: Any, **how: Any) -> Any:
        new: Any = make(*address, **how)
        engine: Engine = getattr(new, "engine", new)
        if engine.url.database == STAGE:
            vars(engine)["dispose"] = lambda: None
        return new

    return made
