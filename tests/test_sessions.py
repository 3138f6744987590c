"""Sessions: kept on the server, limited in time, and over at the moment somebody ends them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest

from adapters.accounts.browser import browser_of
from adapters.accounts.memory import REMEMBERED_FOR
from adapters.settings import Settings
from engine.access import Who
from tests.accounts import PASSWORD, Door, OpenDoor

IDLE, LONGEST = timedelta(minutes=Settings().session_idle), timedelta(minutes=Settings().session_longest)


def test_a_session_tells_who_has_signed_in(door: Door) -> None:
    """With the language that they had chosen, and what their forms carry."""
    li = door.hire("Li")
    door.accounts.speak(li, "zh")
    one, other = _begun(door, li), _begun(door, li)
    session, second = door.accounts.sessions.visit(one), door.accounts.sessions.visit(other)
    assert session
    assert second
    assert (session.who, session.locale) == (li, "zh")
    assert session.csrf != second.csrf


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "\x00", "\udcff", "x" * 10_000])
def test_a_cookie_that_was_made_up_opens_nothing(door: Door, cookie: str) -> None:
    """Whatever it is."""
    assert door.accounts.sessions.visit(cookie) is None


def test_what_the_store_keeps_opens_nothing(door: Door) -> None:
    """Who reads the database has no session, no link, no code and no secret of an app."""
    li = door.hire("Li")
    cookie = _begun(door, li)
    link, _ = door.accounts.invitations.make(li)
    door.accounts.second_factor.propose(li.id)
    proposed = door.accounts.second_factor.proposed(li.id, "li")
    codes = door.accounts.second_factor.confirm(li.id, door.code_of(li))
    assert proposed
    assert codes
    kept = door.everything()
    for secret in (cookie, link, PASSWORD, proposed[1], *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in kept
    session = door.accounts.sessions.open(li.id)[0]
    for word in (*kept.replace("'", " ").split(), session.id):
        assert door.accounts.sessions.visit(word) is None


@pytest.mark.parametrize("how", ["end", "end_one", "end_all", "leave", "change", "password", "invitation"])
def test_an_ended_session_is_over_at_once(door: Door, how: str) -> None:
    """By its owner, by an administrator, or because the person leaves or becomes another: the cookie is worthless."""
    li = door.hire("Li")
    cookie, sessions = _begun(door, li), door.accounts.sessions
    session = sessions.visit(cookie)
    assert session
    ways: dict[str, Callable[[], object]] = {
        "end": lambda: sessions.end(cookie),
        "end_one": lambda: sessions.end_one(li.id, session.id),
        "end_all": lambda: sessions.end_all(li.id),
        "leave": lambda: door.staff.leave(li),
        "change": lambda: door.staff.change(li, "manager", None),
        "password": lambda: door.accounts.change_password(li, PASSWORD, "another long password"),
        "invitation": lambda: door.accounts.accept(door.accounts.invitations.make(li)[0], "li", "one more password"),
    }
    ways[how]()
    assert sessions.visit(cookie) is None
    assert sessions.recall(cookie) is None
    assert sessions.open(li.id) == []


def test_another_process_knows_within_seconds(open_door: OpenDoor) -> None:
    """What it remembers of a session it does not remember long."""
    here, there = open_door(), open_door()
    li = here.hire("Li")
    cookie = _begun(here, li)
    assert there.accounts.sessions.visit(cookie)
    here.accounts.sessions.end_all(li.id)
    there.clock.forward(REMEMBERED_FOR)
    assert there.accounts.sessions.visit(cookie) is None


def test_a_session_that_is_ended_while_it_is_read_is_not_remembered(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader may have seen it a moment ago; nobody sees it afterwards."""
    li = door.hire("Li")
    cookie, sessions = _begun(door, li), door.accounts.sessions
    has_read, may_go_on = Event(), Event()
    current = door.staff.current

    def slowly(staff_id: str) -> Who | None:
        who = current(staff_id)
        has_read.set()
        may_go_on.wait(10)
        return who

    monkeypatch.setattr(door.staff, "current", slowly)
    reader = Thread(target=sessions.visit, args=(cookie,))
    reader.start()
    assert has_read.wait(10)
    sessions.end_all(li.id)
    may_go_on.set()
    reader.join(10)
    assert sessions.visit(cookie) is None


