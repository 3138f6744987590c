"""A Chinese text without the words that only hold its sentences together: what is left may be told to people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

from adapters.index.text import runs

BREAK = "\n"
NUMBERS = "〇零一二两三四五六七八九十百千万亿几半第"
MEASURES = "分钟 小时 个小时 星期 个星期 个月 年 月 日 天 周 次 点 号 名 位 人 块 元 节 岁 公里"


def _words(name: str) -> list[str]:
    return files("adapters.index").joinpath(name).read_text("utf-8").split()


def _any_of(words: Iterable[str]) -> str:
    """The longest of them, begun by a character that few alternatives are tried for."""
    begun = groupby(sorted(words, key=lambda word: (word[0], -len(word))), key=lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in begun)


WHOLE = frozenset(_words("whole_words.txt"))
"""Words that contain one of the others, and mean something."""
QUANTITY = rf"[{NUMBERS}\d]+(?:{_any_of(MEASURES.split())})"
FILLERS = frozenset(_words("filler_words.txt"))
WORDS = re.compile(f"{_any_of(word for word in WHOLE | FILLERS if not word.isascii())}|{QUANTITY}")


def pieces(folded: str) -> list[str]:
    """The Chinese of a text between whatever is no Chinese, fillers and quantities."""
    told = WORDS.sub(lambda found: found[0] if found[0] in WHOLE else BREAK, folded)
    return [han for han, _ in runs(told) if han]
