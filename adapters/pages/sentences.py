"""Sentences that the program makes below the pages, such as a refusal, in the reader's language.

The catalogues have them with `{}` for what varies: "{} is at version {}".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from babel.messages.pofile import read_po

CATALOGUES = "sentences.po"
BLANK = "{}"
KEPT, LONGEST = 16_384, 400


class Pattern(NamedTuple):
    """A sentence with blanks, and how another language puts it, each blank by its number."""

    reads: re.Pattern[str]
    puts: str


@lru_cache(KEPT)
def told(sentence: str, locale: str) -> str:
    """The sentence in a language; as it is, where no catalogue knows it."""
    exact, patterns = _catalogue(locale)
    if sentence in exact:
        return exact[sentence]
    if len(sentence) <= LONGEST:
        for pattern in patterns:
            if found := pattern.reads.fullmatch(sentence):
                return pattern.puts.format(*(told(part, locale) for part in found.groups()))
    return sentence


@cache
def _catalogue(locale: str) -> tuple[dict[str, str], list[Pattern]]:
    folder, known = files(__package__).joinpath("locales", locale), dict[str, str]()
    for source in folder.iterdir() if folder.is_dir() else ():
        if source.name.endswith(CATALOGUES):
            with source.open("rb") as opened:
                known |= {str(entry.id): str(entry.string) for entry in read_po(opened, locale=locale) if entry.id}
    exact = {sentence: put for sentence, put in known.items() if BLANK not in sentence}
    blanks = sorted((sentence for sentence in known if BLANK in sentence), key=len, reverse=True)
    return exact, [Pattern(_pattern(sentence), known[sentence]) for sentence in blanks]


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, sentence.split(BLANK))), re.DOTALL)
