"""Names: people write the name of a colleague or the reference of a case; the log keeps ids."""

from __future__ import annotations

from collections.abc import Callable

from adapters.staff import StaffBook
from engine.access import Who
from engine.form import Books
from engine.refusal import NotThere
from engine.steps.evidence import Upload

TAKE_PART = ("teacher", "manager")


def books_of(
    staff: StaffBook,
    find_case: Callable[[Who, str], str],
    upload: Callable[[str, str, str], Upload],
    pseudonym_of: Callable[[str], str],
) -> Callable[[Who], Books]:
    """The books in which the names on a form are looked up, for the one who fills it in."""

    def of(who: Who) -> Books:
        return {
            "staff": lambda name: _known(lambda: staff.find(name).id),
            "colleagues": lambda name: _known(lambda: _colleague(staff.find(name))),
            "names": staff.name_of,
            "cases": lambda name: _known(lambda: find_case(who, name)),
            "families": pseudonym_of,
            "evidence": lambda name, case="": upload(who.id, name, case),
        }

    return of


def _colleague(who: Who) -> str:
    if who.role not in TAKE_PART:
        raise NotThere(f"{who.name} has the role {who.role} and takes no part in cases; name a teacher or a manager")
    return who.id


def _known(look_up: Callable[[], str]) -> str:
    try:
        return look_up()
    except NotThere as error:
        raise ValueError(str(error)) from None
