"""The demo institution as `serve --demo` finds it: made where there is nothing, and served again where it was made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from adapters.settings import Settings

SIGN_INS = "demo-sign-ins.json"


def furnished(settings: Settings, now: datetime) -> list[str]:
    """One sign-in a role, a line each; a month of the institution's life is made up to now, unless it is there."""
    kept = settings.data / SIGN_INS
    if kept.is_file():
        lines: list[str] = orjson.loads(kept.read_bytes())
        return lines
    from adapters.cli.progress import waiting
    from adapters.demo import furnish

    with waiting("making the demo institution"):
        signs = furnish(settings, now)
    _keep(kept, signs)
    return signs


def _keep(file: Path, signs: Sequence[str]) -> None:
    """For its owner alone, and only once everything else is made."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(orjson.dumps(signs))
