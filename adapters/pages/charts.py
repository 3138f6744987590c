"""Charts: where everything in one stands, in per cent of its width, so that a phone shows it as well as a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import NamedTuple

ROW, HEIGHT, GAP = 38, 150, 0.28
LABELS = 6
DIGITS = 2
STEPS = (1, 2, 3, 4, 6, 8, 10)


class Amount(NamedTuple):
    """So much of something; `kind` says how it is drawn, and what the legend calls it."""

    kind: str
    amount: float


class Segment(NamedTuple):
    """A piece of a bar: where it begins, and how long it is."""

    kind: str
    start: float
    length: float


class Row(NamedTuple):
    """One bar before it is drawn: its name, what is said beside it, and its pieces."""

    label: str
    note: str
    amounts: Sequence[Amount]


class Bar(NamedTuple):
    """One bar: its name, what is said beside it, its height in the picture, and its pieces."""

    label: str
    note: str
    y: int
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Bars:
    """Bars one below the other: each in parts of itself, or all on the scale of the longest."""

    rows: Sequence[Row]
    whole: bool = False

    @property
    def height(self) -> int:
        """Of the picture."""
        return ROW * len(self.rows)

    def __iter__(self) -> Iterator[Bar]:
        lengths = [sum(part.amount for part in row.amounts) for row in self.rows]
        longest = max(lengths, default=0)
        for number, (row, length) in enumerate(zip(self.rows, lengths, strict=True)):
            scale = 100 / ((length if self.whole else longest) or 1)
            yield Bar(row.label, row.note, ROW * number, list(_laid(row.amounts, scale)))


@dataclass(frozen=True)
class Columns:
    """Columns side by side, each of pieces one upon the other, over a scale of whole numbers."""

    rows: Sequence[Row]
    height: int = HEIGHT

    @property
    def top(self) -> int:
        """The number at which the scale ends: the first round one that no column exceeds."""
        most = max((sum(part.amount for part in row.amounts) for row in self.rows), default=0)
        if most <= 1:
            return 1
        power = 10 ** int(log10(most))
        return int(next(step * power for step in STEPS if most <= step * power))

    @property
    def width(self) -> float:
        """Of one column."""
        return round(100 / len(self.rows) * (1 - GAP), DIGITS)

    @property
    def numbered(self) -> bool:
        """Whether there is room for a number on each column."""
        return len(self.rows) <= 2 * LABELS

    def __iter__(self) -> Iterator[tuple[float, str, str, Sequence[Segment]]]:
        """Where each begins, its label if there is room for it, its note, and its pieces from the bottom up."""
        each, every = 100 / len(self.rows), ceil(len(self.rows) / LABELS)
        for number, row in enumerate(self.rows):
            label = row.label if number % every == 0 else ""
            start = round(each * (number + GAP / 2), DIGITS)
            yield start, label, row.note, list(_laid(row.amounts, self.height / self.top))


def _laid(amounts: Sequence[Amount], scale: float) -> Iterator[Segment]:
    """End to end."""
    start = 0.0
    for kind, amount in amounts:
        length = amount * scale
        if length:
            yield Segment(kind, round(start, DIGITS), round(length, DIGITS))
        start += length
