"""Shorthand: what the story writes for cases, days, files and earlier events, as the program wants it filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from adapters.casebook import Casebook
from adapters.demo.month import Month
from adapters.demo.story import Scene, content
from engine.access import Who
from engine.form import form_of

CASE, DAY, FILE = "@", "day ", "file "
ANSWERS: Mapping[str, str] = MappingProxyType({"contribute": "contribution", "come_back": "support"})
"""By step: what was asked for and is answered by it."""
AMENDS = ("correct", "retract")
BEFORE_IT_IS_ENTERED = timedelta(minutes=4)


class Shorthand:
    """Reads `@luo.objection`, `day +3`, `day -3 15:00`, `file sheet.csv`; `case_of` knows the cases by their names."""

    def __init__(self, casebook: Casebook, month: Month, case_of: Callable[[str], str]) -> None:
        self._casebook, self._month, self._case_of = casebook, month, case_of
        self._files: dict[str, str] = {}

    def form(self, scene: Scene, by: Who, case: str, now: datetime) -> dict[str, Any]:
        """The form of a step, complete: what goes without saying is said."""
        record = self._casebook.workflows[scene.workflow].lifecycle.records[scene.verb]
        fields: dict[str, Any] = {}
        if form_of(record).model_fields["happened_at"].is_required():
            fields["happened_at"] = (now - BEFORE_IT_IS_ENTERED).isoformat()
        if scene.verb in ANSWERS:
            fields["request"] = self._asked_for(ANSWERS[scene.verb], by, case)
        fields |= self._read(by, dict(scene.fields))
        if scene.verb in AMENDS:
            fields["version"] = self._last(fields["version"], case)
        return fields

    def _asked_for(self, what: str, by: Who, case: str) -> int:
        """The number of what was asked of this person."""
        duties = self._casebook.application.case(case).duties
        numbers = (
            int(key.rpartition(":")[2]) for key, duty in duties.items() if (duty.name, duty.owner) == (what, by.id)
        )
        return next(numbers)

    def _last(self, verb: str, case: str) -> int:
        """The version of the event that the last such step has recorded."""
        application = self._casebook.application
        kind = application.case(case).lifecycle.records[verb]
        return max(event.originator_version for event in application.events(case) if type(event) is kind)

    def _read(self, by: Who, value: Any) -> Any:
        match value:
            case dict():
                return {name: self._read(by, part) for name, part in value.items()}
            case list():
                return [self._read(by, part) for part in value]
            case str() if value.startswith(CASE):
                return self._case_of(value.removeprefix(CASE))
            case str() if value.startswith(DAY):
                told = value.removeprefix(DAY)
                return (self._month.moment(told) if ":" in told else self._month.day(told)).isoformat()
            case str() if value.startswith(FILE):
                return self._file(by, value.removeprefix(FILE))
        return value

    def _file(self, by: Who, name: str) -> str:
        """The id of a file; it is brought when it is named first."""
        if name not in self._files:
            evidence = self._casebook.evidence
            with evidence.receive(by) as incoming:
                incoming.write(content(name))
                self._files[name] = evidence.keep(incoming, by, name).exhibit.id
        return self._files[name]
