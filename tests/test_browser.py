"""Casework in a real browser: by clicking and writing, alive, and nobody loses what they have typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from adapters.accounts import COOKIE
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.settings import Settings
from engine.access import Who
from engine.application import Request
from tests.chromium import complaints_of
from tests.institution import StoppedClock, served
from tests.looking import NOW, DemoSchool, Look, demo_school

RAISED = {"guardian.name": "Wang Fang", "channel": "phone", "words": "The teacher was late three times."}
STEPS = {
    "listen": {"words": "We want the money back.", "read_back": "yes", "channel": "phone"},
    "record": {"category": "teaching.lateness", "severity": "low", "kind": "ordinary", "summary": "Late three times"},
    "investigate": {"findings.0.allegation": "late", "findings.0.finding": "upheld", "root_cause": "two campuses"},
    "solve": {"approach": "make-up lesson", "plan": "Three lessons more."},
    "feedback": {"satisfaction": "5", "accepted": "yes", "words": "Thank you."},
    "close": {"outcome": "resolved", "lesson": "Leave time to travel.", "action_taken": "Three lessons given."},
}
SENT_BACK = {"satisfaction": "2", "accepted": "no", "words": "Not enough.", "disputed": "solution"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSchool]:
    """The demo institution, served."""
    with demo_school(tmp_path_factory.mktemp("demo")) as school:
        yield school


@pytest.fixture
def manager(demo: DemoSchool) -> Iterator[BrowserContext]:
    """The browser of a manager."""
    with demo.visitor(demo.first("manager")) as visitor:
        yield visitor


def test_an_objection_is_taken_from_first_words_to_closed(demo: DemoSchool, manager: BrowserContext) -> None:
    """Each step on the page of the case, as it becomes due; a family that is not satisfied sends it back."""
    page = manager.new_page()
    complaints = complaints_of(page, demo.address)
    page.goto("/board")
    page.get_by_role("link", name="Raise an objection").click()
    _send(page, RAISED)
    for verb in ("listen", "record", "investigate", "solve"):
        _take(page, verb, STEPS[verb])
    _take(page, "feedback", SENT_BACK)
    for verb in ("solve", "feedback", "close"):
        _take(page, verb, STEPS[verb])

    expect(page.locator("#doing")).to_contain_text("Closed on")
    assert complaints == []


def test_the_same_is_done_without_javascript(demo: DemoSchool) -> None:
    """Forms are forms: a case is raised and recorded with nothing but them."""
    with demo.visitor(demo.first("manager"), Look(javascript=False)) as visitor:
        page = visitor.new_page()
        page.goto("/raise/objection")
        _send(page, RAISED | {"read_back": "yes"})
        page.locator("summary", has_text="More").first.click()
        _take(page, "record", STEPS["record"])

        expect(page.locator("[aria-current=step] .name")).to_have_text("Investigate")


def test_what_others_do_shows_and_what_is_typed_stays(demo: DemoSchool, manager: BrowserContext) -> None:
    """A colleague's note shows without a reload; whoever answers meanwhile loses nothing, and is told of it."""
    case, page = _case(demo.casebook, demo.first("manager")), manager.new_page()
    page.goto(f"/cases/{case}")
    page.locator("#f-words").fill("They are content now.")
    _note(demo.casebook, demo.first("manager"), case, "They rang again.")

    expect(page.locator("#known")).to_contain_text("They rang again.")
    expect(page.locator("#f-words")).to_have_value("They are content now.")
    _send(page, {"satisfaction": "4", "accepted": "yes"})
    expect(page.locator(".notice.bad")).to_contain_text("What happened meanwhile")
    expect(page.locator("#f-words")).to_have_value("They are content now.")
    _take(page, "feedback", {})


def test_nine_tabs_are_alive_on_one_stream(demo: DemoSchool, manager: BrowserContext) -> None:
    """However many tabs of a browser are open, one of them listens for all."""
    case, streams = _case(demo.casebook, demo.first("manager")), list[str]()
    manager.on("request", lambda asked: streams.append(asked.url) if "/api/stream" in asked.url else None)
    tabs = [manager.new_page() for _ in range(9)]
    for tab in tabs:
        tab.goto(f"/cases/{case}")
    _note(demo.casebook, demo.first("manager"), case, "All nine see this.")

    for tab in tabs:
        expect(tab.locator("#known")).to_contain_text("All nine see this.")
    assert len(streams) == 1


def test_a_restart_of_the_server_is_survived(demo: DemoSchool, tmp_path: Path) -> None:
    """The page that was open goes on living, with what was typed into it, and is not loaded again."""
    opened = partial(open_casebook, Settings(data=tmp_path), clock=StoppedClock(NOW))
    with demo.browser.new_context() as visitor:
        page = visitor.new_page()
        with opened() as casebook, served(casebook) as address:
            chen, _ = casebook.staff.add("Chen", "manager", None)
            case, cookie = _case(casebook, chen), casebook.accounts.sessions.begin(chen)
            visitor.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
            page.goto(f"{address}/cases/{case}")
            page.locator("#f-words").fill("They are content now.")
        loads = list[str]()
        page.on("load", lambda loaded: loads.append(loaded.url))
        with opened() as casebook, served(casebook, urlsplit(address).port or 0):
            _note(casebook, chen, case, "They rang again.")
            expect(page.locator("#known")).to_contain_text("They rang again.")

        expect(page.locator("#f-words")).to_have_value("They are content now.")
        assert loads == []


def _case(casebook: Casebook, who: Who, **said: str) -> str:
    """A new objection that waits for the family to say what they think of the solution."""
    case = ""
    for verb in ("raise", "listen", "record", "investigate", "solve"):
        form = casebook.workflows["objection"].lifecycle.records[verb].EXAMPLE
        known = {name: said[name] for name in said.keys() & form.keys()}
        taken = casebook.application.take(
            Request(who, "objection", verb, form | {"happened_at": NOW.isoformat()} | known, case)
        )
        case = taken.case.id
    return str(taken.case.reference)


def _note(casebook: Casebook, who: Who, reference: str, text: str) -> None:
    case = casebook.finder.case(who, reference)
    casebook.application.take(Request(who, "objection", "note", {"text": text}, case.id))


def _take(page: Page, verb: str, said: Mapping[str, str]) -> None:
    """Take a step from its form; the case has it then."""
    _send(page, said)
    assert urlsplit(page.url).query == f"done={verb}", page.locator("main").inner_text()


def _send(page: Page, said: Mapping[str, str]) -> None:
    form = page.locator("form.step")
    for name, value in said.items():
        field = form.locator(f"[name='{name}']").first
        if field.get_attribute("type") == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator(".actions button").first.click()
