"""Who reads a confidential case is put down before it is shown, by whatever way they came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError

from adapters.http.cases import MOST_LISTED
from tests.command_line import CommandLine
from tests.institution import Institution


@pytest.fixture
def hidden(institution: Institution) -> dict[str, Any]:
    """A confidential case of Li's about Ma."""
    institution.hire("Ma", "teacher", "East")
    case = institution.taken(institution.raised(), "listen", name="Li")
    about = [{"what": "teacher", "staff": "Ma"}]
    return dict(institution.step("Li", case, "record", confidential=True, about=about).json())


def reads(institution: Institution, case: dict[str, Any], **page: Any) -> list[tuple[str, str, int]]:
    """Who has read it, what, and at which version."""
    answer = institution.get("Zhou", f"cases/{case['id']}/reads", **page)
    assert answer.status_code == 200, answer.text
    return [(item["by_name"], item["what"], item["version"]) for item in answer.json()["items"]]


def test_every_way_of_opening_a_case_is_put_down(institution: Institution, hidden: dict[str, Any]) -> None:
    """By id or reference, now or as it stood, and its history."""
    for path in (hidden["id"], hidden["reference"], f"{hidden['id']}?version=1", f"{hidden['id']}/history"):
        assert institution.get("Chen", f"cases/{path}").status_code == 200
    assert reads(institution, hidden) == [
        ("Chen", "case", 3),
        ("Chen", "case", 3),
        ("Chen", "case", 1),
        ("Chen", "history", 3),
    ]


def test_a_reading_changes_neither_the_case_nor_its_tag(institution: Institution, hidden: dict[str, Any]) -> None:
    """Whoever has looked at it may go on."""
    tag = institution.get("Chen", f"cases/{hidden['id']}").headers["etag"]
    assert tag == f'"{hidden["version"]}"'
    assert institution.step("Chen", hidden, "investigate").status_code == 200


def test_what_may_not_be_seen_is_not_read(institution: Institution, hidden: dict[str, Any]) -> None:
    """Whoever is told that there is no such case has read nothing."""
    for name in ("Ma", "Sun", "Ada"):
        institution.get(name, f"cases/{hidden['id']}")
    assert reads(institution, hidden) == []


def test_lists_are_no_reading_and_show_nothing_said(institution: Institution, hidden: dict[str, Any]) -> None:
    """Neither the list of cases, nor the day, nor a hit: they say that there is a case, and no word of it."""
    [listed] = institution.get("Chen", "cases").json()["items"]
    assert (listed["id"], listed["facts"], listed["rounds"]) == (hidden["id"], {}, [])
    [found] = institution.get("Chen", "register", q="迟到", state="all").json()["items"]
    assert (found["case"], found["highlights"], found["fragments"]) == (hidden["id"], [], [])
    assert "迟到" not in institution.get("Chen", "day").text
    assert reads(institution, hidden) == []


def test_what_is_not_confidential_is_read_without_writing(institution: Institution) -> None:
    """The log stays as it is."""
    case = institution.raised()
    head = institution.casebook.log.max_notification_id()
    institution.get("Chen", f"cases/{case['id']}")
    institution.get("Chen", f"cases/{case['id']}/history")
    assert institution.casebook.log.max_notification_id() == head


