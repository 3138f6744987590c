"""Correcting an event of a case."""

from __future__ import annotations

from typing import Any

from engine.access import Who
from engine.case import Case
from tests.refusing import flawed
from tests.school import CHEN, School


def correct(school: School, case: Case, version: int, who: Who = CHEN, /, **fields: Any) -> Case:
    """The case after some values of an event of it were corrected."""
    sent = {"version": version, "fields": fields, "reason": "misread"}
    return school.take(who, "correct", sent, case.id, workflow=case.workflow).case


def flaws(school: School, case: Case, version: int, **fields: Any) -> dict[str, str]:
    """What is wrong with such a correction."""
    sent = {"version": version, "fields": fields, "reason": "misread"}
    return flawed(school, "correct", sent, case.id, workflow=case.workflow)
