"""What is filled in: a posted form becomes the JSON that the API takes, and that JSON a form that is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.pages.blanks import Blank, Kind
from adapters.pages.posted import Posted

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
YES, NO = "yes", "no"
TO_THE_MINUTE = "%Y-%m-%dT%H:%M"
Tree = dict[str, Any]


class Reading:
    """Reads one posted form; what does not fit is left for the form to refuse."""

    def __init__(self, posted: Posted, zone: ZoneInfo) -> None:
        self._posted, self._zone = posted, zone
        self._readers: dict[Kind, Callable[[str], Any]] = {
            "lines": self._lines,
            "cases": self._lines,
            "files": self._lines,
            "check": self._tick,
            "yes_no": self._yes_or_no,
            "number": self._number,
            "scale": self._number,
            "moment": self._moment,
            "ending": self._ending,
        }

    def tree(self, blanks: Iterable[Blank], inside: str = "") -> Tree:
        """The fields that were filled in."""
        read = ((blank.name, self._value(blank, inside + blank.name)) for blank in blanks)
        return {name: value for name, value in read if value is not None}

    def _value(self, blank: Blank, name: str) -> Any:
        if blank.kind == "group":
            return self.tree(blank.parts, f"{name}.") or None
        if blank.kind == "rows":
            return self._rows(blank, name) or None
        return self._readers.get(blank.kind, self._text)(name)

    def _text(self, name: str) -> str | None:
        return self._posted.text(name) or None

    def _lines(self, name: str) -> list[str] | None:
        lines = "\n".join(self._posted.all(name)).split("\n")
        return [line.strip() for line in lines if line.strip()] or None

    def _number(self, name: str) -> int | str | None:
        text = self._posted.text(name)
        return int(text) if NUMBER.fullmatch(text) else text or None

    def _moment(self, name: str) -> str | None:
        return placed(self._posted.text(name), self._zone) or None

    def _ending(self, name: str) -> str | None:
        day, hour = self._posted.text(name), self._posted.text(f"{name}.time")
        return placed(f"{day}T{hour}" if hour and day else day, self._zone) or None

    def _tick(self, name: str) -> bool | None:
        return self._posted.text(name) == YES or None

    def _yes_or_no(self, name: str) -> bool | None:
        return {YES: True, NO: False}.get(self._posted.text(name))

    def _rows(self, blank: Blank, name: str) -> list[Tree]:
        rows = (self.tree(blank.parts, f"{name}.{number}.") for number in _numbers(self._posted, name))
        return [row for row in rows if row]


def filled_in(blanks: Iterable[Blank], tree: Mapping[str, Any], zone: ZoneInfo) -> dict[str, list[str]]:
    """What stands in a form that says this, by the names of its fields."""
    return dict(_filled(blanks, tree, zone, ""))


def another_row(posted: Posted) -> dict[str, int]:
    """How many rows the list has to which somebody adds one, filled in or not; nothing, if nobody does."""
    name = posted.get("more", "")
    return {name: max(_numbers(posted, name), default=-1) + 2} if name else {}


def placed(text: str, zone: ZoneInfo) -> str:
    """A moment as browsers write it, with the offset of the institution's clock; anything else as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if moment.tzinfo or "T" not in text else moment.replace(tzinfo=zone).isoformat()


def _filled(
    blanks: Iterable[Blank], tree: Mapping[str, Any], zone: ZoneInfo, inside: str
) -> Iterator[tuple[str, list[str]]]:
    for blank in blanks:
        name, value = inside + blank.name, tree.get(blank.name)
        match value:
            case None:
                continue
            case dict():
                yield from _filled(blank.parts, value, zone, f"{name}.")
            case list() if blank.kind == "rows":
                for number, row in enumerate(value):
                    yield from _filled(blank.parts, row, zone, f"{name}.{number}.")
            case list() if blank.kind == "files":
                yield name, list(map(str, value))
            case list():
                yield name, ["\n".join(map(str, value))]
            case _:
                yield from _plain(blank, name, value, zone)


def _plain(blank: Blank, name: str, value: Any, zone: ZoneInfo) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, bool):
        yield name, [YES if value else NO]
    elif blank.kind in ("moment", "ending") and "T" in str(value):
        there = _local(str(value), zone)
        day, _, hour = there.partition("T")
        yield name, [there if blank.kind == "moment" else day]
        yield f"{name}.time", [hour]
    else:
        yield name, [str(value)]


def _local(value: str, zone: ZoneInfo) -> str:
    try:
        return datetime.fromisoformat(value).astimezone(zone).strftime(TO_THE_MINUTE)
    except ValueError:
        return value


def _numbers(posted: Posted, name: str) -> list[int]:
    """The rows of a list that were sent, by their numbers."""
    row = re.compile(re.escape(name) + r"\.([0-9]{1,4})\.")
    return sorted({int(found[1]) for field in posted if (found := row.match(field))})
