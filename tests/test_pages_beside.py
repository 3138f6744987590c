"""Cases that belong with another one: raised from its page, with what is known of the family filled in."""

from __future__ import annotations

from datetime import timedelta

from tests.browsing import browser
from tests.institution import SIX_STEPS, Institution


def test_a_matter_that_comes_up_too_late_to_reopen_is_raised_anew_from_its_page(institution: Institution) -> None:
    """Only then is it offered; the family is filled in, and the two cases name each other."""
    case = institution.taken(institution.raised(), *SIX_STEPS)
    chen, link = browser(institution, "Chen"), f"/raise/objection?follows={case['reference']}"
    assert not chen.get(f"/cases/{case['reference']}").all(f"a[href='{link}']")
    institution.clock.forward(timedelta(days=11))
    chen.sign_in()
    assert chen.get(f"/cases/{case['reference']}").all(f"a[href='{link}']")
    page = chen.get(link)
    assert page.one("[name='guardian.name']")["value"] == "Wang Fang"
    raised = chen.send(page, "/raise/objection", channel="phone", words="Late again.")

    assert case["reference"] in raised.one("#beside").get_text()
    assert not chen.get("/raise/objection", follows="OBJ-0000-0000").one("[name='guardian.name']")["value"]


def test_where_no_case_is_like_it_the_form_says_so(institution: Institution) -> None:
    """And takes the reference of any other."""
    case, chen = institution.raised(), browser(institution, "Chen")
    page = chen.get(f"/cases/{case['reference']}/merge")
    assert "No open case that you may see is like this one" in page.one("#f-into-hint").get_text()
    page = chen.send(page, f"/cases/{case['reference']}/merge", into="OBJ-0000-0000", reason="The same.")
    assert "there is no case OBJ-0000-0000" in page.one("#f-into-flaw").get_text()


def test_of_a_case_that_is_hidden_nothing_is_filled_in(institution: Institution) -> None:
    """Whoever guesses a reference learns neither the family nor that there is such a case."""
    hidden = institution.raised("Chen")
    page = browser(institution, "Li").get("/raise/objection", follows=hidden["reference"])

    assert page.one("[name='guardian.name']")["value"] == ""
    assert page.one("[name='follows']")["value"] == hidden["reference"]


def test_whoever_raises_a_confidential_case_about_themselves_is_told_that_it_is_taken(institution: Institution) -> None:
    """It is hidden from them since: they come to their first page, and what they typed is not kept for the next one."""
    li = browser(institution, "Li")
    page = li.get("/raise/objection")
    about = {"about__0__what": "teacher", "about__0__staff": institution.people["Li"].id}
    said = {"guardian__name": "Wang", "guardian__relation": "mother", "channel": "phone", "words": "Late again."}
    page = li.send(page, "/raise/objection", **said, **about, confidential="yes")

    assert page.one("[data-done]")["data-done"] == "raise:objection"
    assert "hidden from you" in page.text
    assert not page.all("a[href^='/cases/']")

    sealed = str(page.answer.url.query.decode())
    assert "hidden from you" in li.get(f"/day?{sealed}").text
    forged = ("hidden=raise:objection", "hidden=raise:objection&seal=0", sealed.replace("raise", "solve"))
    assert not [path for path in forged if "hidden from you" in li.get(f"/day?{path}").text]
    assert "hidden from you" not in browser(institution, "Li").get(f"/day?{sealed}").text
