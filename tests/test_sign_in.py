"""Signing in: who knows the password comes in, and whoever guesses learns nothing and waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from argon2 import PasswordHasher

from adapters.accounts import Passwords, SignInRefused, TooManyTries
from adapters.accounts.passwords import CAREFUL, LONGEST, SWIFT
from adapters.accounts.tries import PER_ACCOUNT, PER_ADDRESS, network_of
from engine.refusal import NotFillable
from tests.accounts import PASSWORD, Door, OpenDoor


def test_whoever_knows_the_password_comes_in(door: Door) -> None:
    """However the name is capitalised, spaced or typed by a Chinese keyboard."""
    li = door.hire("Lin Yue")
    for login in ("Lin Yue", "lin yue", "  LIN   YUE ", "Ｌｉｎ Ｙｕｅ"):
        assert door.sign_in(login) == li


def test_a_password_is_the_same_however_a_keyboard_writes_it(door: Door) -> None:
    """Full-width letters and combined accents are the characters that they look like."""
    who = door.hire("Li")
    door.accounts.open(who, "Li", "café au lait, s'il vous plaît")
    assert door.sign_in("Li", "cafe\u0301 au lait, s'il vous plai\u0302t") == who


def test_whatever_was_wrong_is_refused_in_the_same_words(door: Door) -> None:
    """An unknown name, a wrong password, a missing code, somebody who has left: nobody can tell which."""
    door.hire("Li")
    chen, ma = door.hire("Chen"), door.hire("Ma")
    door.accounts.second_factor.propose(chen.id)
    door.accounts.second_factor.confirm(chen.id, door.code_of(chen))
    door.staff.leave(ma)
    told = {
        _refusal(door, *given)
        for given in (
            ("nobody", PASSWORD),
            ("Li", "wrong"),
            ("Li", ""),
            ("Li", PASSWORD * 100),
            ("", ""),
            ("a\x00b", "c\x00d"),
            ("Chen", PASSWORD),
            ("Chen", PASSWORD, "000000"),
            ("Ma", PASSWORD),
        )
    }
    assert len(told) == 1


def test_an_unknown_name_costs_as_much_as_a_known_one() -> None:
    """The hash that nobody's password matches is of the cost of everybody's, and no password fits."""
    for hasher in (CAREFUL, SWIFT):
        kept = Passwords(hasher)
        assert not kept.is_outdated(kept._nobodys)  # noqa: SLF001 -- no promise of it can be seen from outside
    assert not Passwords(SWIFT).match("", None)
    assert not Passwords(SWIFT).match("\x00", None)


def test_every_wrong_guess_is_compared_with_a_hash(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the name is known or not."""
    door.hire("Li")
    compared: list[str] = []

    def verify(_: PasswordHasher, kept: str, __: str) -> bool:
        compared.append(kept)
        return False

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    for login in ("Li", "nobody", "a\x00b"):
        _refusal(door, login, "wrong")
    assert len(compared) == 3


def test_who_fails_too_often_waits_longer_each_time(door: Door) -> None:
    """The wait doubles up to a bound; while it lasts the right password is not even looked at."""
    li = door.hire("Li")
    for _ in range(PER_ACCOUNT.free):
        _refusal(door, "Li", "wrong")
    waits = []
    for _ in range(8):
        with pytest.raises(TooManyTries) as refused:
            door.sign_in("Li")
        waits.append(refused.value.seconds)
        door.clock.forward(timedelta(seconds=refused.value.seconds))
        _refusal(door, "Li", "wrong")
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    door.clock.forward(PER_ACCOUNT.longest)
    assert door.sign_in("Li") == li


def test_to_come_in_sets_the_count_to_nothing(door: Door) -> None:
    """Yesterday's slips are not held against anybody."""
    door.hire("Li")
    for _ in range(3):
        for _ in range(PER_ACCOUNT.free - 1):
            _refusal(door, "Li", "wrong")
        door.sign_in("Li")


def test_names_without_an_account_are_locked_as_well(door: Door) -> None:
    """Otherwise the lock would tell who has one."""
    for _ in range(PER_ACCOUNT.free):
        _refusal(door, "nobody", "wrong")
    with pytest.raises(TooManyTries):
        door.sign_in("Nobody")


def test_a_place_that_tries_many_names_waits_and_others_do_not(door: Door) -> None:
    """Guessing one password for everybody is no way round; the colleague at another place comes in."""
    li = door.hire("Li")
    for number in range(PER_ADDRESS.free):
        _refusal(door, f"somebody {number}", "wrong")
    with pytest.raises(TooManyTries):
        door.sign_in("Li")
    assert door.sign_in("Li", address="198.51.100.1") == li


