"""What is owed to a case."""

from datetime import UTC, datetime

from engine.case import Case
from engine.duty import Duty

AT = datetime(2026, 9, 18, 4, 0, tzinfo=UTC)
ASKED = Duty("s-li", "contribution", AT, "asked for a statement")


def test_a_duty_is_owed_until_it_is_settled() -> None:
    """Settling clears the duty that was named, and nothing else."""
    case = Case.unraised("00000000-0000-4000-8000-000000000000", AT)
    case.owe("ask:7", ASKED)
    case.owe("ask:8", ASKED._replace(owner=None))
    case.settle("ask:7")
    assert case.duties == {"ask:8": ASKED._replace(owner=None)}


def test_a_case_that_is_still_looked_at_keeps_its_duties() -> None:
    """Duties are bound anew, so a case carried one event further leaves the earlier one alone."""
    case = Case.unraised("00000000-0000-4000-8000-000000000000", AT)
    case.owe("ask:7", ASKED)
    before = case.duties
    case.settle("ask:7")
    case.settle("never owed")
    assert (before, case.duties) == ({"ask:7": ASKED}, {})
