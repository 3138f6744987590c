"""Looking at pages: the demo institution, served, and the browsers in which its people look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext

from adapters.accounts import COOKIE
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.demo import furnish
from adapters.family_links import family_links
from adapters.pages.page_route import PageRoute
from adapters.serving.app import create_app
from adapters.settings import Settings
from engine.access import Role, Who
from engine.application import Request
from engine.case import Case
from engine.steps.family_link import GIVE
from tests.chromium import running_chromium
from tests.institution import StoppedClock, served

NOW = datetime.fromisoformat("2026-03-18T15:00:00+08:00")
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """How somebody looks at pages."""

    locale: str = "en-GB"
    scheme: Scheme = "light"
    width: int = 1280
    javascript: bool = True
    scale: float = 1


@dataclass(frozen=True)
class DemoSchool:
    """The demo institution in the middle of a month, served, and a browser."""

    casebook: Casebook
    address: str
    browser: Browser

    def first(self, role: Role) -> Who:
        """Somebody of this role, of all campuses if there is such a person."""
        staff = sorted(self.casebook.staff.all(), key=lambda who: who.campus is not None)
        return next(who for who in staff if who.role == role)

    def visitor(self, who: Who | None, look: Look = Look()) -> BrowserContext:
        """A device of theirs, signed in if it is somebody's."""
        visitor = self.browser.new_context(
            base_url=self.address,
            locale=look.locale,
            color_scheme=look.scheme,
            java_script_enabled=look.javascript,
            device_scale_factor=look.scale,
            viewport={"width": look.width, "height": 900},
        )
        visitor.set_default_timeout(PATIENCE)
        if who:
            cookie = self.casebook.accounts.sessions.begin(who)
            visitor.add_cookies([{"name": COOKIE, "value": cookie, "url": self.address}])
        return visitor

    @cached_property
    def routes(self) -> list[PageRoute]:
        """Every page that is mounted, and every form that is sent from one."""
        return [route for route in create_app(self.casebook).routes if isinstance(route, PageRoute)]

    def route(self, path: str) -> str:
        """The address under which the page at this path was mounted."""
        return next((route.path for route in self.routes if route.path_regex.match(path)), "")

    def doors(self) -> Iterable[str]:
        """Where those begin who have not signed in."""
        token, _ = self.casebook.accounts.invitations.make(self.first("teacher"))
        return ["/sign-in", f"/invitation/{token}", self.family_link()]

    def family_link(self) -> str:
        """A link that a family can answer by now."""
        links, who = family_links(self.casebook), self.first("manager")
        told = self.casebook.presenter.open
        case = next(case for case in self.cases(stage="feedback") if GIVE in told(case, who)["next_steps"])
        if links.of(case) is None:
            self.casebook.application.take(Request(who, case.workflow, GIVE, {}, case.id))
        return str(links.told(who, self.casebook.application.case(case.id), self.address)["address"])

    def cases(self, **wanted: Any) -> Iterator[Case]:
        """The cases that the principal may see, the latest first."""
        ids, _ = self.casebook.read_models.caseload.page(self.first("manager"), now=NOW, limit=200, **wanted)
        return map(self.casebook.application.case, ids)


PATIENCE = 30_000
"""Milliseconds; a slow machine is no fault of a page."""


@contextmanager
def demo_school(data: Path) -> Iterator[DemoSchool]:
    """Made, served and looked at."""
    furnish(Settings(data=data), NOW)
    with running_chromium() as browser, looked_at(data, browser) as school:
        yield school


@contextmanager
def looked_at(data: Path, browser: Browser) -> Iterator[DemoSchool]:
    """An institution of any kind, served."""
    with open_casebook(Settings(data=data), clock=StoppedClock(NOW)) as casebook:
        casebook.runner.catch_up()
        with served(casebook) as address:
            yield DemoSchool(casebook, address, browser)
