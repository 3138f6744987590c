"""The characters that texts are made of: what nobody sees is taken out, what no text contains is refused."""

from __future__ import annotations

import re

CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Marks of direction, fillers, tags and the like: two texts that differ in them look the same, or worse, reversed."""
JOINERS = "\u200c\u200d"
"""They shape what stands on both sides of them, in names and in emoji; at the end of a text they shape nothing."""
VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""They choose the shape of the character before them."""
BLANK = "\u2800"

_NEVER = CONTROLS + UNSEEN
TEXT = rf"^[^{_NEVER}{JOINERS}{VARIANTS}{BLANK}](?:[^{_NEVER}]*[^{_NEVER}{JOINERS}{BLANK}])?$"
"""A trimmed text that says something."""
_WORD = rf"[^\s./{_NEVER}{JOINERS}{VARIANTS}{BLANK}]+"
PATH = rf"^{_WORD}(?:\.{_WORD})*$"

_unseen = re.compile(f"[{UNSEEN}]")
_leading = re.compile(f"^[{JOINERS}{VARIANTS}{BLANK}]+")


def seen(text: str) -> str:
    """The text as people see it, with one kind of line end: browsers end lines with CR LF."""
    shown = _unseen.sub("", text.replace("\r\n", "\n")).strip()
    return _leading.sub("", shown).rstrip(JOINERS + BLANK)
