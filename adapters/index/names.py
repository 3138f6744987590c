"""Names and phones of families: out of sight for whoever may not know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from adapters.index.naming import SHORTEST, ways_to_call
from adapters.index.phones import NUMBER, numbers_in, spans_of
from adapters.index.text import aligned, fold, mentions, places

MASK = "***"


class Hidden(NamedTuple):
    """The ways to call a family, and the digits of its phones; both are masked wherever they are mentioned."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


NOTHING = Hidden()


def names(people: Iterable[str]) -> Hidden:
    """What is masked of people who are known by these names and phones."""
    known = [fold(person) for person in people]
    named = (NUMBER.sub(" ", person) for person in known)
    called = dict.fromkeys(way for person in named for way in ways_to_call(person))
    return Hidden(tuple(called), tuple(dict.fromkeys(numbers_in(known))))


def masked(text: str, hidden: Hidden) -> str:
    """The text with every whole mention replaced."""
    if hidden == NOTHING:
        return text
    folded, origin = aligned(text)
    shown: list[str] = []
    place = 0
    for start, end in sorted(_mentioned(folded, hidden)):
        if origin[start] >= place:
            shown += [text[place : origin[start]], MASK]
        place = max(place, origin[end - 1] + 1)
    return "".join([*shown, text[place:]]) if shown else text


def mentioned_in(texts: Iterable[str], people: Sequence[str]) -> Hidden:
    """What is to be masked of these people in folded texts: nothing, where none of them is mentioned."""
    together = "\n".join(texts)
    if not (NUMBER.search(together) or any(_is_near(person, together) for person in people)):
        return NOTHING
    hidden = names(people)
    return hidden if any(_mentioned(together, hidden)) else NOTHING


def _is_near(person: str, folded: str) -> bool:
    """Whether anything of a name stands in a text; most texts need no closer look."""
    return any(unit in folded for _, unit in places(NUMBER.sub(" ", fold(person))))


def _mentioned(folded: str, hidden: Hidden) -> Iterator[tuple[int, int]]:
    for name in hidden.names:
        if name[:SHORTEST] in folded:
            yield from mentions(folded, name)
    if hidden.phones:
        yield from spans_of(folded, hidden.phones)
