"""Drawing: a form as it is put before a person, with what is filled in, what is offered, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from adapters.pages.blanks import Blank
from engine.refusal import Flaw

SPARE_ROWS = 1
OPEN_ENDED = ("case", "cases")
"""Where what is offered is a guess, and anything else may be written."""
Choice = tuple[str, str]
"""A value, and what it is called."""
Fault = tuple[str, str]
"""Which row or line of a list, if it is one of them, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One blank, drawn."""

    blank: Blank
    name: str
    values: tuple[str, ...]
    hour: str
    flaws: tuple[Fault, ...]
    choices: tuple[Choice, ...]
    suggested: tuple[str, ...]
    is_required: bool
    parts: tuple[Field, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()

    @property
    def id(self) -> str:
        """How the page refers to it."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def value(self) -> str:
        """What stands in it; the only choice there is, where one has to be made and nothing else can be written."""
        if not self.values and self.is_required and len(self.choices) == 1 and self.blank.kind not in OPEN_ENDED:
            return self.choices[0][0]
        return self.values[-1] if self.values else self.blank.preset

    @property
    def is_open(self) -> bool:
        """Whether anything in it wants to be seen at once."""
        within = (*self.parts, *(part for row in self.rows for part in row))
        return bool(self.blank.required or self.values or self.flaws) or any(
            part.values or part.flaws for part in within
        )


@dataclass(frozen=True)
class Drawing:
    """Draws the fields of one form."""

    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    flaws: Sequence[Flaw] = ()
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    """What is offered, by the name of a field or of a book."""
    suggested: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What may be written in a field that takes anything."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many rows of a list are asked for, by its name."""

    def fields(self, blanks: Iterable[Blank], inside: str = "", *, is_required: bool = True) -> tuple[Field, ...]:
        """Every blank of a form, or of a part of it; in a part that may be left out, nothing has to be filled in."""
        asked = (
            self._field(blank, inside + blank.name, is_required=blank.required and is_required) for blank in blanks
        )
        return tuple(field for field in asked if field.choices or not _chooses_only(field.blank))

    def beside_the_form(self, blanks: Iterable[Blank]) -> list[Flaw]:
        """What is wrong, but with no field that is drawn."""
        drawn = {blank.name for blank in blanks}
        return [flaw for flaw in self.flaws if flaw.field.partition(".")[0] not in drawn]

    def _field(self, blank: Blank, name: str, *, is_required: bool) -> Field:
        rows: tuple[tuple[Field, ...], ...] = ()
        if blank.kind == "rows":
            numbers = range(self._rows(blank, name))
            rows = tuple(self.fields(blank.parts, f"{name}.{n}.", is_required=is_required and n == 0) for n in numbers)
        parts = self.fields(blank.parts, f"{name}.", is_required=is_required) if blank.kind == "group" else ()
        choices = self.choices.get(name) or self.choices.get(blank.name) or self.choices.get(blank.book) or ()
        hour = self.filled.get(f"{name}.time", ("",))[-1]
        suggested = tuple(self.suggested.get(blank.name, ()))
        values = tuple(self.filled.get(name, ()))
        flaws = tuple(self._faults(name, values, [*parts, *chain.from_iterable(rows)]))
        return Field(blank, name, values, hour, flaws, tuple(choices), suggested, is_required, parts, rows)

    def _faults(self, name: str, values: Sequence[str], drawn: Iterable[Field]) -> Iterator[Fault]:
        """What is wrong here, and with no field that is drawn within."""
        within = [part.name for part in drawn]
        for flaw in self.flaws:
            if _is_of(flaw.field, name) and not any(_is_of(flaw.field, part) for part in within):
                which = _which(flaw.field[len(name) + 1 :].partition(".")[0], values)
                yield "" if flaw.message.startswith(which) else which, flaw.message

    def _rows(self, blank: Blank, name: str) -> int:
        """As many rows as are filled in or asked for; one where nothing is there yet."""
        filled = {
            int(number)
            for each in self.filled
            if each.startswith(f"{name}.") and (number := each[len(name) + 1 :].partition(".")[0]).isdecimal()
        }
        wanted = max(SPARE_ROWS, self.rows.get(name, 0), *(number + 1 for number in filled))
        return min(wanted, blank.most or wanted)


def _is_of(field: str, name: str) -> bool:
    return field == name or field.startswith(f"{name}.")


def _which(number: str, values: Sequence[str]) -> str:
    """The line that is meant, as it was written; else the number of the row, as people count."""
    if not number.isdecimal():
        return ""
    lines = dict(enumerate(line for value in values for line in value.split("\n")))
    return lines.get(int(number)) or str(int(number) + 1)


def _chooses_only(blank: Blank) -> bool:
    """Whether nobody knows by heart what stands there: the ids of files."""
    return blank.name == "evidence" and blank.kind == "lines"
