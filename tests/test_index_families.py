"""Names and phones of families, however written: hidden from whoever may not know them, and not to be guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.index import Filters, Scope, TextIndex, masked, names
from tests.index_entries import PRINCIPAL, entry, found, index_of

ANALYST = Scope(everything=True)


@pytest.mark.parametrize(
    ("person", "text", "left"),
    [
        ("王小明", "王小明说，小明迟到了；王 小明", "***说，***迟到了；王 ***"),
        ("王芳", "王芳来电，王　芳，王-芳，芳草地", "***来电，***，***，芳草地"),
        ("王 芳", "王芳来电", "***来电"),
        ("欧阳小明", "欧阳小明和小明", "***和***"),
        ("小明妈妈", "小明的妈妈说小明病了", "***的妈妈说***病了"),
        ("王女士", "王女士来电，女士优先", "***来电，女士优先"),
        ("妈妈", "妈妈说", "妈妈说"),
        ("阿不都·热合曼", "热合曼请假", "***请假"),
        ("山田太郎", "太郎は遅刻", "***は遅刻"),
        ("Wang Fang", "WANG FANG, Fang Wang, wangfang, Ms Fang, fangs", "***, ***, ***, Ms ***, fangs"),
        ("Li Na", "Na Li spoke to Li; Lina", "*** spoke to Li; ***"),
        ("Xiaoming's mother", "The mother says Xiaoming's bag", "The mother says ***'s bag"),
        ("Mother", "The mother called", "The mother called"),
        ("Seán O'Brien", "Mr O\u2019BRIEN and SEA\u0301N", "Mr O\u2019*** and SEA\u0301N"),
        ("王小明 Wang Xiaoming", "小明 is Xiaoming", "*** is ***"),
        ("ｗａｎｇ　ｆａｎｇ", "Wang Fang", "***"),
        ("李", "李老师", "李老师"),
        ("G-1042", "g-1042 in 1042", "*** in 1042"),
    ],
)
def test_a_name_is_hidden_however_it_is_written(person: str, text: str, left: str) -> None:
    """In full, without the family's name, with signs or spaces in it, in another order; but no part of other words."""
    assert masked(text, names([person])) == left


@pytest.mark.parametrize(
    ("phone", "text", "left"),
    [
        ("13800000000", "电话13800000000。", "电话***。"),
        ("13800000000", "138 0000 0000, 138-0000-0000, 138.0000.0000", "***, ***, ***"),
        ("13800000000", "+86 138 0000 0000 (0086)13800000000", "+*** (0086)***"),
        ("+86 13800000000", "138-00000000", "***"),
        ("8613800000000", "138-00000000", "***"),
        ("0086-138-0000-0000", "１３８００００００００", "***"),
        ("021-55556666", "5555 6666 or 021 5555-6666", "*** or ***"),
        ("+852 9123 4567", "91234567", "***"),
        ("13800000000", "on 2026-09-17 13800000000", "on 2026-09-17 ***"),
        ("13800000000", "order 20260917, 6 lessons", "order 20260917, 6 lessons"),
        ("13800000000", "13800000001", "13800000001"),
        ("12345", "12345 and 123456", "*** and 123456"),
    ],
)
def test_a_phone_is_hidden_however_it_is_written(phone: str, text: str, left: str) -> None:
    """By its digits, with or without the code of the country or the city; other numbers stay."""
    assert masked(text, names([phone])) == left


def test_a_name_with_a_phone_behind_it_hides_both() -> None:
    """People write everything into one field."""
    assert masked("小明, 138 0000 0000", names(["王小明 13800000000"])) == "***, ***"


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    """A case in which somebody wrote the family's name wherever a text can be written."""
    return index_of(
        tmp_path,
        [
            entry(
                1,
                "退费给王小明",
                "call Wang Xiaoming, +86 138-0000-0000",
                summary="小明迟到",
                category="conduct.小明",
                approach="make-up lesson for Xiaoming",
                incident="trip of Xiaoming",
                campus="Xiaoming's",
                reference="2025-王小明",
                people=["王小明", "Wang Xiaoming", "13800000000"],
            ),
            entry(2, "退费", category="fees", approach="refund", campus="East"),
        ],
    )


GUESSES = ["小明", "王小明", "给王", "xiaoming", "wang", "13800000000", "138", "0000", "2025-王小明"]


@pytest.mark.parametrize("guess", GUESSES)
def test_who_may_not_know_cannot_confirm_a_guess(index: TextIndex, guess: str) -> None:
    """Neither by a name nor by a part of it, nor by a reference; those who may know find it."""
    assert found(index, guess, PRINCIPAL) == {1}
    assert found(index, guess, ANALYST) == set()


@pytest.mark.parametrize(
    "filters",
    [
        {"approach": "make-up lesson for Xiaoming"},
        {"category": "conduct.小明"},
        {"incident": "trip of Xiaoming"},
        {"campus": "Xiaoming's"},
    ],
    ids=str,
)
def test_nor_by_what_it_is_filed_under(index: TextIndex, filters: dict[str, Any]) -> None:
    """Nor are the names counted; what is counted can be asked for."""
    assert found(index, "", ANALYST, filters=Filters(**filters)) == set()
    facets = index.search("", ANALYST).facets
    assert facets["approach"] == {"make-up lesson for ***": 1, "refund": 1}
    assert facets["category"] == {"conduct.***": 1, "fees": 1}
    assert facets["campus"] == {"***'s": 1, "East": 1}
    for name in filters:
        [hidden] = (value for value in facets[name] if "***" in value)
        instead: dict[str, Any] = {name: hidden}
        assert found(index, "", ANALYST, filters=Filters(**instead)) == {1}


def test_what_is_around_a_name_is_found_and_shown_without_it(index: TextIndex) -> None:
    """The text is as good as before but for the name; what lies below a category is found as ever."""
    [first, _] = sorted(index.search("退费", ANALYST).hits, key=lambda hit: hit.case)
    assert ["".join(piece.text for piece in part) for part in first.highlights] == ["退费给***"]
    assert found(index, "", ANALYST, filters=Filters(category="conduct")) == {1}


def test_the_names_of_other_families_are_masked_and_stand_in_no_hit(tmp_path: Path) -> None:
    """Not even where what was searched for stands so far back in a text that it is read no more."""
    far = ["late " * 20_001, "Fang waited outside"]
    index = index_of(tmp_path, [entry(1, *far, summary="Zhao Fang waits", people=["Wang Li"], others=["Zhao Fang"])])
    [hit] = index.search("Fang", PRINCIPAL).hits
    assert hit.highlights == ()
    assert masked("Zhao Fang waits", names(hit.people)) == "*** waits"
    assert found(index, "Fang", ANALYST) == set()
