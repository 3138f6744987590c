"""The order of what is found: equals always come in the same one, page by page and in every index of the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from adapters.index import Entry, TextIndex, order
from tests.index_entries import AUDITOR, OPENED, draw, entry


def equals(count: int) -> list[Entry]:
    """Entries of which many are as good as others, and were raised at the same moment."""
    said = ("the teacher was late", "late", "老师迟到 late", "very late, late, late")
    return [
        entry(case, draw(said, "said", case), raised_at=OPENED + timedelta(days=draw((0, 1, 2), "day", case)))
        for case in range(count)
    ]


def written(path: Path, entries: Sequence[Entry], seed: int, batches: int = 1) -> TextIndex:
    """An index of these entries, put in some order, some of them more than once."""
    index, random = TextIndex(path), Random(seed)  # noqa: S311 -- shuffles, hides nothing
    for batch in range(batches):
        index.put(random.sample(list(entries), len(entries) // 2))
        index.commit(batch)
    index.put(random.sample(list(entries), len(entries)))
    index.commit(batches)
    return index


def pages(index: TextIndex, query: str, limit: int) -> list[str]:
    """The cases that are found, page after page."""
    total = index.search(query, AUDITOR).total
    starts = range(0, total, limit)
    return [hit.case for start in starts for hit in index.search(query, AUDITOR, limit=limit, offset=start).hits]


@pytest.mark.parametrize("query", ["late", "", "老师", "the late"])
def test_pages_neither_skip_nor_repeat(tmp_path: Path, query: str) -> None:
    """However many are equal, and however large a page is, each entry comes once and in the same place."""
    index = written(tmp_path, equals(90), seed=1)
    whole = pages(index, query, 1_000)
    assert len(set(whole)) == len(whole) > 10
    for limit in (1, 7, 20):
        assert pages(index, query, limit) == whole


@pytest.mark.parametrize("query", ["late", "", "老师", "the late"])
def test_another_index_of_the_same_entries_answers_in_the_same_order(tmp_path: Path, query: str) -> None:
    """In whatever order the entries were written, in however many commits."""
    one, two = (written(tmp_path / str(seed), equals(90), seed, batches=seed) for seed in (1, 4))
    assert pages(one, query, 7) == pages(two, query, 7)


def test_of_equals_the_one_raised_last_comes_first(tmp_path: Path) -> None:
    """The moment decides before anything that nobody can see."""
    index = written(tmp_path, equals(90), seed=1)
    raised = {each.case: each.raised_at for each in equals(90)}
    for query in ("老师", ""):
        hits = index.search(query, AUDITOR, limit=1_000).hits
        shown = [(-hit.score, -raised[hit.case].timestamp()) for hit in hits]
        assert shown == sorted(shown)


def test_similar_cases_come_in_the_same_order_too(tmp_path: Path) -> None:
    """Five of many that are alike are the same five everywhere."""
    one, two = (written(tmp_path / str(seed), equals(90), seed, batches=seed) for seed in (1, 4))
    alike = one.similar("老师迟到", AUDITOR, limit=5)
    assert [other.case for other in alike] == [other.case for other in two.similar("老师迟到", AUDITOR, limit=5)]
    assert alike == one.similar("老师迟到", AUDITOR, limit=50)[:5]


def test_too_many_equals_stay_as_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even then no page skips or repeats an entry."""
    monkeypatch.setattr(order, "EQUALS_AT_MOST", 20)
    index = written(tmp_path, [entry(case, "late", raised_at=OPENED) for case in range(30)], seed=1)
    for query in ("late", ""):
        assert sorted(map(int, pages(index, query, 4))) == list(range(30))
