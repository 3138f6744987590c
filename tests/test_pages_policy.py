"""The rules on pages: read in words, compared, tried on the open cases, adopted."""

from __future__ import annotations

import pytest

from adapters.policy.difference import difference
from adapters.policy.files import default_policy
from adapters.policy.trial import trial
from engine.policy import Policy
from tests.browsing import Browser, Page, browser
from tests.institution import Institution

RULES, NEW = "/administration/policy", "/administration/policy/new"


@pytest.fixture
def ada(institution: Institution) -> Browser:
    """The administrator's browser."""
    return browser(institution, "Ada")


@pytest.fixture
def text(ada: Browser) -> str:
    """The rules in force, as the form offers them."""
    return ada.get(NEW).one("textarea").get_text()


def changed(policy: Policy, **tables: object) -> Policy:
    """The policy with other tables."""
    return Policy.model_validate(policy.model_dump(mode="json") | tables)


def _sent(ada: Browser, text: str, **fields: str) -> Page:
    return ada.upload(ada.get(NEW), NEW, "", b"", text=text, **fields)


def test_a_difference_names_each_rule_that_is_another() -> None:
    """A figure with what it was, a list with what came and went; what stays is not told."""
    before = default_policy()
    deadlines = {"objection": {"classify": "3 working hours", "resolve": "4 working days"}}
    after = changed(before, deadlines=deadlines, touchpoints={"lessons_used": [50, 80]})
    told = {change.place: change for change in difference(before, after)}

    assert told["deadlines", "objection", "classify", "always"].after == "3 working hours"
    assert told["deadlines", "objection", "resolve", "complex"].before == "7 working days"
    assert told["deadlines", "objection", "acknowledge", "always"].after is None
    touchpoint = told["touchpoints", "lessons_used"]
    assert (touchpoint.added, touchpoint.removed) == (("80",), ("70", "90"))
    assert difference(before, before) == []


def test_a_trial_moves_no_date_of_an_open_case(institution: Institution) -> None:
    """It counts what would be earlier and late, but nothing confidential; the case keeps its version."""
    case = institution.raised()
    institution.raised(confidential=True)
    deadlines = {"objection": {"acknowledge": "1 hour", "classify": "2 working hours"}}
    institution.casebook.runner.catch_up()
    found = trial(institution.casebook, changed(default_policy(), deadlines=deadlines))
    acknowledge = next(effect for effect in found.changes if effect.name == "acknowledge")

    assert (found.open, acknowledge.running, acknowledge.earlier, acknowledge.later) == (1, 1, 1, 0)
    assert acknowledge.late_then >= acknowledge.late_now
    assert institution.get("Li", f"cases/{case['id']}").json()["deadlines"] == case["deadlines"]


def test_rules_are_tried_before_they_are_adopted(ada: Browser, text: str) -> None:
    """The trial says what would change and writes nothing; adopted they are announced for their day, to everybody."""
    new = text.replace('"2 working hours"', '"1 working hour"')
    tried = _sent(ada, new, **{"try": "yes"})
    assert "Objection, Classify 2 working hours 1 working hour" in tried.text
    assert ada.institution.casebook.policies.latest() == 1

    added = _sent(ada, new, adopt="yes", **{"from": "2026-10-01"})
    assert "Version 2 announced" in added.text
    assert "From Thu 1 Oct 2026 version 2 holds, as announced" in ada.get(NEW).text
    assert ada.institution.casebook.policies.in_force(ada.institution.clock()) == 1
    assert "1 working hour" in ada.get(f"{RULES}/difference", **{"from": "1", "to": "2"}).text
    assert "1 working hour" in ada.get(f"{RULES}/2").text


def test_a_version_is_compared_with_the_one_whose_place_it_takes(ada: Browser, text: str) -> None:
    """Not with the number before it: rules for a later day take the place of what holds by then."""
    announced = text.replace("sends_back_at = 2", "sends_back_at = 1")
    sooner = announced.replace('"2 working hours"', '"1 working hour"')
    _sent(ada, announced, adopt="yes", **{"from": "2026-12-01"})
    assert "Compared with version 1, whose place it would take." in _sent(ada, sooner, **{"try": "yes"}).text
    tried = _sent(ada, sooner, **{"try": "yes", "from": "2026-12-02"})
    assert "Compared with version 2, whose place it would take." in tried.text
    _sent(ada, sooner, adopt="yes")

    page = ada.get(RULES)
    changed = [row.select("td")[-1].get_text(" ", strip=True) for row in page.all("tbody tr")]
    assert changed == ["2 rules of version 1", "1 rule of version 3", "the first one"]
    assert page.one("#from [selected]").get_text() == "1"
    assert str(ada.get(f"{RULES}/2").one(".end a")["href"]).endswith("/difference?from=3&to=2")


def test_a_file_takes_the_place_of_the_text(ada: Browser, text: str) -> None:
    """It is adopted as it was uploaded; the same form sent twice adopts it once."""
    page = ada.get(NEW)
    new = text.replace("sends_back_at = 2", "sends_back_at = 1").encode()
    for _ in range(2):
        assert "Version 2" in ada.upload(page, NEW, "rules.toml", new, adopt="yes").text
    assert ada.institution.casebook.policies.latest() == 2
    assert ada.institution.casebook.policies.get(2).feedback.sends_back_at == 1


@pytest.mark.parametrize(
    ("was", "written", "line", "said"),
    [
        ("sends_back_at = 2", "sends_back_at = 9", "sends_back_at = 9", "is 4 at most"),
        ("[feedback]", "[feedbak]", "[feedbak]", "cannot be set"),
        ("[feedback]", "[feedback", "[feedback", "is not TOML"),
        ('"Asia/Shanghai"', '"Factory"', 'zone = "Factory"', "is not the same on every machine"),
    ],
)
def test_a_flaw_stands_beside_its_line(ada: Browser, text: str, was: str, written: str, line: str, said: str) -> None:
    """Nothing is adopted, and the text is still there to be put right."""
    page = _sent(ada, text.replace(was, written), adopt="yes")

    assert page.status == 422
    assert any(line in item.get_text() and said in item.get_text() for item in page.all("#wrong li"))
    assert written in page.one("textarea").get_text()
    assert ada.institution.casebook.policies.latest() == 1


@pytest.mark.parametrize("day", ["2026-09-01", "soon"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(ada: Browser, text: str, day: str) -> None:
    """It lies in the past, or is none."""
    page = _sent(ada, text, adopt="yes", **{"from": day})

    assert page.status == 422
    assert page.all("#from-flaw")
    assert ada.institution.casebook.policies.latest() == 1


def test_what_is_no_version_is_not_there(ada: Browser) -> None:
    """An address is mistyped, or a form is sent without its file's way of writing."""
    for path in (f"{RULES}/7", f"{RULES}/x", f"{RULES}/difference?from=1&to=9"):
        assert ada.get(path).status == 404
    assert ada.post(NEW, {"text": "x"}).status == 415
