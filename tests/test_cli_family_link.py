"""The family's link from the command line: shown to be handed on, made if there is none, revoked with a reason."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import CommandLine, fields, staffed

STEPS = {
    "record": ["category=teaching.lateness", "severity=medium", "kind=ordinary", "summary=Late"],
    "investigate": ['findings=[{"allegation": "late", "finding": "upheld"}]', "root_cause=timetable"],
    "solve": ["approach=make-up lesson", "plan=One lesson"],
}


def asked(casebook: CommandLine) -> str:
    """The reference of a case whose family is to be asked now."""
    case: str = casebook.objection("read_back=yes", "remedy_sought=an apology")["reference"]
    for verb, filled in STEPS.items():
        casebook.json("step", case, verb, *fields(*filled), who="Chen")
    return case


def test_it_is_made_once_shown_again_and_revoked(tmp_path: Path) -> None:
    """Another language makes another one; it is not for others, and not before an answer is due."""
    casebook = staffed(tmp_path / "data")
    case = asked(casebook)
    first = casebook.json("link", case, who="Chen")
    assert first["address"].startswith("http://127.0.0.1:8000/answer/")
    assert casebook.json("link", case, who="Chen") == first
    other = casebook.json("link", case, "--language", "zh", who="Chen")
    assert (other["address"] != first["address"], other["language"]) == (True, "zh")
    assert case in casebook("link", case, who="Chen").out

    refused = casebook("link", case, who="Li")
    assert (refused.code, "there is no case" in refused.err) == (1, True)
    revoked = casebook.json("link", case, "--revoke", "the wrong number", who="Chen")
    assert "give_link" not in revoked["facts"]
    assert casebook("link", case, "--revoke", "again", who="Chen").code == 1
    early = casebook("link", casebook.objection()["reference"], who="Chen")
    assert (early.code, "listen is due next" in early.err) == (1, True)
