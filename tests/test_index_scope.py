"""Who finds what: for those who may not see a case it is neither found nor counted."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from adapters.index import Entry, Filters, Scope, TextIndex
from tests.index_entries import AUDITOR, OPENED, PRINCIPAL, draw, entry, found, index_of

STAFF, CAMPUSES = [None, "ana", "ben"], [None, "north", "south"]
CATEGORIES = [None, "teaching", "teaching.lateness", "teaching.lateness.often", "teachings", "fees"]
FACETS = ["workflow", "category", "campus", "severity", "outcome", "approach", "incident", "satisfaction"]


def _entries() -> list[Entry]:
    values: dict[str, list[Any]] = {
        "workflow": ["objection", "renewal"],
        "state": ["open", "resolved"],
        "category": CATEGORIES,
        "campus": CAMPUSES,
        "severity": [None, "low", "High"],
        "outcome": [None, "resolved", "partly resolved"],
        "approach": [None, "补课", "make-up lesson"],
        "incident": [None, "new timetable", "new timetables"],
        "satisfaction": [None, 1, 5],
        "confidential": [False, True],
        "raised_by": STAFF,
        "assignee": STAFF,
        "about": [[], ["ana"], ["ana", "ben"]],
        "admitted": [[], ["ben"], ["ana", "ben"]],
    }
    return [
        entry(case, "late", **{name: draw(choices, name, case) for name, choices in values.items()})
        for case in range(400)
    ]


ENTRIES = _entries()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    """Four hundred entries of every kind."""
    return index_of(tmp_path_factory.mktemp("register"), ENTRIES)


def _visible(entry: Entry, scope: Scope) -> bool:
    """The rule once more, as it is written down."""
    takes_part = scope.me is not None and scope.me in {entry.raised_by, entry.assignee, *entry.admitted}
    managed = scope.manager and (None in {scope.campus, entry.campus} or scope.campus == entry.campus)
    if entry.confidential:
        return scope.confidential_all or ((managed or takes_part) and scope.me not in entry.about)
    return scope.everything or managed or takes_part


@pytest.mark.parametrize(
    "scope",
    [
        Scope(me, campus, manager, everything, confidential_all)
        for me, campus in product(STAFF, CAMPUSES)
        for manager, everything, confidential_all in product([False, True], repeat=3)
    ],
    ids=str,
)
def test_a_scope_shows_what_it_may_and_no_more(register: TextIndex, scope: Scope) -> None:
    """Hits, total and every count are those of the entries that the one who asks may see."""
    seen = [entry for entry in ENTRIES if _visible(entry, scope)]
    for query in ("", "late"):
        assert found(register, query, scope, filters=Filters(state="all")) == {int(entry.case) for entry in seen}
    counted = register.search("late", scope, Filters(state="all")).facets
    for name in FACETS:
        values = [str(value) for entry in seen if (value := getattr(entry, name)) is not None]
        assert counted[name] == Counter(values)
    assert counted["opened"] == Counter(f"{entry.raised_at:%Y-%m}" for entry in seen)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"state": "open"},
        {"state": "all"},
        {"workflow": "renewal"},
        {"campus": "north", "severity": "High"},
        {"outcome": "partly resolved"},
        {"approach": "补课", "satisfaction": 5},
        {"approach": "补"},
        {"satisfaction": 10**30},
        {"opened_from": OPENED + timedelta(hours=20), "opened_to": OPENED + timedelta(hours=90)},
    ],
    ids=str,
)
def test_filters_keep_what_has_their_value(register: TextIndex, filters: dict[str, Any]) -> None:
    """A filter compares whole values; resolved entries are meant unless others are asked for."""
    rest = {"state": "resolved", **filters}
    first, last = rest.pop("opened_from", OPENED), rest.pop("opened_to", OPENED + timedelta(days=99))
    wanted = {
        int(entry.case)
        for entry in ENTRIES
        if first <= entry.raised_at <= last
        and all(value in {"all", getattr(entry, name)} for name, value in rest.items())
    }
    assert found(register, "", filters=Filters(**filters)) == wanted


def test_a_category_takes_in_all_below_it(register: TextIndex) -> None:
    """`teaching` finds `teaching.lateness`, but not `teachings`."""
    below = {"teaching", "teaching.lateness", "teaching.lateness.often"}
    wanted = {int(entry.case) for entry in ENTRIES if entry.category in below}
    assert found(register, "", filters=Filters(category="teaching", state="all")) == wanted


def test_counts_of_many_values_are_exact(tmp_path: Path) -> None:
    """More values than are shown, in several commits, do not blur the counts of the most frequent."""
    index = TextIndex(tmp_path)
    for commit in range(3):
        cases = range(commit * 2_000, commit * 2_000 + 2_000)
        index.put(entry(case, "x", approach="usual" if case % 4 == 0 else f"own {case}") for case in cases)
        index.commit(commit)
    counts = index.search("", AUDITOR).facets["approach"]
    assert counts["usual"] == 1_500
    assert set(counts.values()) == {1_500, 1}


def test_similar_cases_obey_scope_and_filters(register: TextIndex) -> None:
    """What may not be found may not be similar either."""
    teacher, renewals = Scope(me="ana"), Filters(workflow="renewal", state="all")
    alike = {int(other.case) for other in register.similar("late", teacher, renewals, category="teaching", limit=1_000)}
    wanted = [entry for entry in ENTRIES if _visible(entry, teacher) and entry.workflow == "renewal"]
    assert alike <= {int(entry.case) for entry in wanted}
    assert alike


def test_a_case_one_may_not_know_of_has_no_likes(tmp_path: Path) -> None:
    """Asking what is like a hidden case answers as if it did not exist."""
    index = index_of(tmp_path, [entry(1, "late", confidential=True, raised_by="ana"), entry(2, "late")])
    assert [other.case for other in index.like("1", AUDITOR)] == ["2"]
    for case in ("1", "none"):
        with pytest.raises(KeyError):
            index.like(case, Scope(me="ben", everything=True))


@pytest.fixture
def family(tmp_path: Path) -> TextIndex:
    """A case in which a family is named."""
    people = ["张伟", "Anna Li", "+86 138-0000", "李", "--"]
    said = ["张伟的妈妈说：老师迟到", "call ANNA Li, +86 138-0000", "Annabel was there", "the refund is due"]
    return index_of(tmp_path, [entry(1, *said, summary=said[0], people=people)])


NAMED = ["张伟", "伟的", "张伟的妈妈", '"anna li"', '"138-0000"', '"call anna"', "anna", "李"]


@pytest.mark.parametrize("query", NAMED)
def test_families_are_found_by_those_who_may(family: TextIndex, query: str) -> None:
    """Names and phones, and the texts around them, are searched for managers and not for analysts."""
    assert found(family, query, PRINCIPAL) == {1}
    assert found(family, query, Scope(everything=True)) == set()


@pytest.mark.parametrize("query", ["的妈妈说", "老师", "annabel", "call", "refund", ""])
def test_all_that_was_said_besides_is_found_by_all(family: TextIndex, query: str) -> None:
    """Masking a name takes nothing else away, not even a name that begins like it."""
    assert found(family, query, PRINCIPAL) == found(family, query, Scope(everything=True)) == {1}


def test_highlights_and_reasons_mask_families(family: TextIndex) -> None:
    """Who may not know a family does not read its names beside a hit."""
    for scope, shown in ((PRINCIPAL, "张伟的妈妈说：老师迟到"), (Scope(everything=True), "***的妈妈说：老师迟到")):
        (hit,) = family.search("老师", scope).hits
        assert ["".join(piece.text for piece in part) for part in hit.highlights] == [shown]
    (other,) = family.similar("张伟 Anna Li 老师迟到", Scope(everything=True))
    assert [str(reason) for reason in other.reasons] == ["shared words 老师迟到"]
