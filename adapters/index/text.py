"""How text becomes searchable: Chinese as single characters and their pairs, all the rest as words.

Two texts are equal if NFKC and case folding, character by character, make them so. Every character, word and gap takes
one position. A gap is whatever stands between characters and words, however long; it is not indexed but keeps its
position, so that no phrase crosses it unawares. Words are whole: `9年` does not find `2019年`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import tantivy

GAP = "_"
BETWEEN_WORDS = f" {GAP} "
BETWEEN_TEXTS = f" {GAP} {GAP} "
WORD_LIMIT = 255  # tantivy drops longer terms without a word

# Scripts written without spaces: Han, kana, Hangul (which inflects at the end of its words).
HAN = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
LETTER = rf"[^\W_{HAN}]"
RUN = re.compile(rf"([{HAN}]+)|({LETTER}{{1,{WORD_LIMIT}}})|[\W_]+")
WORD = re.compile(f"{LETTER}+")
INSIDE_WORD = re.compile(LETTER * 2)
GAP_PATTERN = r"[\W_]+"
_WITHOUT_SIGNS = "".join([sign if sign.isalnum() else " " for sign in map(chr, range(128))])

_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


class _Folding(dict[int, str]):
    """The folded form of every character met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        return folded


_FOLDING = _Folding()


class Units(NamedTuple):
    """What texts are indexed by: their characters, words and gaps one after another; runs of Chinese; words."""

    spelled: str
    han: list[str]
    words: list[str]


def clean(text: str) -> str:
    """The same text in composed characters, without halves of characters that no store takes."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).encode(errors="replace").decode()


def fold(text: str) -> str:
    """The form in which texts are compared."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def aligned(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    return folded, [place for place, character in enumerate(text) for _ in fold(character)]


def runs(folded: str) -> list[tuple[str, str]]:
    """A text as runs of Chinese, and words; a gap is neither."""
    return RUN.findall(folded)


def spelled(of: Sequence[tuple[str, str]]) -> str:
    """Characters, words and gaps, one after another, split by spaces."""
    return " ".join([" ".join(han) if han else word or GAP for han, word in of])


def units(texts: Iterable[str]) -> Units:
    """Folded texts as they are indexed; the gaps at their ends, which no phrase needs, may be left out."""
    one_by_one: list[str] = []
    hans: list[str] = []
    words: list[str] = []
    for text in texts:
        plain = text.translate(_WITHOUT_SIGNS).split() if text.isascii() else None
        if plain is not None and (len(text) <= WORD_LIMIT or max(map(len, plain), default=0) <= WORD_LIMIT):
            one_by_one.append(BETWEEN_WORDS.join(plain))
            words += plain
        else:
            found = runs(text)
            one_by_one.append(spelled(found))
            hans += [han for han, _ in found if han]
            words += [word for _, word in found if word]
    return Units(BETWEEN_TEXTS.join(one_by_one), hans, words)


def places(folded: str) -> list[tuple[int, str]]:
    """Characters and words with their positions."""
    return [(place, unit) for place, unit in enumerate(spelled(runs(folded)).split()) if unit != GAP]


def pairs(han: str) -> list[str]:
    """Each character with its follower."""
    return [first + second for first, second in pairwise(han)]


def stems(of: Sequence[str]) -> list[str]:
    """The English stems of words, in their order."""
    return _STEMMER.analyze(" ".join(of))


def mentions(folded: str, wanted: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where a text stands in another, as the index finds it: no part of a word, and any gap where there is one."""
    for first, last in _standing(folded, wanted, start):
        if not (first and INSIDE_WORD.match(folded, first - 1)) and not INSIDE_WORD.match(folded, last - 1):
            yield first, last


def _standing(folded: str, wanted: str, start: int) -> Iterator[tuple[int, int]]:
    parts = ["".join(run) for run in runs(wanted)]
    if not all(part in folded for part in parts):
        return
    if parts == [wanted]:
        at = folded.find(wanted, start)
        while at >= 0:
            yield at, at + len(wanted)
            at = folded.find(wanted, at + len(wanted))
    else:
        pattern = "".join([re.escape(part) or GAP_PATTERN for part in parts])
        yield from (match.span() for match in re.compile(pattern).finditer(folded, start))


def words_with(folded: str, root: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The words that begin with a root."""
    at = folded.find(root, start)
    while at >= 0:
        word = WORD.match(folded, at)
        end = word.end() if word else at + 1
        if word and not (at and INSIDE_WORD.match(folded, at - 1)):
            yield at, end
        at = folded.find(root, end)
