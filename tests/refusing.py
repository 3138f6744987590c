"""Sending what is refused: the refusal is looked at, and that nothing was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from engine.refusal import NotFillable, Refusal
from tests.school import CHEN, School

one_store = pytest.mark.parametrize("open_log", ["sqlite"], indirect=True)
"""For what is refused before any store is asked."""


def refused(school: School, verb: str, fields: Mapping[str, Any] | bytes, case: str = "", **more: Any) -> Refusal:
    """The refusal that these fields meet; nothing is written."""
    head = school.head()
    with pytest.raises(Refusal) as refusal:
        school.take(CHEN, verb, fields, case, **more)
    assert school.head() == head
    assert len(str(refusal.value)) > 10
    return refusal.value


def flawed(school: School, verb: str, fields: Mapping[str, Any] | bytes, case: str = "", **more: Any) -> dict[str, str]:
    """The flaws that are found, by field."""
    refusal = refused(school, verb, fields, case, **more)
    assert isinstance(refusal, NotFillable)
    return {flaw.field: flaw.message for flaw in refusal.flaws}


def every_case_is_readable(school: School) -> None:
    """Each case folds, opens, and tells its deadlines."""
    for case_id in {str(row.originator_id) for row in school.followed()} - {"policy"}:
        read = school.replayed(case_id)
        assert [school.mapper.opened(event) for event in school.application.events(case_id)]
        assert all(deadline.why for deadline in read.deadlines_at(school.clock(), school.policies.get(read.policy)))