@pytest.mark.parametrize("path", ["", "/history", "?version=2"])
def test_nothing_is_shown_that_could_not_be_put_down(
    institution: Institution, hidden: dict[str, Any], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The store is busy: so is the answer, and no word of the case is in it."""

    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as store:
        store.setattr(institution.casebook.log, "insert_events", fail)
        answer = institution.get("Chen", f"cases/{hidden['id']}{path}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert hidden["reference"] not in answer.text
    assert reads(institution, hidden) == []
    assert institution.get("Chen", f"cases/{hidden['id']}{path}").status_code == 200
    assert len(reads(institution, hidden)) == 1


def test_two_readings_at_one_moment_are_both_put_down(
    institution: Institution, hidden: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second finds its number taken, and takes the next."""
    log, book = institution.casebook.log, institution.casebook.presenter.readings
    insert, case = log.insert_events, institution.casebook.application.case(hidden["id"])

    def overtaken(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(log, "insert_events", insert)
        book.put_down(institution.people["Zhou"], case, 1, "history")
        return insert(*given, **more)

    monkeypatch.setattr(log, "insert_events", overtaken)
    book.put_down(institution.people["Li"], case, 3, "case")
    assert reads(institution, hidden) == [("Zhou", "history", 1), ("Li", "case", 3)]


def test_a_number_that_is_always_taken_is_given_up(
    institution: Institution, hidden: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sooner than to be shown without a trace."""

    def taken(*_: Any, **__: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(institution.casebook.log, "insert_events", taken)
    assert institution.get("Chen", f"cases/{hidden['id']}").status_code == 503


def test_readings_come_in_pages(institution: Institution, hidden: dict[str, Any]) -> None:
    """The earliest first, each once; a cursor that was never given out is refused."""
    for _ in range(3):
        institution.get("Chen", f"cases/{hidden['id']}")
    first = institution.get("Zhou", f"cases/{hidden['id']}/reads", limit=2).json()
    rest = institution.get("Zhou", f"cases/{hidden['id']}/reads", limit=2, cursor=first["next"]).json()
    assert ([len(first["items"]), len(rest["items"])], rest["next"]) == ([2, 1], None)
    for wrong in ({"cursor": "x"}, {"cursor": "9" * 30}, {"limit": 0}, {"limit": MOST_LISTED + 1}, {"who": "me"}):
        assert institution.get("Zhou", f"cases/{hidden['id']}/reads", **wrong).status_code == 422


@pytest.mark.parametrize("name", ["Li", "Chen", "Ma", "Sun", "Ada"])
def test_only_auditors_see_who_has_read(institution: Institution, hidden: dict[str, Any], name: str) -> None:
    """Whether there is such a case or not."""
    for case in (hidden["id"], "00000000-0000-4000-8000-000000000000"):
        assert institution.get(name, f"cases/{case}/reads").status_code == 403
    assert institution.get("Zhou", "cases/nowhere/reads").status_code == 404


def test_the_stream_of_readings_is_no_case(institution: Institution, hidden: dict[str, Any]) -> None:
    """It has no address, stands in no list, and no read model waits for it."""
    institution.get("Chen", f"cases/{hidden['id']}")
    stream = f"readings:{hidden['id']}"
    assert institution.get("Zhou", f"cases/{stream}").status_code == 404
    assert institution.step("Chen", hidden | {"id": stream}, "note").status_code == 404
    assert len(institution.get("Zhou", "cases").json()["items"]) == 1
    head = institution.casebook.log.max_notification_id()
    assert institution.casebook.runner.wait_for(head, 10)


def test_the_command_line_puts_it_down_as_well(tmp_path: Path) -> None:
    """Show, history and why are readings; a list is none; only auditors see who has read."""
    casebook = CommandLine(tmp_path)
    for name, role in {"Chen": "manager", "Li": "teacher", "Zhou": "auditor"}.items():
        casebook.hire(name, role)
    case = casebook.json(
        "raise",
        "objection",
        *pairs(
            "guardian.name=Wang Fang",
            "channel=phone",
            "words=w",
            "happened_at=2026-01-01T10:00:00+08:00",
            "read_back=true",
        ),
        who="Li",
    )["reference"]
    fields = ("category=conduct", "severity=high", "kind=ordinary", "summary=s", "confidential=true")
    casebook.json("step", case, "record", *pairs(*fields), who="Li")
    [listed] = casebook.json("list", who="Chen")["items"]
    assert listed["facts"] == {}
    for verb in ("show", "history", "why"):
        assert casebook(verb, case, who="Chen").code == 0
    told = casebook.json("reads", case, who="Zhou")["items"]
    assert [(item["by_name"], item["what"]) for item in told] == [
        ("Chen", "case"),
        ("Chen", "history"),
        ("Chen", "case"),
    ]
    assert "Chen" in casebook("reads", case, who="Zhou").out
    refused = casebook("reads", case, who="Chen")
    assert (refused.code, refused.err) == (1, "only auditors see who has read a case\n")


def pairs(*fields: str) -> list[str]:
    """Fields as options."""
    return [word for field in fields for word in ("--field", field)]
