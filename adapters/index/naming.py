"""The ways to call somebody: in full, by the given name, with a title or without, written apart or together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adapters.index.text import runs

SHORTEST, SHORTEST_WORD = 2, 3
"""A single character would blot out half a text, a word of two letters every other line."""
GIVEN = 2
"""Characters of a given name; what stands before them in a name of three or four is the family's."""
LONGEST_NAME = 4
TITLES = frozenset(
    (
        *("aunt", "dad", "daddy", "father", "grandfather", "grandma", "grandmother", "grandpa", "guardian", "madam"),
        *("miss", "mister", "mom", "mother", "mrs", "mum", "mummy", "parent", "sir", "the", "uncle"),
    )
)
TITLE = re.compile(
    "(?:的?(?:妈妈|爸爸|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|叔叔|阿姨|姑姑|舅舅|哥哥|姐姐"
    "|家长|监护人|女士|先生|小姐|太太|同学|妈|爸))+$"
)


def ways_to_call(person: str) -> Iterator[str]:
    """Of a folded name every way that says enough to be looked for; none of somebody known by a title only."""
    parts = [run for run in runs(person) if any(run)]
    hans = [called for han, _ in parts if han and (called := TITLE.sub("", han))]
    words = [word for _, word in parts if word]
    if hans or not TITLES.issuperset(words):
        together = [] if words else ["".join(hans)]
        ways = [_bare(person, "".join(parts[0]), "".join(parts[-1])), "".join(words), " ".join(reversed(words))]
        ways += [way for han in [*hans, *together] for way in _ways_in_han(han)]
        ways += [word for word in words if len(word) >= SHORTEST_WORD and word.isalpha() and word not in TITLES]
        yield from (way for way in dict.fromkeys(ways) if len(way) >= SHORTEST)


def _bare(person: str, first: str, last: str) -> str:
    """Without signs before its first part and after its last: those alone would be found everywhere."""
    return person[person.find(first) : person.rfind(last) + len(last)]


def _ways_in_han(name: str) -> Iterator[str]:
    yield name
    if len(name) == GIVEN:
        yield " ".join(name)
    elif GIVEN < len(name) <= LONGEST_NAME:
        yield name[-GIVEN:]
