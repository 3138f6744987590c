"""Sentences that the program makes below the pages, such as a refusal, in the reader's language.

The catalogues have them with `{}` for what varies: "{} is at version {}".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

from babel.messages.pofile import read_po

from adapters.pages.codes import code_word
from adapters.pages.texts import word

CATALOGUES = "sentences.po"
BLANK = "{}"
KEPT, LONGEST = 16_384, 400
REFUSES_A_STEP = re.compile(r"in \S+ the step |(?:you|an? [a-z]+|a manager of .+) may not ")
"""Such a sentence names steps, stages, fields and roles, and nothing that anybody has written."""
FILED_ALIKE = re.compile("same (category|approach) ")
"""Such a sentence names what cases are filed under."""
NAMES = re.compile(r"[a-z_]+(?:, [a-z_]+)*")
COMMA = ", "
KINDS = ("step", "stage", "field", "role")
COUNT = re.compile(r"(?:[-\d\s:.,()]|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|h|min|to|and|more)\b)+")
"""Days and hours as they are counted: 29 Tue, 30 Wed."""


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
    if COUNT.fullmatch(sentence):
        return re.sub(r"[A-Za-z]+|, ", lambda word: exact.get(word[0], word[0]), sentence)
    if len(sentence) <= LONGEST:
        for pattern in patterns:
            if found := pattern.reads.fullmatch(sentence):
                put = _putting(sentence, locale)
                return pattern.puts.format(*map(put, found.groups()))
    return sentence


def _putting(sentence: str, locale: str) -> Callable[[str], str]:
    """How what varies in a sentence is put."""
    if filed := FILED_ALIKE.match(sentence):
        return partial(code_word, locale, filed[1])
    return partial(_named if REFUSES_A_STEP.match(sentence) else told, locale=locale)


def _named(part: str, locale: str) -> str:
    """What steps, stages, fields and roles are called, one or several; anything else as it is told."""
    if not NAMES.fullmatch(part):
        return told(part, locale)
    named = ([word(locale, kind, name) for kind in KINDS] for name in part.split(", "))
    known = (next((name for name in names if not name.isascii()), names[0]) for names in named)
    return _catalogue(locale)[0].get(COMMA, COMMA).join(known)


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
