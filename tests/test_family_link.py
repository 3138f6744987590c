"""The family's link: whoever has it answers once; whoever has not learns nothing, and nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from adapters.accounts import COOKIE
from adapters.family_links import USED, WRONG
from tests.browsing import Browser, Page, browser
from tests.institution import Institution

ANSWER = {"satisfaction": "5", "verdict": "yes", "words": "谢谢，老师现在很准时"}
MADE_UP = "A" * 48


def asked(institution: Institution, workflow: str = "objection") -> dict[str, Any]:
    """A case whose family is to be asked now."""
    case = institution.raised("Chen", workflow)
    return institution.taken(case, "listen", "record", "investigate", "solve")


def given(institution: Institution, case: Mapping[str, Any], **fields: Any) -> str:
    """Where a new link leads."""
    answer = institution.step("Chen", case_of(institution, case), "give_link", **{"language": None, **fields})
    assert answer.status_code == 200, answer.text
    told = institution.get("Chen", f"cases/{case['id']}/link").json()
    return str(urlsplit(told["address"]).path)


def family(institution: Institution, language: str = "en") -> Browser:
    """A phone on which nobody has ever signed in."""
    return Browser(institution, "the family", language)


def answered(institution: Institution, path: str, language: str = "en", **fields: str) -> Page:
    """What a family sees that fills in the page and sends it."""
    phone = family(institution, language)
    page = phone.get(path)
    return phone.send(page, str(page.one("form")["action"]), **ANSWER | fields)


def case_of(institution: Institution, case: Mapping[str, Any]) -> dict[str, Any]:
    """The case as it stands."""
    return dict(institution.get("Chen", f"cases/{case['id']}").json())


def test_the_history_names_the_family_as_who_answered(institution: Institution) -> None:
    """It moves the case on like any other, and nobody on the staff is named as the one who said it."""
    case = asked(institution)
    page = answered(institution, given(institution, case))
    assert page.status == 200
    assert page.one("h1").get_text() == "Thank you"
    now = case_of(institution, case)
    assert now["stage"] == "close"
    assert now["rounds"][-1] | {"happened_at": None} == {
        "satisfaction": 5,
        "accepted": True,
        "words": ANSWER["words"],
        "disputed": "none",
        "channel": "portal",
        "contradiction": False,
        "happened_at": None,
    }
    lines = institution.get("Zhou", f"cases/{case['id']}/history").json()["items"]
    link, line = [each for each in lines if each["step"] in ("give_link", "feedback")]
    assert line["by"] == f"family:{case['id']}:{link['version']}"
    assert line["by_name"] == f"the family (link {link['version']})"
    assert link["by"] == institution.people["Chen"].id


@pytest.mark.parametrize(
    ("verdict", "satisfaction", "stage"),
    [("finding", "1", "investigate"), ("solution", "3", "solve"), ("yes", "2", "solve")],
)
def test_dissatisfied_it_sends_the_case_back(
    institution: Institution, verdict: str, satisfaction: str, stage: str
) -> None:
    """To where the policy and the dispute say, as if it had been said on the phone."""
    case = asked(institution)
    answered(institution, given(institution, case), verdict=verdict, satisfaction=satisfaction)
    assert case_of(institution, case)["stage"] == stage


def test_a_renewal_is_answered_with_or_without_words(institution: Institution) -> None:
    """The page asks whether they stay."""
    case = asked(institution, "renewal")
    phone, path = family(institution), given(institution, case)
    page = phone.get(path)
    assert "Do you go on with us?" in page.text
    phone.send(page, str(page.one("form")["action"]), answer="accepted")
    now = case_of(institution, case)
    assert (now["stage"], now["rounds"][-1]["answer"]) == ("close", "accepted")


def test_looking_changes_nothing_and_tells_nothing_of_the_case(institution: Institution) -> None:
    """A scanner that opens every link does no harm; no word of the case and no name of anybody stands on the page."""
    case = asked(institution)
    path, version = given(institution, case), case_of(institution, case)["version"]
    phone = family(institution)
    for _ in range(3):
        page = phone.get(path)
    answer = page.answer
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
    assert "set-cookie" not in answer.headers
    assert len(answer.content) < 5_000
    assert page.all("script") == []
    for said in ("Wang", "late", "迟到", "make-up", "Chen", "East"):
        assert said not in page.soup.get_text()
        assert said not in path
    assert case_of(institution, case)["version"] == version


def test_it_is_answered_once_and_a_second_press_is_the_same_answer(institution: Institution) -> None:
    """What somebody else sends by the same link is not taken down, and is not lost to them either."""
    case = asked(institution)
    path, phone = given(institution, case), family(institution)
    page = phone.get(path)
    action = str(page.one("form")["action"])
    assert phone.send(page, action, **ANSWER).text == phone.send(page, action, **ANSWER).text
    version = case_of(institution, case)["version"]

    other = phone.send(page, action, **ANSWER | {"words": "not at all", "verdict": "solution"})
    assert (other.status, other.one("blockquote").get_text()) == (409, "not at all")
    assert phone.get(path).one("h1").get_text() == "Thank you"
    assert case_of(institution, case)["version"] == version


def test_it_is_of_no_use_once_the_case_has_moved_on(institution: Institution) -> None:
    """Answered on the phone, given anew, or revoked: the old link says so, whatever is sent by it."""
    case = asked(institution)
    first, phone = given(institution, case), family(institution)
    action = str(phone.get(first).one("form")["action"])
    second = given(institution, case)
    assert phone.get(second).status == 200
    revoked = institution.step("Chen", case_of(institution, case), "revoke_link")
    assert "give_link" not in revoked.json()["facts"]
    third = given(institution, case)
    institution.step("Chen", case_of(institution, case), "feedback")
    version = case_of(institution, case)["version"]
    for path in (first, second, third):
        page = phone.get(path)
        assert (page.status, page.one("h1").get_text()) == (410, "This link is of no use any more")
    late = phone.post(action, ANSWER)
    assert (late.status, late.one("blockquote").get_text()) == (410, ANSWER["words"])
    assert case_of(institution, case)["version"] == version
    assert institution.get("Chen", f"cases/{case['id']}/link").status_code == 404


def test_it_ends_when_the_policy_says(institution: Institution) -> None:
    """Two weeks, unless the policy says otherwise; a minute later nothing is taken any more."""
    case = asked(institution)
    path, phone = given(institution, case), family(institution)
    page = phone.get(path)
    ends_at = institution.get("Chen", f"cases/{case['id']}/link").json()["ends_at"]
    assert ends_at == "2026-10-06T20:00:00+08:00"
    institution.clock.forward(timedelta(days=14, hours=8))
    late = phone.send(page, str(page.one("form")["action"]), **ANSWER)
    assert (late.status, phone.get(path).status) == (410, 410)
    assert "is over" in phone.get(path).text
    assert case_of(institution, case)["stage"] == "feedback"


def test_who_makes_one_up_learns_nothing_and_has_to_wait(institution: Institution) -> None:
    """The same words for every link that is none of ours; after some of them 429. A family with a link is let in."""
    case = asked(institution)
    path, phone = given(institution, case), family(institution)
    altered = path[:-2] + ("A" if path[-2] != "A" else "B") + path[-1]
    told = {phone.get(f"/answer/{made_up}").text for made_up in (MADE_UP, "x", altered.rpartition("/")[2])}
    assert len(told) == 1
    assert phone.post(f"/answer/{MADE_UP}", ANSWER).status == 404
    for _ in range(WRONG.free):
        refused = phone.get(f"/answer/{MADE_UP}")
    assert refused.status == 429
    assert int(refused.answer.headers["retry-after"]) > 0
    assert phone.get(path).status == 200


def test_a_link_that_is_opened_all_the_time_has_to_wait(institution: Institution) -> None:
    """Whoever has it does not keep the school busy with it."""
    phone, path = family(institution), given(institution, asked(institution))
    assert [phone.get(path).status for _ in range(USED.free + 1)][-2:] == [200, 429]


def test_what_is_missing_is_said_and_what_was_written_stays(institution: Institution) -> None:
    """Nothing is taken down by half."""
    case = asked(institution)
    phone, path = family(institution), given(institution, case)
    page = phone.get(path)
    again = phone.send(page, str(page.one("form")["action"]), words="only words", satisfaction="9")
    assert (again.status, again.one("textarea").get_text()) == (422, "only words")
    assert len(again.all(".flaw")) == 2
    assert case_of(institution, case)["stage"] == "feedback"


def test_staff_do_not_answer_for_the_family_by_mistake(institution: Institution) -> None:
    """Whoever has signed in sees what the family sees, and cannot send it."""
    case = asked(institution)
    path, chen = given(institution, case), browser(institution, "Chen")
    page = chen.get(path)
    assert page.all("button") == []
    sent = chen.post(str(page.one("form")["action"]), ANSWER)
    assert (sent.status, case_of(institution, case)["stage"]) == (403, "feedback")
    assert COOKIE not in sent.answer.cookies


def test_the_page_speaks_the_language_of_the_family(institution: Institution) -> None:
    """Theirs if it is known, else that of their device; they can choose another one."""
    case = asked(institution)
    path = given(institution, case, language="zh")
    page = family(institution).get(path)
    assert page.one("html")["lang"] == "zh-CN"
    assert family(institution).get(path, language="en").one("html")["lang"] == "en"
    assert "谢谢" in answered(institution, path).one("h1").get_text()
    path = given(institution, asked(institution))
    assert family(institution, "zh").get(path).one("html")["lang"] == "zh-CN"


def test_only_whoever_looks_after_the_case_has_the_link(institution: Institution) -> None:
    """A teacher to whom it was given, and managers; for others there is none, or no such case."""
    case = asked(institution)
    path = given(institution, case)
    answers = {name: institution.get(name, f"cases/{case['id']}/link").status_code for name in institution.people}
    assert answers == {"Chen": 200, "Li": 404, "Zhou": 403, "Sun": 403, "Ada": 403}
    institution.step("Chen", case_of(institution, case), "assign", to="Li")
    told = institution.get("Li", f"cases/{case['id']}/link").json()
    assert told["address"].endswith(path)


def test_whoever_looks_after_the_case_finds_the_link_on_its_page(institution: Institution) -> None:
    """It is offered while an answer is due, shown to be handed on, and gone when it is revoked."""
    case = asked(institution)
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    assert chen.get(address).all("#family-link") == []
    page = chen.send(chen.get(f"{address}/give_link"), f"{address}/give_link", language="zh")
    link = str(page.one("#link-address")["value"])
    assert family(institution).get(urlsplit(link).path).status == 200
    assert browser(institution, "Zhou").get(address).all("#family-link") == []
    page = chen.send(chen.get(f"{address}/revoke_link"), f"{address}/revoke_link", reason="the wrong number")
    assert page.all("#family-link") == []
