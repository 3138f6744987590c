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
    if lines := _kept(kept):
        if _hold(settings, lines):
            return lines
        kept.unlink()
    from adapters.cli.progress import waiting
    from adapters.demo import furnish

    with waiting("making the demo institution"):
        signs = furnish(settings, now)
    _keep(kept, signs)
    return signs


def _kept(file: Path) -> list[str]:
    lines: list[str] = orjson.loads(file.read_bytes()) if file.is_file() else []
    return lines


def _hold(settings: Settings, lines: Sequence[str]) -> bool:
    """Whether anybody signs in by these; the log may have been deleted, and the file left behind."""
    if settings.database is None and not settings.log_file.exists():
        return False
    from adapters.bootstrap import open_casebook

    with open_casebook(settings) as casebook:
        return any(casebook.staff.by_token(line.rpartition(" ")[2]) for line in lines)


def _keep(file: Path, signs: Sequence[str]) -> None:
    """For its owner alone, and only once everything else is made."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(orjson.dumps(signs))
