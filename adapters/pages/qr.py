"""QR codes: an address or a key as a picture, drawn as a path of SVG, so that no image has to come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import segno

QUIET = 4
"""The margin that whoever reads a QR code needs, in squares."""


class Picture(NamedTuple):
    """How many cells a side has, and the dark ones."""

    size: int
    path: str


def picture_of(text: str) -> Picture:
    """The picture of a text."""
    code = segno.make(text, error="m")
    runs = (run for y, row in enumerate(code.matrix_iter(border=QUIET)) for run in _runs(y, row))
    return Picture(int(code.symbol_size(border=QUIET)[0]), "".join(runs))


def _runs(y: int, row: Iterable[int]) -> Iterator[str]:
    """The dark cells of a row, as long as they go on."""
    x = 0
    for is_dark, cells in groupby(row):
        length = sum(1 for _ in cells)
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
