"""What a query finds, and how it is shown."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from adapters.index import BadQuery, Piece, TextIndex
from adapters.index.text import GAP, runs, units
from tests.index_entries import AUDITOR, draw, entry, found, index_of

JUNK = ["\0", '"', '""', "+", "-", ":", "*", "(", ")", "[a TO b]", "~2", "^9", "\\", "a AND", "NOT", "said:late", "/a/"]
ODD = ["\ud800", "😀", "\u200b", "\u202e", "é" * 10, "e\u0301", "㎡", "ﷺ", "___", "'", "“退费", "」「", "  \t\n "]


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    """A small register in two languages."""
    texts = {
        1: ["老师经常迟到，要求退费。", "The teacher was late for make-up lessons"],
        2: ["补课老", "师说可以退 费"],
        3: ["Refunds were refused; a REFUND is due", "９月１日ＡＢＣ"],
        4: ["Late again? The teachers said: no", "don't"],
        5: ["A市的老师A1班", "2019年"],
    }
    return index_of(tmp_path_factory.mktemp("lessons"), [entry(case, *said) for case, said in texts.items()])


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("老师", {1, 5}),  # not over the end of a text
        ("退费", {1}),  # not over a space
        ("费要", set()),
        ("到要", set()),  # nor over punctuation
        ("费", {1, 2}),
        ("老师 退费", {1}),
        ("teacher 迟到", {1}),
        ("LATE", {1, 4}),
        ("late teacher", {1, 4}),
        ("refund", {3}),
        ("refunds", {3}),
        ('"refunds were"', {3}),
        ('"teacher said"', set()),  # a quoted word stands as it is written
        ('"teachers said no"', {4}),
        ("make-up", {1}),
        ('"up lessons"', {1}),
        ('"lessons late"', set()),
        ("don't", {4}),
        ("９月1日abc", {3}),
        ("a市的", {5}),
        ("9年", set()),  # words are whole, and so are numbers
        ("2019年", {5}),
        ("obj-2026-0004", {4}),
        ("OBJ-2026-0009", set()),
        ("“老师”", {1, 5}),
        ("nothing like it", set()),
    ],
)
def test_finds(lessons: TextIndex, query: str, cases: set[int]) -> None:
    """Every word, every run of Chinese and every phrase must stand in the entry; case and width do not matter."""
    assert found(lessons, query) == cases


def test_chinese_is_found_exactly(tmp_path: Path) -> None:
    """Every run of one to four characters finds the entries with a text that contains it, and no others."""
    texts = [
        [
            "".join(draw("补课费老，a ", *seed) for seed in product([case], [text], range((case + text) % 10)))
            for text in range(3)
        ]
        for case in range(300)
    ]
    index = index_of(tmp_path, [entry(case, *said) for case, said in enumerate(texts)])
    for length in range(1, 5):
        for query in map("".join, product("补课费老", repeat=length)):
            assert found(index, query) == {case for case, said in enumerate(texts) if any(query in t for t in said)}


def test_phrases_of_words_are_found_exactly(tmp_path: Path) -> None:
    """A quoted phrase finds its words side by side in one text, whatever signs stand between them."""
    texts = [
        [[draw("abc", *seed) for seed in product([case], [text], range((case + text) % 5 + 1))] for text in range(2)]
        for case in range(100)
    ]
    entries = [
        entry(case, *((" ", ", ", " - ")[case % 3].join(text) for text in said)) for case, said in enumerate(texts)
    ]
    index = index_of(tmp_path, entries)
    for length in range(1, 4):
        for words in product("abc", repeat=length):
            wanted = " ".join(words)
            inside = {case for case, said in enumerate(texts) if any(wanted in " ".join(text) for text in said)}
            assert found(index, f'"{wanted}"') == inside


@pytest.mark.parametrize("query", [*JUNK, *ODD, *(f"late {sign} {sign}" for sign in JUNK), "退费" * 500, '"' * 1_000])
def test_no_query_is_an_error(lessons: TextIndex, query: str) -> None:
    """Whatever is typed is answered."""
    assert lessons.search(query, AUDITOR).total >= 0
    assert isinstance(lessons.similar(query, AUDITOR), list)


@pytest.mark.parametrize("query", ["退" * 10_000, "a" * 10_000, " ".join(map(str, range(99))), "( " * 5_000])
def test_a_query_too_long_is_refused_with_a_sentence(lessons: TextIndex, query: str) -> None:
    """Who asks too much at once is told how much may be asked."""
    with pytest.raises(BadQuery, match="A query has at most"):
        lessons.search(query, AUDITOR)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (1_001, 0), (1, -1), (1, 100_001), (10**30, 0)])
def test_a_page_out_of_bounds_is_refused_with_a_sentence(lessons: TextIndex, limit: int, offset: int) -> None:
    """Nobody makes the index remember a million hits for one page."""
    with pytest.raises(BadQuery, match="A page has"):
        lessons.search("late", AUDITOR, limit=limit, offset=offset)


def test_ten_thousand_spaces_are_an_empty_query(lessons: TextIndex) -> None:
    """A query without a sign in it lists all there is."""
    assert found(lessons, " " * 10_000) == {1, 2, 3, 4, 5}


def test_signs_alone_find_nothing(lessons: TextIndex) -> None:
    """A query that holds no word is not an empty query."""
    assert found(lessons, "!?。") == set()


@pytest.mark.parametrize(
    ("query", "said", "shown"),
    [
        ("退费", "老师迟到，要求退费。", "老师迟到，要求[退费]。"),
        ("refund", "<b>Refunds</b> refused", "<b>[Refunds]</b> refused"),
        ("late", "Lately, late lattes", "[Lately], [late] lattes"),
        ("'Ｍ２'", "面积㎡。", "面积[㎡]。"),
        ("老师 迟到", "老师说老师迟到", "[老师]说[老师迟到]"),
        ('"make up"', "a make-up\nlesson", "a [make-up]\nlesson"),
        ("迟到", "一" * 99 + "迟到" + "二" * 99, "…" + "一" * 30 + "[迟到]" + "二" * 90 + "…"),
        ("late", "x" * 9 + " y" * 40 + " late", "…" + "y " * 15 + "[late]"),
    ],
)
def test_highlights_show_the_words_in_their_text(tmp_path: Path, query: str, said: str, shown: str) -> None:
    """A fragment is the text as it was said, in pieces; nothing in it is markup."""
    (hit,) = index_of(tmp_path, [entry(1, said)]).search(query, AUDITOR).hits
    assert ["".join(f"[{text}]" if marked else text for text, marked in part) for part in hit.highlights] == [shown]


def test_each_word_has_its_fragment(tmp_path: Path) -> None:
    """Words that stand far apart are each shown once, three of them at most."""
    index = index_of(tmp_path, [entry(1, "甲乙" + "。" * 200 + "丙丁", "戊己", "庚辛")])
    (hit,) = index.search("甲乙 丙丁 戊己 庚辛", AUDITOR).hits
    assert [[piece for piece in part if piece.hit] for part in hit.highlights] == [
        [Piece("甲乙", hit=True)],
        [Piece("丙丁", hit=True)],
        [Piece("戊己", hit=True)],
    ]


def test_a_summary_that_says_it_comes_first(tmp_path: Path) -> None:
    """Of two entries that say the same, the one whose summary says it is the better answer."""
    said = ["teacher late", "nothing else to report here"]
    index = index_of(tmp_path, [entry(1, *said, summary=said[1]), entry(2, *said, summary=said[0])])
    assert [hit.case for hit in index.search("late", AUDITOR).hits] == ["2", "1"]


@pytest.mark.parametrize(
    "text", ["", "...", "late again?", " a_b", "don't: 2026/3/1", "x" * 300, "y " * 200 + "z" * 256, "\x1f1\x00"]
)
def test_a_plain_english_text_is_split_as_any_other(text: str) -> None:
    """The short way comes to the same as the long one, but for the gaps at the ends of a text."""
    split = [word or GAP for _, word in runs(text)]
    ends = (split[:1] == [GAP], split[-1:] == [GAP])
    assert units([text]).spelled.split() == split[ends[0] : len(split) - ends[1]]
    assert units([text]).words == [word for word in split if word != GAP]
