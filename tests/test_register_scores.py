"""How well an entry fits is told without saying how many others there are that one may not see."""

from __future__ import annotations

from typing import Any

from adapters.index import Filters
from adapters.read_side import ReadSide
from adapters.register.sight import scope_of
from tests.school import LI, MA, School, usual

ALL, LI_SEES = Filters(state="all"), scope_of(LI)


def filed(school: School, words: str, **hidden: Any) -> None:
    """A case with these words in it: Li's own, or one of Ma's that is about Li."""
    case = school.take(MA if hidden else LI, "raise", usual("raise") | {"words": words}).case
    school.walk("listen", case=case.id)
    school.take(MA if hidden else LI, "record", usual("record") | hidden, case.id)


def scores(read_side: ReadSide, query: str, limit: int = 20, cursor: str | None = None) -> list[float]:
    """What Li is told of what they find."""
    read_side.runner.catch_up()
    found = read_side.register.search(query, LI, ALL, limit=limit, cursor=cursor)["items"]
    return [item["score"] for item in found]


def test_hidden_entries_do_not_show_in_what_is_told_of_others(school: School, read_side: ReadSide) -> None:
    """However many of them contain the same word; the weight of a word in the index itself does depend on them."""
    for words in ("umbrella", "an umbrella and a raincoat that were lost in the hall", "umbrella umbrella raincoat"):
        filed(school, words)
    before = [scores(read_side, query) for query in ("umbrella", "umbrella raincoat")]
    exact = read_side.index.index.search("umbrella", LI_SEES, ALL).hits[0].score
    assert before[0][0] == before[1][0] == 1.0
    assert 0 < before[0][-1] < 1
    for _ in range(5):
        filed(school, "umbrella", confidential=True, about=[{"what": "teacher", "staff": "Li"}])
        assert [scores(read_side, query) for query in ("umbrella", "umbrella raincoat")] == before
    assert read_side.index.index.search("umbrella", LI_SEES, ALL).hits[0].score != exact


def test_every_page_compares_with_the_best_of_all(school: School, read_side: ReadSide) -> None:
    """Not with the best of its own; where nothing is searched for nothing is scored."""
    for words in ("umbrella", "an umbrella and a raincoat that were lost in the hall, " * 5):
        filed(school, words)
    whole = scores(read_side, "umbrella")
    assert [*scores(read_side, "umbrella", 1), *scores(read_side, "umbrella", 1, "1")] == whole
    assert whole[1] < whole[0] == 1.0
    assert scores(read_side, "") == [0.0, 0.0]
