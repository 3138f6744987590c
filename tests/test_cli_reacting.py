"""What follows without a person, where nothing is served: the commands see to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError

from engine.telling.reactor import Reactor
from tests.command_line import CommandLine, fields, staffed


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


def reopened(casebook: CommandLine, times: int) -> str:
    """An objection that was withdrawn and taken up again so many times."""
    case = str(casebook.objection()["id"])
    for verb in ("withdraw", "reopen") * times:
        casebook.json("step", case, verb, *fields("reason=again"), who="Chen")
    return case


def by_reactions(casebook: CommandLine, case: str) -> list[str]:
    """The steps that nobody took."""
    lines = casebook.json("history", case, who="Zhou")["items"]
    return [line["step"] for line in lines if line["by"].startswith("reaction:")]


def test_what_follows_from_a_step_follows_at_once(casebook: CommandLine) -> None:
    """The third reopening goes to the principal, though no server runs; the answer is the case after the step."""
    case = reopened(casebook, 2)
    assert by_reactions(casebook, case) == []
    casebook.json("step", case, "withdraw", *fields("reason=again"), who="Chen")
    told = casebook.json("step", case, "reopen", *fields("reason=again"), who="Chen")
    assert by_reactions(casebook, case) == ["escalate"]
    assert casebook.json("show", case, who="Chen")["version"] == told["version"] + 1


@pytest.mark.parametrize(("words", "who"), [(("day",), "Chen"), (("react",), "")])
def test_what_time_brings_is_seen_to_by_whoever_looks(
    casebook: CommandLine, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], who: str
) -> None:
    """By the list of the day, and by a command that can stand in a crontab; once."""
    with monkeypatch.context() as nobody_looks:
        nobody_looks.setattr("adapters.cli.steps._react", lambda _: None)
        case = reopened(casebook, 3)
    assert by_reactions(casebook, case) == []
    casebook.json(*words, who=who)
    casebook.json(*words, who=who)
    assert by_reactions(casebook, case) == ["escalate"]


def test_the_command_for_cron_says_how_much_it_saw_to(casebook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, where nothing has come due."""
    monkeypatch.setattr("adapters.cli.steps._react", lambda _: None)
    reopened(casebook, 3)
    assert casebook.json("react") == {"seen_to": 1}
    assert casebook("react").out == "seen to: 0\n"


def test_a_step_is_taken_whatever_becomes_of_the_rest(casebook: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store may be gone by then; the next command sees to it."""

    def fail(*_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(Reactor, "catch_up", fail)
        case = reopened(casebook, 3)
    assert by_reactions(casebook, case) == []
    casebook.json("day", who="Chen")
    assert by_reactions(casebook, case) == ["escalate"]
