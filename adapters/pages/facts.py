"""Facts: what a step said, put as its page shows it: people by their names, choices in words, parts as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from adapters.lifecycles import form_for
from adapters.pages.blanks import Blank, blanks_of
from adapters.pages.codes import CODES
from adapters.pages.sentences import told
from adapters.pages.visit import Visit
from engine.case import Case
from engine.reaction import shown_actor

NOT_SHOWN = frozenset({"happened_at", "new", "files", "request"})
"""Shown elsewhere, or of no use to a reader."""
NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
GIVEN_MOMENTS = ("_at", "_due")
"""How the moments end that no form asks for."""
CASE, OWED = "case", "of"
LONG = 60
AS_WORDS = frozenset({"words", "text", "answer"})


class Said(NamedTuple):
    """One field of a step: how it is to be drawn, and what stands there."""

    name: str
    kind: str
    value: Any
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Puts what steps said, for one visit."""

    visit: Visit
    name_of: Callable[[str], str]
    files: Mapping[str, str] = field(default_factory=dict)

    def of(self, workflow: type[Case], verb: str, fields: Mapping[str, Any]) -> list[Said]:
        """Everything that a step said."""
        blanks = _blanks(workflow, verb)
        return list(self._said(blanks, fields))

    def in_line(self, workflow: type[Case], line: Mapping[str, Any]) -> list[Said]:
        """The same of a line of the history; what the program said by itself is told in the reader's language."""
        fields = line["fields"]
        if shown_actor(line["by"]):
            locale = self.visit.locale
            told_of = {name: value for name, value in fields.items() if name != OWED}
            fields = {name: told(each, locale) if isinstance(each, str) else each for name, each in told_of.items()}
        return self.of(workflow, line["step"], fields)

    def _said(self, blanks: Mapping[str, Blank], fields: Mapping[str, Any]) -> Iterator[Said]:
        for name, value in fields.items():
            blank = blanks.get(name)
            is_said = value not in NOTHING or (value is False and blank is not None and blank.kind == "yes_no")
            is_elsewhere = name in NOT_SHOWN or (blank is not None and blank.kind == "files")
            if not is_said or is_elsewhere:
                continue
            yield self._put(name, blank, value)

    def _put(self, name: str, blank: Blank | None, value: Any) -> Said:
        match value:
            case dict() if name == "file_names":
                return Said("evidence", "files", value)
            case [dict(), *_]:
                return self._table(name, blank, value)
            case dict():
                parts = {part.name: part for part in blank.parts} if blank else {}
                return Said(name, "parts", list(self._said(parts, value)))
            case list() | tuple():
                return Said(name, "list", [self._plain(blank, each) for each in value])
            case str() if name in AS_WORDS:
                return Said(name, "words", value)
        return Said(name, _kind(blank, value) if blank else _kind_of(name, value), self._plain(blank, value))

    def _table(self, name: str, blank: Blank | None, rows: list[dict[str, Any]]) -> Said:
        parts = {part.name: part for part in blank.parts} if blank else {}
        columns = tuple(column for column in parts or rows[0] if any(row.get(column) not in NOTHING for row in rows))
        if len(columns) == 1:
            return Said(name, "list", [self._plain(parts.get(columns[0]), row.get(columns[0])) for row in rows])
        cells = [[self._put(column, parts.get(column), row.get(column)) for column in columns] for row in rows]
        return Said(name, "table", cells, columns)

    def _plain(self, blank: Blank | None, value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.visit.text("Yes") if value else self.visit.text("No")
        if blank and blank.kind == "staff":
            return self.name_of(str(value))
        if blank and (blank.kind == "choice" or blank.name in CODES):
            put = self.visit.code_word if blank.name in CODES else self.visit.word
            return put(blank.name, str(value))
        if blank and blank.name == "evidence":
            return self.files.get(str(value)) or self.visit.text("a file of another case")
        return value


def _kind(blank: Blank, value: Any) -> str:
    if blank.kind in ("moment", "ending", "day", "case", "scale"):
        return "moment" if blank.kind in ("moment", "ending", "day") else blank.kind
    return _length_of(value)


def _kind_of(name: str, value: Any) -> str:
    """Of what no form asks for, as far as its name tells."""
    return "moment" if name.endswith(GIVEN_MOMENTS) else CASE if name == CASE else _length_of(value)


def _length_of(value: Any) -> str:
    return "text" if isinstance(value, str) and len(value) > LONG else "line"


@cache
def _blanks(workflow: type[Case], verb: str) -> dict[str, Blank]:
    return {blank.name: blank for blank in blanks_of(form_for(workflow, verb))}
