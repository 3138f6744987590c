"""Phone numbers: the same digits, however they are spaced and with whatever code before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"\d(?:(?:[^\w\n]|_){0,3}\d){5,}")
WITH_CODE = re.compile(r"\+|0|86\d{11}$")
LONGEST_CODE = 4
SHORTEST_WITHOUT_CODE = 7


def numbers_in(folded: Iterable[str]) -> Iterator[str]:
    """The digits of every number, and of each once more without what may be its country's or its city's code."""
    for text in folded:
        for match in NUMBER.finditer(text):
            digits = _digits(match[0])
            yield digits
            if WITH_CODE.match("+" if text[: match.start()].endswith("+") else digits):
                yield from (digits[n:] for n in range(1, LONGEST_CODE + 1) if len(digits) - n >= SHORTEST_WITHOUT_CODE)


def spans_of(folded: str, numbers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where these numbers stand in a text, with their codes."""
    for match in NUMBER.finditer(folded):
        digits = _digits(match[0])
        places = [match.start() + place for place, sign in enumerate(match[0]) if sign.isdigit()]
        for number in numbers:
            at = digits.find(number)
            while at >= 0:
                yield places[0 if at <= LONGEST_CODE else at], places[at + len(number) - 1] + 1
                at = digits.find(number, at + 1)


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))
