"""The second factor, and invitations: what is taken once is not taken twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapters.accounts import NotInvited, SignInRefused
from adapters.accounts.invitations import LASTS
from adapters.accounts.tries import PER_ACCOUNT
from engine.access import Who
from engine.refusal import NotFillable
from tests.accounts import PASSWORD, Door, OpenDoor

STEP = timedelta(seconds=30)


def test_a_code_is_asked_for_once_an_app_has_proved_itself(door: Door) -> None:
    """What was only proposed locks nobody out."""
    li = door.hire("Li")
    factor = door.accounts.second_factor
    factor.propose(li.id)
    assert factor.confirm(li.id, "000000") is None
    assert door.sign_in("Li") == li
    _set_up(door, li)
    _refused(door, "")
    door.clock.forward(STEP)
    assert door.sign_in("Li", code=door.code_of(li)) == li


def test_a_code_is_taken_once(door: Door) -> None:
    """Whoever looked over a shoulder comes too late; so does an older code."""
    li = door.hire("Li")
    _set_up(door, li)
    _refused(door, door.code_of(li))
    code = door.code_of(li, later=1)
    assert door.sign_in("Li", code=f" {code[:3]} {code[3:]}") == li
    for later in (-1, 0, 1):
        _refused(door, door.code_of(li, later))
    door.clock.forward(STEP)
    _refused(door, code)


def test_a_code_of_another_time_or_person_is_not_taken(door: Door) -> None:
    """Half a minute of difference is forgiven, two are not."""
    li, ma = door.hire("Li"), door.hire("Ma")
    _set_up(door, li)
    _set_up(door, ma)
    door.clock.forward(10 * STEP)
    for wrong in (door.code_of(li, 2), door.code_of(li, -2), door.code_of(ma), "١٢٣٤٥٦"):
        _refused(door, wrong)


def test_one_code_at_many_doors_opens_one(open_door: OpenDoor) -> None:
    """Also when all of them are tried at the same moment."""
    doors = [open_door() for _ in range(4)]
    li = doors[0].hire("Li")
    code = _set_up(doors[0], li)[0]
    with ThreadPoolExecutor(4) as pool:
        let_in = list(pool.map(lambda door: door.accounts.second_factor.accept(li.id, code), doors))
    assert sorted(let_in) == [False, False, False, True]


def test_a_recovery_code_lets_in_once(door: Door) -> None:
    """However it is typed; the others stay."""
    li = door.hire("Li")
    first, second, *others = _set_up(door, li)
    assert door.sign_in("Li", code=first.upper().replace("-", " ")) == li
    _refused(door, first)
    assert door.sign_in("Li", code=second) == li
    assert door.accounts.second_factor.codes_left(li.id) == len(others)


def test_a_factor_that_counts_is_not_replaced_by_proposing_another(door: Door) -> None:
    """Only whoever takes the old one away sets up a new one, and the old recovery codes go with it."""
    li = door.hire("Li")
    codes = _set_up(door, li)
    factor = door.accounts.second_factor
    factor.propose(li.id)
    assert factor.proposed(li.id, "li") is None
    assert factor.confirm(li.id, door.code_of(li, 1)) is None
    assert door.sign_in("Li", code=codes[0]) == li
    factor.remove(li.id)
    assert door.sign_in("Li") == li
    assert factor.codes_left(li.id) == 0


def test_a_secret_of_one_person_opens_nothing_for_another(open_door: OpenDoor) -> None:
    """Nor does it when the store is edited: it is sealed for the one whose it is, by the key of the installation."""
    door = open_door()
    li, ma = door.hire("Li"), door.hire("Ma")
    _set_up(door, li)
    factor = door.accounts.second_factor
    with door.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE second_factors SET staff = '{ma.id}'")  # noqa: S608 -- ids of our own
    with pytest.raises(LookupError):
        factor.accept(ma.id, "123456")


def test_whoever_has_the_link_chooses_name_and_password_once(door: Door) -> None:
    """And signs in by them; the link is of no use afterwards."""
    li, _ = door.staff.add("Li", "teacher")
    token, _ = door.accounts.invitations.make(li)
    assert door.accounts.invitations.invited(token) == li
    assert door.accounts.accept(token, " LIN.Yue ", PASSWORD) == li
    assert door.sign_in("lin.yue") == li
    with pytest.raises(NotInvited):
        door.accounts.invitations.invited(token)
    with pytest.raises(NotInvited):
        door.accounts.accept(token, "lin.yue", PASSWORD)


def test_a_link_that_is_refused_can_be_used_again(door: Door) -> None:
    """A name that is taken, a password that is too short: nothing is lost."""
    door.hire("Ma")
    li, _ = door.staff.add("Li", "teacher")
    token, _ = door.accounts.invitations.make(li)
    for login, password, field in (("Ma", PASSWORD, "login"), ("x", PASSWORD, "login"), ("Li", "short", "password")):
        with pytest.raises(NotFillable) as refused:
            door.accounts.accept(token, login, password)
        assert [flaw.field for flaw in refused.value.flaws] == [field]
    assert door.accounts.accept(token, "Li", PASSWORD) == li


@pytest.mark.parametrize("why", ["made up", "ended", "another one made", "left", "role changed"])
def test_a_link_that_holds_no_more_opens_nothing(door: Door, why: str) -> None:
    """In the same words, whatever the reason."""
    li, _ = door.staff.add("Li", "teacher")
    token, ends_at = door.accounts.invitations.make(li)
    assert ends_at == door.clock() + LASTS
    match why:
        case "made up":
            token = "x" * 50_000
        case "ended":
            door.clock.forward(LASTS)
        case "another one made":
            door.accounts.invitations.make(li)
        case "left":
            door.staff.leave(li)
        case _:
            door.staff.change(li, "admin", None)
    with pytest.raises(NotInvited, match="this link has been used, or has ended"):
        door.accounts.accept(token, "li", PASSWORD)


def test_a_link_used_at_the_same_moment_counts_once(open_door: OpenDoor) -> None:
    """Whoever comes second is refused."""
    doors = [open_door() for _ in range(4)]
    li, _ = doors[0].staff.add("Li", "teacher")
    token, _ = doors[0].accounts.invitations.make(li)

    def use(each: tuple[int, Door]) -> bool:
        try:
            each[1].accounts.accept(token, f"name {each[0]}", PASSWORD)
        except NotInvited:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, enumerate(doors))) == [False, False, False, True]


def test_a_new_password_by_link_leaves_the_second_factor(door: Door) -> None:
    """Whoever intercepts the link still lacks the app."""
    li = door.hire("Li")
    codes = _set_up(door, li)
    door.accounts.accept(door.accounts.invitations.make(li)[0], "Li", "an entirely new one")
    with pytest.raises(SignInRefused):
        door.sign_in("Li", "an entirely new one")
    assert door.sign_in("Li", "an entirely new one", codes[0]) == li


def _set_up(door: Door, who: Who) -> list[str]:
    """An app for somebody, and their recovery codes."""
    door.accounts.second_factor.propose(who.id)
    codes = door.accounts.second_factor.confirm(who.id, door.code_of(who))
    assert codes
    return codes


def _refused(door: Door, code: str) -> None:
    with pytest.raises(SignInRefused):
        door.sign_in("Li", code=code)
    door.accounts.tries.forget(PER_ACCOUNT, "li")
