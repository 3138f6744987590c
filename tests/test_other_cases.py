"""A case that may be seen names no case that may not: neither as it stands, nor in its history, nor live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.other_cases import naming_cases
from adapters.settings import Settings
from tests.browsing import browser
from tests.institution import Institution, running_institution
from tests.school import KINDS
from tests.test_http_stream import stream

ABOUT_CHEN = {"confidential": True, "about": [{"what": "other", "staff": "Chen"}]}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Institution]:
    """An institution behind a real server: a stream never ends by itself."""
    with running_institution(Settings(data=tmp_path), wire=True) as running:
        yield running


def hidden_from_chen(institution: Institution, **raised: Any) -> dict[str, Any]:
    """A case of Li's about Chen."""
    case = institution.taken(institution.raised("Li", **raised), "listen", name="Li")
    return dict(institution.step("Li", case, "record", **ABOUT_CHEN).json())


def principal(institution: Institution) -> None:
    """Somebody who may link everything with everything."""
    institution.hire("Yang", "manager")


def linked(institution: Institution, case: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The case after the principal has linked it to another one."""
    form = {"case": other["id"], "relation": "same boy"}
    return dict(institution.post("Yang", f"objections/{case['id']}/link", form).json())


def steps(institution: Institution, name: str, case: dict[str, Any]) -> list[str]:
    """What somebody reads in the history of a case."""
    return [line["step"] for line in institution.get(name, f"cases/{case['id']}/history").json()["items"]]


def test_a_link_to_a_hidden_case_is_no_line(institution: Institution) -> None:
    """Nor is its being retracted, nor that another link was corrected to it; whoever may know of both reads both."""
    principal(institution)
    open_one, hidden = institution.raised("Chen"), hidden_from_chen(institution)
    both = linked(institution, open_one, hidden)
    assert both["links"] == [{"case": hidden["id"], "relation": "same boy"}]
    institution.step("Yang", both, "retract", version=both["version"], reason="not the same boy")
    assert steps(institution, "Chen", open_one) == ["raise"]
    assert steps(institution, "Zhou", open_one) == ["raise", "link", "retract"]
    meant = linked(institution, open_one, institution.raised("Chen"))
    fields = {"case": hidden["id"], "relation": "that boy"}
    right = institution.step("Yang", meant, "correct", version=meant["version"], fields=fields, reason="Shouted at.")
    institution.step("Yang", right.json(), "retract", version=meant["version"], reason="Shouted at others.")
    assert steps(institution, "Chen", open_one) == ["raise", "link"]
    assert steps(institution, "Zhou", open_one)[3:] == ["link", "correct", "retract"]
    told = institution.get("Chen", f"cases/{open_one['id']}/history").text
    hints = (hidden["id"], hidden["reference"], "that boy", "Shouted")
    assert not [word for word in hints if word in told]


def test_a_duplicate_leads_back_to_no_case_that_has_been_hidden_since(institution: Institution) -> None:
    """It is not named, and whoever may not know of it is not offered to part the two."""
    principal(institution)
    duplicate, other = institution.raised("Chen"), institution.taken(institution.raised("Li"), "listen", name="Li")
    merged = institution.step("Yang", duplicate, "merge", into=other["id"]).json()
    assert "unmerge" in merged["next_steps"]
    institution.step("Li", other | institution.get("Li", f"cases/{other['id']}").json(), "record", **ABOUT_CHEN)
    told = institution.get("Chen", f"cases/{duplicate['id']}")
    assert "unmerge" not in told.json()["next_steps"]
    page = browser(institution, "Chen").get(f"/cases/{duplicate['reference']}/unmerge").text
    assert not [name for name in (other["id"], other["reference"]) if name in told.text + page]


def test_where_a_solution_was_taken_from_is_left_out(institution: Institution) -> None:
    """As it was written, and as it was corrected."""
    principal(institution)
    hidden = hidden_from_chen(institution)
    closed = institution.taken(hidden, "investigate", "solve", "feedback", "close", name="Yang")
    case = institution.taken(institution.raised("Chen"), "listen", "record", "investigate")
    solved = institution.step("Yang", case, "solve", based_on=closed["id"]).json()
    assert solved["facts"]["solve"]["based_on"] == closed["id"]
    right = {"version": solved["version"], "fields": {"based_on": closed["id"]}, "reason": "This one."}
    institution.step("Yang", solved, "correct", **right)
    for path in ("", "/history"):
        told = institution.get("Chen", f"cases/{case['id']}{path}")
        assert closed["id"] not in told.text
    assert steps(institution, "Chen", case) == ["raise", "listen", "record", "investigate", "solve", "correct"]


def test_a_renewal_that_waited_for_a_hidden_case_says_nothing_of_it(institution: Institution) -> None:
    """Neither while it waits nor afterwards, and not how the other one ended."""
    renewal = institution.raised("Li", "renewal")
    hidden = hidden_from_chen(institution, inside=renewal["id"])
    waiting = institution.get("Chen", f"cases/{renewal['id']}").json()
    assert (waiting["waiting_for"], waiting["links"], list(waiting["facts"])) == (None, [], ["raise"])
    refused = institution.step("Chen", waiting, "listen")
    assert (refused.status_code, "objection" in refused.text) == (409, False)
    principal(institution)
    institution.taken(hidden, "withdraw", name="Yang")
    over = institution.get("Chen", f"cases/{renewal['id']}").json()
    assert list(over["facts"]) == ["raise"]
    assert steps(institution, "Chen", renewal) == ["raise"]
    assert steps(institution, "Li", renewal) == ["raise", "wait", "take_back"]
    assert "withdrawn" not in institution.get("Chen", f"cases/{renewal['id']}").text


def test_the_stream_does_not_tell_of_it_either(served: Institution) -> None:
    """What is told is the next event that has nothing to do with the hidden case."""
    principal(served)
    open_one, hidden = served.raised("Chen"), hidden_from_chen(served)
    since = served.position
    case = linked(served, open_one, hidden)
    case = served.step("Yang", case, "retract", version=case["version"], reason="not the same boy").json()
    served.step("Yang", case, "note")
    for name, events in (("Chen", ["case.noted"]), ("Zhou", ["case.linked", "case.retracted", "case.noted"])):
        with stream(served, name, **{"Last-Event-ID": since}) as told:
            assert [next(told)["event"] for _ in events] == events


def test_every_field_that_names_a_case_is_known() -> None:
    """Whatever an event calls them: told apart by their type, not by their names."""
    named = {name for kind in KINDS for name in naming_cases(kind)}
    assert {"case", "cases", "into", "inside", "based_on", "follows"} <= named


@pytest.mark.parametrize("name", ["Chen", "Sun"])
def test_who_may_not_know_finds_it_neither_among_all_nor_by_a_guess(institution: Institution, name: str) -> None:
    """Totals and every count are those of a register that never had it."""
    hidden_from_chen(institution)
    found = institution.get(name, "register", q="", state="all").json()
    assert (found["total"], found["items"], {*map(str, found["facets"].values())}) == (0, [], {"{}"})
