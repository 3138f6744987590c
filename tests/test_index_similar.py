"""Similar cases, each with the reasons why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.index import Reason, TextIndex
from tests.index_entries import AUDITOR, entry, index_of

LATE: dict[str, Any] = {"category": "teaching.lateness", "approach": "make-up lesson"}


@pytest.fixture
def register(tmp_path: Path) -> TextIndex:
    """Five resolved cases and an open one."""
    return index_of(
        tmp_path,
        [
            entry(1, "老师经常迟到", "The teacher was repeatedly late", **LATE),
            entry(2, "收费太高，要求退费", "fees", category="fees.refund"),
            entry(3, "教室太冷", "The classroom is cold", category="equipment"),
            entry(4, "上课迟到了十分钟", "lateness", **LATE),
            entry(5, "黑板坏了", "cancellation of a course", category="teaching.other"),
            entry(6, "老师经常迟到", state="open", **LATE),
        ],
    )


def test_the_most_alike_comes_first_with_what_it_shares(register: TextIndex) -> None:
    """A text finds the cases that share its rarest words, and says which; open cases are left out."""
    first, second, *rest = register.similar("老师又迟到了", AUDITOR)
    assert (first.case, first.reasons) == ("1", (Reason("words", ("老师", "迟到")),))
    assert (second.case, [str(reason) for reason in second.reasons]) == ("4", ["shared words 迟到"])
    assert 1 >= first.score > second.score > max((other.score for other in rest), default=0)


def test_category_and_approach_are_reasons(register: TextIndex) -> None:
    """Cases filed alike are similar even where no word agrees, the same category before a part of it.

    What was done is no reason where it is not to be shown.
    """
    alike = register.similar("", AUDITOR, **LATE)
    assert alike[0].unsaid == (Reason("category", ("teaching.lateness",)),)
    assert {other.case: [str(reason) for reason in other.reasons] for other in alike} == {
        "1": ["same category teaching.lateness", "same approach make-up lesson"],
        "4": ["same category teaching.lateness", "same approach make-up lesson"],
        "5": ["similar wording"],
    }


def test_cases_of_one_incident_are_alike(tmp_path: Path) -> None:
    """Whatever each family said of it, and wherever it is filed."""
    found = [entry(1, "太早了", incident="timetable"), entry(2, "too late", incident="timetable"), entry(3, "too dear")]
    likes = index_of(tmp_path, found).like("1", AUDITOR)
    assert {other.case: [str(reason) for reason in other.reasons] for other in likes} == {
        "2": ["same incident timetable"]
    }


def test_a_case_is_not_like_itself(register: TextIndex) -> None:
    """What is asked about is left out of the answer, found by its texts and by how it is filed."""
    likes = register.like("1", AUDITOR)
    assert likes[0].case == "4"
    assert [reason.kind for reason in likes[0].reasons] == ["category", "words", "approach"]
    assert "1" not in {other.case for other in likes}
    assert "1" not in {other.case for other in register.similar("迟到", AUDITOR, exclude="1")}


def test_another_form_and_a_part_of_a_word_are_alike(register: TextIndex) -> None:
    """English words agree by their stem, and where they do not, by the parts they share."""
    assert [str(reason) for reason in register.similar("two teachers", AUDITOR)[0].reasons] == ["shared words teachers"]
    said = "two teachers asked, the teacher asks"
    assert [str(reason) for reason in register.similar(said, AUDITOR)[0].reasons] == ["shared words teachers"]
    part = register.similar("schoolrooms", AUDITOR)[0]
    assert (part.case, part.reasons) == ("3", (Reason("wording"),))


def test_numbers_and_words_of_every_text_are_no_likeness(tmp_path: Path) -> None:
    """They do not make two cases alike, and are not named among the reasons of cases that are."""
    index = index_of(
        tmp_path,
        [
            entry(1, "It was on 2026-09-17 at 3, and we have not been called"),
            entry(2, "我们的课是在9月17日"),
            entry(3, "late"),
        ],
    )
    assert index.similar("This is what they have had at 3 on 17 2026, 我们是在这个的了", AUDITOR) == []
    [only] = index.similar("They were not late at 3", AUDITOR)
    assert (only.case, only.reasons) == ("3", (Reason("words", ("late",)),))


def _shared(index: TextIndex, text: str, case: str) -> set[str]:
    """The words that a case is said to share with a text."""
    [other] = [other for other in index.similar(text, AUDITOR, limit=10) if other.case == case]
    return {word for reason in other.reasons if reason.kind == "words" for word in reason.values}


def test_words_that_are_told_are_whole_and_mean_something(tmp_path: Path) -> None:
    """No particles, quantities or usual phrases, none without its beginning or its end, none as a part of another."""
    index = index_of(
        tmp_path,
        [
            entry(1, "上课老师总是晚到，孩子说每次都少学十分钟，希望把少上的时间补回来。"),
            entry(2, "空调一会儿冷一会儿热，教室里的温度没有人管。"),
            entry(3, "打电话给前台，前台说不知道，班主任的电话又总是没有人接。"),
            entry(4, "校长当着其他家长的面说我们家付不起学费，我很难堪，要求当面道歉。"),
            entry(5, "涨价可以理解，但是要提前通知，续费单上突然多了九百块，目的不明。"),
            entry(6, "物业公司不肯退款，迟到的老师也没有了解情况。"),
        ],
    )
    late = "英语老师总是迟到，每次都晚二十分钟，有的时候干等，我的时间呢？"
    assert _shared(index, late, "1") == {"老师"}
    assert _shared(index, "教室的空调坏了一个星期，有人中暑了你们负责吗？", "2") == {"教室", "空调"}
    assert _shared(index, "你们的客服电话总是打不通，留言也没有人回。", "3") == {"电话"}
    assert _shared(index, "老师在全班面前说她笨，我们要求老师当面道歉。", "4") == {"要求", "当面道歉"}
    assert _shared(index, "续费的时候才发现涨了九百块，没有提前通知，目的何在？", "5") == {"续费", "提前通知", "目的"}
    assert _shared(index, "我们了解到物业公司的老师迟到了", "6") == {"物业公司", "老师", "了解", "迟到"}


def test_why_a_case_was_handled_as_it_was_is_found_and_is_no_likeness(tmp_path: Path) -> None:
    """Two cases that were paused for the same reason need have nothing else in common."""
    waiting = {"handling": ["等待学校的缴费证明", "waiting for payment slips"]}
    index = index_of(tmp_path, [entry(1, "老师迟到", **waiting), entry(2, "教室太冷", **waiting), entry(3, "payment")])
    assert [hit.case for hit in index.search("缴费 slip", AUDITOR).hits] == ["2", "1"]
    assert index.like("1", AUDITOR) == []
    reasons = {other.case: str(other.reasons[0]) for other in index.similar("payment 缴费证明", AUDITOR)}
    assert reasons == {"1": "similar wording", "2": "similar wording", "3": "shared words payment"}


def test_a_text_of_any_length_is_answered(register: TextIndex) -> None:
    """A whole letter, or nothing at all, is compared without an error."""
    assert register.similar("迟到" + "late 退费 " * 20_000, AUDITOR)[0].case
    assert register.similar("", AUDITOR) == []