def test_one_session_is_ended_and_the_others_go_on(door: Door) -> None:
    """And nobody ends a session of somebody else by its id."""
    li, ma = door.hire("Li"), door.hire("Ma")
    one, other = _begun(door, li), _begun(door, li)
    sessions = door.accounts.sessions
    ids = {session.id for session in sessions.open(li.id)}
    for each in (*ids, "", "\x00", "'"):
        sessions.end_one(ma.id, each)
    assert {session.id for session in sessions.open(li.id)} == ids
    session = sessions.visit(one)
    assert session
    sessions.end_one(li.id, session.id)
    assert sessions.visit(one) is None
    assert sessions.visit(other)


def test_nobody_is_signed_in_for_longer_than_allowed_without_a_sign(door: Door) -> None:
    """A page that is looked at keeps the session; a browser that only listens does not."""
    li = door.hire("Li")
    used, left = _begun(door, li), _begun(door, li)
    sessions = door.accounts.sessions
    for _ in range(4):
        door.clock.forward(IDLE / 3)
        assert sessions.visit(used)
        sessions.visit(left, active=False)
    assert sessions.visit(left) is None
    door.clock.forward(IDLE)
    assert sessions.visit(used) is None


def test_a_listening_browser_hides_no_sign_of_its_owner(door: Door) -> None:
    """A page looked at right after the browser had asked by itself counts."""
    cookie, sessions = _begun(door, door.hire("Li")), door.accounts.sessions
    for _ in range(4):
        door.clock.forward(IDLE / 3)
        assert sessions.visit(cookie, active=False)
        assert sessions.visit(cookie)


def test_everybody_signs_in_again_after_a_while(door: Door) -> None:
    """However busy they are."""
    cookie, sessions = _begun(door, door.hire("Li")), door.accounts.sessions
    for _ in range(LONGEST // (IDLE / 2) - 1):
        door.clock.forward(IDLE / 2)
        assert sessions.visit(cookie)
    door.clock.forward(IDLE / 2)
    assert sessions.visit(cookie) is None


def test_a_session_is_read_seldom_and_written_more_seldom(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten pages in a second cost one look into the store."""
    cookie, sessions = _begun(door, door.hire("Li")), door.accounts.sessions
    assert sessions.visit(cookie)
    monkeypatch.setattr(sessions, "_read", None)
    assert all(sessions.visit(cookie) for _ in range(10))


def test_sessions_that_are_over_are_kept_no_longer(door: Door) -> None:
    """Signing in clears away what has ended."""
    li = door.hire("Li")
    _begun(door, li)
    before = door.everything()
    door.clock.forward(LONGEST)
    _begun(door, li)
    assert len(door.everything()) <= len(before) + 2


def test_a_role_is_always_the_one_of_today(open_door: OpenDoor) -> None:
    """A new session after a change is one of the new role, in every process."""
    here, there = open_door(), open_door()
    li = here.hire("Li")
    there.staff.find(li.id)
    changed = here.staff.change(li, "manager", "East")
    assert changed.role == "manager"
    session = there.accounts.sessions.visit(_begun(here, changed))
    assert session
    assert session.who == changed


def test_whoever_has_left_is_found_by_nobody_and_keeps_their_name(door: Door) -> None:
    """Nothing can be assigned to them, no token of theirs is known; the history still names them."""
    who, token = door.staff.add("Li", "teacher")
    door.accounts.open(who, "Li", PASSWORD)
    door.staff.leave(who)
    assert door.staff.by_token(token) is None
    assert door.staff.current(who.id) is None
    assert door.staff.all() == []
    assert door.staff.name_of(who.id) == "Li"
    assert door.accounts.login_of(who) is None
    assert door.hire("Li") != who


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0 Safari", "WeChat, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5.0", ""),
    ],
)
def test_a_browser_is_known_again_by_a_word_or_two(said: str, told: str) -> None:
    """Nothing else of what it says is kept."""
    assert browser_of(said) == told


def _begun(door: Door, who: Who) -> str:
    return door.accounts.sessions.begin(who, "Firefox, Linux", door.accounts.locale_of(who))
