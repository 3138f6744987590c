"""How text becomes searchable: Chinese as single characters and their pairs, all the rest as words.

Two texts are equal if NFKC and case folding make them so. Every character, pair, word and gap takes one position: a run
ABC is `A AB B BC C`. A gap is whatever stands between characters and words, however long; it is not indexed but keeps
its position, so no phrase crosses it unawares. Words are whole: `9年` does not find `2019年`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

import tantivy

GAP = "_"
BETWEEN_TEXTS = f" {GAP} {GAP} "
WORD_LIMIT = 255  # tantivy drops longer terms without a word

# Scripts written without spaces: Han, kana, Hangul (which inflects at the end of its words).
HAN = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
LETTER = rf"[^\W_{HAN}]"
RUN = re.compile(rf"([{HAN}]+)|({LETTER}{{1,{WORD_LIMIT}}})|[\W_]+")
WORD_STARTS, WORD_ENDS = rf"(?<!{LETTER})", rf"(?!{LETTER})"

_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


def clean(text: str) -> str:
    """The same text in composed characters, without halves of characters that no store takes."""
    return unicodedata.normalize("NFC", text).encode(errors="replace").decode()


def fold(text: str) -> str:
    """The form in which texts are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def units(folded: str) -> list[str]:
    """Characters with their pairs, words, and gaps: one a position."""
    found: list[str] = []
    for han, word in RUN.findall(folded):
        if han:
            run = [GAP] * (2 * len(han) - 1)
            run[::2] = han
            run[1::2] = pairs(han)
            found += run
        else:
            found.append(word or GAP)
    return found


def stream(folded: Iterable[str]) -> str:
    """Several texts as one, split at spaces by the index; wider than any gap is what lies between two of them."""
    return BETWEEN_TEXTS.join(" ".join(units(text)) for text in folded)


def cover(folded: str) -> list[tuple[int, str]]:
    """The fewest units, with their positions, that prove a text to be contained as it stands."""
    found: list[tuple[int, str]] = []
    place = 0
    for han, word in RUN.findall(folded):
        if len(han) > 1:
            starts = sorted({*range(0, len(han) - 1, 2), len(han) - 2})
            found += [(place + 2 * start + 1, han[start : start + 2]) for start in starts]
        elif han or word:
            found.append((place, han or word))
        place += 2 * len(han) - 1 if han else 1
    return found


def pairs(han: str) -> list[str]:
    """Each character with its follower."""
    return [first + second for first, second in pairwise(han)]


def words(folded: str) -> list[str]:
    """All that is not Chinese, word by word."""
    return [word for _, word in RUN.findall(folded) if word]


def stems(of: Sequence[str]) -> list[str]:
    """The English stems of words, in their order."""
    return _STEMMER.analyze(" ".join(of))


def literal(folded: str) -> str:
    """A pattern for a text as the index finds it: whole words, and any gap where there is one."""
    pattern = "".join(re.escape(match[0]) if match.lastindex else r"[\W_]+" for match in RUN.finditer(folded))
    starts = WORD_STARTS if re.match(LETTER, folded) else ""
    ends = WORD_ENDS if re.search(rf"{LETTER}\Z", folded) else ""
    return f"{starts}{pattern}{ends}"


def aligned(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    folded = fold(text)
    if len(folded) == len(text) and unicodedata.is_normalized("NFKC", text):
        return folded, range(len(text))
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]