def test_to_come_in_does_not_clear_the_place(door: Door) -> None:
    """Whoever has an account of their own gets no more guesses at others by signing in between."""
    door.hire("Li")
    with pytest.raises(TooManyTries):  # noqa: PT012 -- when exactly, is what is bounded
        for number in range(PER_ADDRESS.free + 1):
            _refusal(door, f"somebody {number}", "wrong")
            door.sign_in("Li")


def test_a_place_is_a_line_not_a_machine() -> None:
    """Of an IPv6 network each address is the same place; an IPv4 address is itself, however it is written."""
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1%eth0") != network_of("2001:db8:0:1::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") != network_of("192.0.2.8")
    assert network_of("testclient") == "testclient"


def test_the_lock_outlives_the_process(open_door: OpenDoor) -> None:
    """Another process of the same institution, or the same one started anew, counts on."""
    one, other = open_door(), open_door()
    one.hire("Li")
    for _ in range(PER_ACCOUNT.free):
        _refusal(one, "Li", "wrong")
    with pytest.raises(TooManyTries):
        other.sign_in("Li")


def test_tries_at_the_same_moment_are_counted_one_by_one(open_door: OpenDoor) -> None:
    """No number of processes has more guesses than one."""
    doors = [open_door() for _ in range(4)]
    doors[0].hire("Li")
    with ThreadPoolExecutor(4) as pool:
        looked_at = [waits for told in pool.map(_guesses, doors) for waits in told if not waits]
    assert len(looked_at) == PER_ACCOUNT.free


def test_a_password_is_hashed_anew_when_the_cost_has_changed(open_door: OpenDoor) -> None:
    """At the next sign-in, of which the person notices nothing."""
    door = open_door()
    li = door.hire("Li")
    before = door.everything()
    door.accounts = replace(door.accounts, passwords=Passwords(PasswordHasher(2, 16, 1)))
    assert door.sign_in("Li") == li
    assert "m=16,t=2,p=1" in door.everything()
    assert "m=16,t=2,p=1" not in before
    assert door.sign_in("Li") == li


def test_a_password_is_compared_to_its_end(door: Door) -> None:
    """Nothing that follows the longest one is overlooked."""
    longest = "x" * LONGEST
    door.accounts.open(door.hire("Li"), "Li", longest)
    _refusal(door, "Li", longest + "y")
    assert door.sign_in("Li", longest)


@pytest.mark.parametrize("password", ["", "short", "x" * 201, "\ufb03" * 70, "my name is Lin Yue!"])
def test_a_password_has_its_bounds_and_no_other_rules(door: Door, password: str) -> None:
    """12 to 200 characters as they are compared, and not the name; whatever they are."""
    token, _ = door.accounts.invitations.make(door.staff.add("Li", "teacher")[0])
    with pytest.raises(NotFillable) as refused:
        door.accounts.accept(token, "Lin Yue", password)
    assert [flaw.field for flaw in refused.value.flaws] == ["password"]
    assert not password or password not in str(refused.value)


def test_what_was_typed_is_kept_and_logged_nowhere(door: Door) -> None:
    """Neither password nor name: people type their password where the name belongs."""
    with structlog.testing.capture_logs() as logged:
        door.hire("Li")
        door.sign_in("Li")
        _refusal(door, "my secret password", "another secret password")
    assert [entry["event"] for entry in logged] == ["signed in", "sign-in refused"]
    for kept in (str(logged), door.everything()):
        assert PASSWORD not in kept
        assert "secret password" not in kept
    assert "Li" not in str(logged)


def _refusal(door: Door, *given: str) -> str:
    with pytest.raises(SignInRefused) as refused:
        door.sign_in(*given)
    return str(refused.value)


def _guesses(door: Door) -> list[bool]:
    """Whether each guess was told to wait."""
    told = []
    for _ in range(5):
        try:
            door.sign_in("Li", "wrong")
        except TooManyTries:
            told.append(True)
        except SignInRefused:
            told.append(False)
    return told


def test_many_processes_begin_at_the_same_moment(open_door: OpenDoor) -> None:
    """Each finds its tables, whoever has made them."""
    with ThreadPoolExecutor(4) as pool:
        doors = list(pool.map(lambda _: open_door(), range(4)))
    li = doors[0].hire("Li")
    assert all(door.sign_in("Li") == li for door in doors)
