"""The name of a file: what is left of it that is safe to show, and to save under."""

from __future__ import annotations

from pathlib import PurePosixPath

from adapters.evidence.kinds import ENDINGS
from engine.characters import seen

LONGEST = 120


def safe_name(name: str, kind: str) -> str:
    """The name without folders and unseen characters, with an ending that its content deserves."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(character for character in seen(last) if character.isprintable()).strip(". ")
    stem = PurePosixPath(shown[-LONGEST:] or "evidence")
    return str(stem) if stem.suffix.lower() in ENDINGS[kind] else f"{stem}{ENDINGS[kind][0]}"
