"""What pages say: everything in both languages, with the same blanks."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

import adapters.pages
from adapters.pages.messages import untranslated
from adapters.pages.sentences import told
from adapters.pages.texts import CHINESE, ENGLISH, LOCALES, preferred, texts
from tests.said_below import BLANK as VARIES
from tests.said_below import sentences

BLANK = re.compile(r"%\((\w+)\)s|\{\}")


def test_everything_that_pages_say_is_translated() -> None:
    """`python -m adapters.pages.messages` prints what is missing, ready for a catalogue."""
    assert untranslated() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_has_the_blanks_of_its_text(locale: str) -> None:
    """What varies in a text varies in its translation, too; nothing is filled in that is not there."""
    for catalogue in files(adapters.pages).joinpath("locales", locale).iterdir():
        with catalogue.open("rb") as opened:
            for message in read_po(opened, locale=locale):
                text = message.id if isinstance(message.id, tuple) else (message.id,)
                put = message.string if isinstance(message.string, tuple) else (message.string,)
                blanks = {blank for each in text for blank in BLANK.findall(str(each))}
                assert all(set(BLANK.findall(str(each))) <= blanks for each in put), message.id


UNHEARD = {
    "a moment needs a time zone",
    "an entry has no field {}",
    "case {} does not begin with an opening but with {}",
    "days are counted from 1",
    "no moment",
    "open time is counted forward",
    "sign in first",
    "the log is followed by polling; see engine.telling.runner",
    "{} is not an event of this program",
    "{} of version {} of case {} does not open",
    "{} on the staff is called {}{}",
    "{}; the fields are {}",
}
"""What nobody hears who does everything by pages, or only as a part of another sentence."""


def test_every_refusal_is_translated() -> None:
    """Refusals, flaws and what stands in the way of a step, as the code has them, are told in Chinese."""
    said = {sentence: sentence.replace(VARIES, "7") for sentence in sentences() - UNHEARD}
    assert sorted(sentence for sentence, told_of in said.items() if told(told_of, CHINESE) == told_of) == []


def test_the_language_is_the_one_that_was_chosen_else_the_first_that_the_browser_asks_for_and_we_speak() -> None:
    """What nobody here speaks is passed over; where nothing is known, it is English."""
    assert preferred("zh-CN,zh;q=0.9,en;q=0.8") == CHINESE
    assert preferred("fr-FR,zh-TW;q=0.5") == CHINESE
    assert preferred("zh-CN", ENGLISH) == ENGLISH
    assert preferred("", "xx") == ENGLISH


def test_many_and_one_are_told_apart_where_a_language_does() -> None:
    """English has a plural; Chinese has none."""
    one, many = "%(num)s late", "%(num)s late"
    assert texts(CHINESE).ngettext(one, many, 1) == texts(CHINESE).ngettext(one, many, 2) == "%(num)s 件逾期"


def test_a_sentence_from_below_the_pages_is_put_with_what_varies_in_it() -> None:
    """A refusal is told in the reader's language; one that no catalogue has stays as it is."""
    assert told("is required", CHINESE) != "is required"
    assert told("nobody has ever said this", CHINESE) == "nobody has ever said this"
    assert told("in A-1 the step note cannot be taken now: it is closed", CHINESE) == "A-1 已结案，现在不能进行“备注”"
    missing = "in OBJ-1 the step ask cannot be taken now: it stands at record; record is due next"
    assert told(missing, ENGLISH) == missing.replace("ask", "“Ask a colleague”").replace("record", "“Record”")
    assert told("a colleague may wait: note", CHINESE) == "a colleague may wait: note"
    days = "3 working days after 2026-11-22: 24 Tue, 25 Wed, 26 Thu; ends at closing time, 2026-11-26 20:00"
    assert told(days, CHINESE) == "2026-11-22 之后 3 个工作日：24 周二、25 周三、26 周四；至当天下班 2026-11-26 20:00"
