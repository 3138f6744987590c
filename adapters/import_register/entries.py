"""From rows to forms: the cells of a row become the fields of an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.import_register.moments import moment
from adapters.import_register.register_map import RegisterMap
from engine.refusal import Flaw, NotFillable

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
PARTINGS = re.compile(r"\s*[/>.][\s/>.]*")
SPACES = re.compile(r"\s+")
NUMBERS = ("satisfaction",)
MOST_DIGITS = 9

Fields = dict[str, Any]


@dataclass(frozen=True)
class Entries:
    """Fills in the forms of one file."""

    columns: Mapping[str, tuple[str, ...]]
    chart: RegisterMap
    zone: ZoneInfo
    source: str

    def of(self, cells: Mapping[str, Any]) -> Fields:
        """The form of `import` as the row fills it in; NotFillable where a moment is not one."""
        given = {name: self._value(name, columns, cells) for name, columns in self.columns.items()}
        flat = dict(self.chart.values) | {name: value for name, value in given.items() if value is not None}
        flat |= self._moments(flat) | {"source": self.source}
        if isinstance(flat.get("category"), str):
            flat["category"] = _path(flat["category"])
        return _nested(flat | {name: _number(flat[name]) for name in NUMBERS if name in flat})

    def _value(self, name: str, columns: tuple[str, ...], cells: Mapping[str, Any]) -> Any:
        values = [value for value in (plain(cells.get(column)) for column in columns) if value is not None]
        if not values:
            return None
        value = values[0] if len(values) == 1 else "\n".join(map(str, values))
        translated = self.chart.translations.get(name, {})
        return translated.get(value, value) if isinstance(value, str) else value

    def _moments(self, flat: Fields) -> Fields:
        read: dict[str, datetime] = {}
        flaws = []
        for name in ("raised_at", "closed_at"):
            try:
                if name in flat:
                    read[name] = moment(flat[name], self.chart.time.zone or self.zone, self.chart.time.format)
            except ValueError as error:
                flaws.append(Flaw(name, str(error)))
        if flaws:
            raise NotFillable(flaws)
        if len(read) > 1 and read["raised_at"].date() == read["closed_at"].date():
            # A register that keeps only the day of closing does not mean that it was closed before it was raised.
            read["closed_at"] = max(read.values())
        return {name: at.isoformat() for name, at in read.items()}


def plain(cell: Any) -> Any:
    """A cell as a text with one kind of line end, None if it is empty; dates and JSON's structures stay as they are."""
    match cell:
        case str():
            return LINE_ENDS.sub("\n", cell).strip() or None
        case None | date() | dict() | list():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case bool():
            return str(cell).lower()
    return str(cell)


def _number(written: Any) -> Any:
    """A whole number that is written out; whatever else it is, the form refuses."""
    is_number = isinstance(written, str) and written.isdecimal() and len(written) <= MOST_DIGITS
    return int(written) if is_number else written


def _path(written: str) -> str:
    """A category as people write it, `Fees / refund`, as a dotted path."""
    return SPACES.sub("_", PARTINGS.sub(".", written.strip(" /.>")))


def _nested(flat: Fields) -> Fields:
    nested: Fields = {}
    for name, value in flat.items():
        outer, _, inner = name.partition(".")
        if inner:
            nested[outer] = {**nested.get(outer, {}), inner: value}
        else:
            nested[name] = value
    return nested
