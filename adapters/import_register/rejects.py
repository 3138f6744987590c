"""The rows that did not come in, listed with their reasons beside the file they stand in."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import orjson

from engine.refusal import NotFillable, Refusal

ENDING = ".rejects.jsonl"


class Rejects:
    """Writes the list; there is none if every row fits."""

    def __init__(self, file: Path, elsewhere: Path) -> None:
        self._places = (file.with_name(file.name + ENDING), elsewhere / (file.name + ENDING))
        self._opened = ExitStack()
        self._file: BinaryIO | None = None
        self.path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._opened.close()
        if kind is None and self.path is None:
            for place in self._places:
                with suppress(OSError):
                    place.unlink()

    def add(self, line: int, refusal: Refusal) -> None:
        """One more row that did not fit."""
        file = self._file or self._open()
        file.write(orjson.dumps({"line": line, "reasons": _reasons(refusal)}) + b"\n")

    def _open(self) -> BinaryIO:
        beside, elsewhere = self._places
        try:
            self._file, self.path = self._opened.enter_context(beside.open("wb")), beside
        except OSError:
            # The register may lie where this program is not allowed to write.
            self._file, self.path = self._opened.enter_context(elsewhere.open("wb")), elsewhere
        return self._file


def _reasons(refusal: Refusal) -> list[dict[str, str]]:
    if isinstance(refusal, NotFillable):
        return [{"field": flaw.field, "message": flaw.message} for flaw in refusal.flaws]
    return [{"field": "row", "message": str(refusal)}]
