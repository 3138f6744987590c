"""The staff at the command line: who is invited, changed and let go."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.accounts import NotInvited
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.settings import Settings
from tests.accounts import PASSWORD
from tests.command_line import CommandLine, staffed


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


def test_an_invited_person_signs_in_by_what_they_choose(casebook: CommandLine) -> None:
    """The link is told once, and begins where people reach the pages; a new one ends the one before."""
    old = casebook.json("staff", "invite", "Li")
    said = casebook("staff", "invite", "Li", CASEBOOK_ADDRESS="https://casebook.example.org")
    assert said.code == 0
    assert "hand the link over" in said.out
    link = next(word for word in said.out.split() if word.startswith("https://casebook.example.org/invitation/"))
    assert old["link"].startswith("http://127.0.0.1:8000/invitation/")
    with _opened(casebook) as running:
        with pytest.raises(NotInvited):
            running.accounts.invitations.invited(old["link"].rpartition("/")[2])
        assert running.accounts.accept(link.rpartition("/")[2], "li", PASSWORD).id == old["id"]


def test_whoever_has_lost_the_app_is_asked_for_no_code(casebook: CommandLine) -> None:
    """Only where the administrator says so."""
    with _opened(casebook) as running:
        li, factor = running.staff.find("Li"), running.accounts.second_factor
        factor.propose(li.id)
        assert factor.proposed(li.id, "li")
        casebook.json("staff", "invite", "Li")
        assert factor.proposed(li.id, "li")
        casebook.json("staff", "invite", "Li", "--without-code")
        assert factor.proposed(li.id, "li") is None


def test_whoever_is_changed_or_leaves_is_signed_out(casebook: CommandLine) -> None:
    """Their token opens nothing any more, nobody can act in their name, and the history still knows it."""
    case = casebook.objection()
    with _opened(casebook) as running:
        chen = running.staff.find("Chen")
        for words in (("change", "Chen", "--role", "manager", "--campus", "South"), ("leave", "Chen")):
            cookie = running.accounts.sessions.begin(chen)
            assert casebook("staff", *words).code == 0
            assert running.accounts.sessions.visit(cookie) is None
    assert "Chen" not in casebook("staff", "list").out
    refused = casebook("step", case["id"], "note", "--field", "text=x", who="Chen")
    assert (refused.code, refused.err) == (1, "nobody on the staff is called Chen\n")
    assert "objection.raised by Chen" in casebook("history", case["id"], who="Zhou").out


def test_nobody_is_invited_changed_or_let_go_who_is_not_there(casebook: CommandLine) -> None:
    """Nor given a role that there is not."""
    for words in (("invite", "Ma"), ("leave", "Ma"), ("change", "Ma", "--role", "teacher")):
        said = casebook("staff", *words)
        assert (said.code, said.err) == (1, "nobody on the staff is called Ma\n")
    assert "role: is one of" in casebook("staff", "change", "Li", "--role", "king").err


def _opened(casebook: CommandLine) -> Casebook:
    """Another process over the same files."""
    return open_casebook(Settings(data=casebook.data))
