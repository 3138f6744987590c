"""Search on real complaints: exact where it promises to be, and useful where it ranks."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from adapters.index import TextIndex
from tests.index_entries import AUDITOR, draw, entry, found, index_of

DATA = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="NOT TESTED: the complaints in ../shared/data are missing")


def _lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / path).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def complaints() -> list[list[str]]:
    """Real complaints in Chinese with their replies."""
    rows = _lines("register/zh_resolved_cases.jsonl")
    return [[row[name] or "" for name in ("subject", "detail", "reply")] for row in rows]


@pytest.fixture(scope="module")
def register(complaints: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    """The register that holds them."""
    return index_of(tmp_path_factory.mktemp("zh"), [entry(case, *said) for case, said in enumerate(complaints)])


@pytest.mark.parametrize(
    ("word", "count"), [("退费", 9), ("老师", 62), ("迟到", 9), ("补课", 32), ("幼儿园", 72), ("乱收费", 33)]
)
def test_a_chinese_word_finds_every_text_that_contains_it(register: TextIndex, word: str, count: int) -> None:
    """The counts of a plain search for the word, by hand."""
    assert register.search(word, AUDITOR).total == count


def test_any_run_of_chinese_finds_every_text_that_contains_it(register: TextIndex, complaints: list[list[str]]) -> None:
    """Runs of one to four characters, drawn from the texts, find exactly what a search character by character finds."""
    folded = [[unicodedata.normalize("NFKC", text).casefold() for text in said] for said in complaints]
    runs = re.findall(r"[一-鿿]{6,}", "\n".join(said[1] for said in folded))
    for number in range(400):
        query = draw(runs, number)[number % 3 :][: number % 4 + 1]
        wanted = {case for case, said in enumerate(folded) if any(query in text for text in said)}
        assert register.search(query, AUDITOR, limit=1).total == len(wanted)
        if len(wanted) < 100:
            assert found(register, query) == wanted


def _same_label(path: Path, texts: list[str], labels: list[str]) -> tuple[float, float]:
    """How often the first, and one of the first five, of the others found bears the same label."""
    index = index_of(path, [entry(case, text) for case, text in enumerate(texts)])
    first = five = 0
    for case, text in enumerate(texts):
        agrees = [labels[int(other.case)] == labels[case] for other in index.similar(text, AUDITOR, exclude=str(case))]
        first, five = first + agrees[0], five + any(agrees)
    return first / len(texts), five / len(texts)


def test_chinese_subjects_find_their_like(tmp_path: Path) -> None:
    """Seven of ten complaints find one of their own kind first, nine of ten among the first five."""
    rows = _lines("retrieval/zh_labelled_495.jsonl")
    first, five = _same_label(tmp_path, [row["subject"] for row in rows], [row["label"] for row in rows])
    assert first >= 0.705
    assert five >= 0.91


def test_english_complaints_find_their_like(tmp_path: Path) -> None:
    """Nearly nine of ten complaints find one of their own kind first, and nearly all among the first five."""
    with (DATA / "retrieval/student_complaints/complaints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first, five = _same_label(tmp_path, [row["Reports"] for row in rows], [row["Genre"] for row in rows])
    assert first >= 0.885
    assert five >= 0.98


def test_a_subject_finds_its_own_reply(complaints: list[list[str]], tmp_path: Path) -> None:
    """More than half of the questions find, among all replies, the one that they were given."""
    index = index_of(tmp_path, [entry(case, said[2]) for case, said in enumerate(complaints)])
    answers = [index.similar(said[0], AUDITOR) for said in complaints]
    ranks = [[int(other.case) for other in others] for others in answers]
    assert sum(case in rank[:1] for case, rank in enumerate(ranks)) / len(ranks) >= 0.57
    assert sum(case in rank for case, rank in enumerate(ranks)) / len(ranks) >= 0.71
