"""Where a hit says what was searched for, as short fragments of its texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from adapters.index.found import Fragment, Piece
from adapters.index.query import Chunk
from adapters.index.text import INSIDE_WORD, aligned

FRAGMENT_LIMIT = 3
BEFORE, AFTER = 30, 90
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of one folded text."""

    text: int
    start: int
    end: int

    def shows(self, text: int, span: tuple[int, int]) -> bool:
        return self.text == text and self.start <= span[0] and span[1] <= self.end


def fragments(texts: Sequence[str], chunks: Sequence[Chunk]) -> tuple[Fragment, ...]:
    """The first mention of each part of a query with what stands around it, every mention in it marked."""
    folded = [aligned(text) for text in texts]
    windows: list[_Window] = []
    for chunk in chunks:
        if len(windows) == FRAGMENT_LIMIT:
            break
        window = _first(chunk, [text for text, _ in folded], windows)
        if window:
            windows.append(window)
    return tuple(_cut(texts[window.text], *folded[window.text], window, chunks) for window in windows)


def _first(chunk: Chunk, folded: Sequence[str], shown: Sequence[_Window]) -> _Window | None:
    for number, text in enumerate(folded):
        for span in chunk.spans(text):
            if any(window.shows(number, span) for window in shown):
                return None
            return _around(number, text, span)
    return None


def _around(number: int, text: str, span: tuple[int, int]) -> _Window:
    """A window that cuts no word of ordinary length in two."""
    start, end = max(0, span[0] - BEFORE), min(len(text), span[1] + AFTER)
    heads, tails = range(start, max(0, start - BEFORE), -1), range(end, min(len(text), end + BEFORE))
    start = next((place for place in heads if not INSIDE_WORD.match(text, place - 1)), heads.stop)
    end = next((place for place in tails if not INSIDE_WORD.match(text, place - 1)), tails.stop)
    return _Window(number, start, end)


def _cut(text: str, folded: str, origin: Sequence[int], window: _Window, chunks: Sequence[Chunk]) -> Fragment:
    place, end = origin[window.start], origin[window.end - 1] + 1
    pieces = [Piece(ELLIPSIS, hit=False)] if place else []
    for first, last in _marks(folded, window, chunks):
        start, stop = max(place, origin[first]), origin[last - 1] + 1
        pieces += [Piece(text[place:start], hit=False), Piece(text[start:stop], hit=True)]
        place = max(place, stop)
    pieces += [Piece(text[place:end], hit=False), Piece(ELLIPSIS if end < len(text) else "", hit=False)]
    return tuple(piece for piece in pieces if piece.text)


def _marks(folded: str, window: _Window, chunks: Sequence[Chunk]) -> list[tuple[int, int]]:
    """All mentions inside a window, those that overlap joined."""
    marks: list[tuple[int, int]] = []
    for span in sorted(span for chunk in chunks for span in _inside(folded, window, chunk)):
        if marks and span[0] <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], span[1]))
        else:
            marks.append(span)
    return marks


def _inside(folded: str, window: _Window, chunk: Chunk) -> Iterator[tuple[int, int]]:
    return takewhile(lambda span: span[1] <= window.end, chunk.spans(folded, window.start))
