"""The index as a store: what is committed is found, by everybody, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.index import Filters, IndexBusy, TextIndex
from adapters.index.schema import VERSION
from tests.index_entries import AUDITOR, OPENED, entry, found, index_of


def test_a_new_index_is_empty_and_stands_at_nothing(tmp_path: Path) -> None:
    """An index that nobody has written to can be read, and says that it has seen no event."""
    index = TextIndex(tmp_path)
    assert index.position == 0
    assert found(index, "") == set()


def test_position_and_entries_are_committed_together(tmp_path: Path) -> None:
    """Until the commit neither what was put nor its position is seen; afterwards both are, also by other readers."""
    writer, reader = TextIndex(tmp_path), TextIndex(tmp_path)
    writer.put([entry(1, "the teacher was late")])
    assert (reader.position, found(reader, "late")) == (0, set())
    writer.commit(17)
    assert (reader.position, found(reader, "late")) == (17, {1})
    assert writer.position == 17


def test_only_the_last_position_counts(tmp_path: Path) -> None:
    """The position is replaced, never added to, and is no entry."""
    index = index_of(tmp_path, [entry(1, "late")])
    for position in (3, 2, 9):
        index.commit(position)
    assert index.position == 9
    assert found(index, "") == {1}


def test_an_entry_put_again_is_replaced(tmp_path: Path) -> None:
    """What a case said before is not found any more, whether or not a commit lies between."""
    index = index_of(tmp_path, [entry(1, "old"), entry(1, "middle")])
    index.put([entry(1, "new")])
    index.commit(2)
    assert [found(index, word) for word in ("old", "middle", "new")] == [set(), set(), {1}]


def test_a_dropped_case_is_gone(tmp_path: Path) -> None:
    """A case that is dropped is found no more; the others are."""
    index = index_of(tmp_path, [entry(1, "late"), entry(2, "late")])
    index.drop(["1"])
    index.commit(2)
    assert found(index, "late") == {2}


def test_clearing_leaves_no_text_on_the_disk(tmp_path: Path) -> None:
    """After an erasure the index starts again at nothing, and no file of segments is left."""
    index = index_of(tmp_path, [entry(1, "late")])
    assert list(tmp_path.rglob("*.store"))
    index.clear()
    assert (index.position, found(index, "")) == (0, set())
    assert not [file for file in tmp_path.rglob("*") if file.suffix in {".store", ".term", ".idx", ".pos", ".fast"}]


def test_there_is_one_writer(tmp_path: Path) -> None:
    """Who would write beside another is told so, reads on, and writes as soon as the other has let go."""
    first, second = index_of(tmp_path, [entry(1, "late")]), TextIndex(tmp_path)
    with pytest.raises(IndexBusy, match="being written by somebody else"):
        second.put([entry(2, "late")])
    assert found(second, "late") == {1}
    first.release()
    second.put([entry(2, "late")])
    second.commit(2)
    assert found(first, "late") == {1, 2}


def test_releasing_drops_what_is_not_committed(tmp_path: Path) -> None:
    """Changes without a commit are as if they had never been."""
    index = index_of(tmp_path, [entry(1, "late")])
    index.put([entry(2, "late")])
    index.release()
    index.commit(2)
    assert found(index, "late") == {1}


def test_an_index_opened_again_searches_as_before(tmp_path: Path) -> None:
    """Chinese, words and stems are split in the same way after a restart, in old entries and in new ones."""
    index_of(tmp_path, [entry(1, "老师迟到, refunds")]).release()
    again = TextIndex(tmp_path)
    again.put([entry(2, "老师迟到, refunds")])
    again.commit(2)
    assert [found(again, query) for query in ("迟到", "refund")] == [{1, 2}, {1, 2}]


def test_another_version_starts_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of the fields the index is built anew, and the old one goes when the new is first written."""
    old = index_of(tmp_path, [entry(1, "late")])
    old.release()
    monkeypatch.setattr("adapters.index.directory.VERSION", VERSION + 1)
    new = TextIndex(tmp_path)
    assert new.position == 0
    new.commit(5)
    assert [path.name for path in tmp_path.iterdir()] == [f"v{VERSION + 1}"]


def test_a_damaged_index_starts_empty(tmp_path: Path) -> None:
    """Files that cannot be read cost a rebuild, not the service."""
    index_of(tmp_path, [entry(1, "late")]).release()
    next(tmp_path.rglob("meta.json")).write_text("{", encoding="utf-8")
    assert TextIndex(tmp_path).position == 0


def test_an_empty_query_lists_the_newest_first_page_by_page(tmp_path: Path) -> None:
    """Pages of an empty query go back in time without a gap or a repetition."""
    index = index_of(tmp_path, [entry(case, "late") for case in (3, 1, 5, 2, 4)])
    pages = [index.search("", AUDITOR, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[int(hit.case) for hit in page.hits] for page in pages] == [[5, 4], [3, 2], [1], []]
    assert {page.total for page in pages} == {5}


def test_times_of_every_century_are_filed(tmp_path: Path) -> None:
    """Old registers hold dates before the computer's own first day; both ends of a range are included."""
    years = [1066, 1969, 2026, 2999]
    index = index_of(tmp_path, [entry(year, "x", raised_at=OPENED.replace(year=year)) for year in years])
    first, last = OPENED.replace(year=1969), OPENED.replace(year=2026)
    assert found(index, "", filters=Filters(opened_from=first, opened_to=last)) == {1969, 2026}
    assert found(index, "", filters=Filters(opened_to=first)) == {1066, 1969}


def test_values_of_any_length_are_filed(tmp_path: Path) -> None:
    """Whatever somebody writes as an approach or says at length is kept and found."""
    long = entry(1, *["补课" * 20_000] * 5, "x" * 100_000, approach="长" * 100_000, summary="y")
    index = index_of(tmp_path, [long, long._replace(case="2", approach="short")])
    assert found(index, "课补课", filters=Filters(approach="长" * 100_000)) == {1}
    assert found(index, "x" * 1_000) == set()
