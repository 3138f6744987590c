"""Every page of everybody, in a real browser: they can use it, and it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from engine.access import Role
from tests.chromium import complaints_of
from tests.looking import DemoSchool, Look, Scheme, demo_school

LOOKS = {"in English by day": Look("en-GB", "light"), "in Chinese by night": Look("zh-CN", "dark")}
ROLES: tuple[Role, ...] = ("manager", "teacher", "auditor", "analyst", "admin")
NO_PAGE = {"/", "/administration/import/rejects"}
"""What only leads on, and a file."""
OTHERS = ("/api", "/static", "/docs")
WIDTHS = (390, Look.width)
"""A telephone, and a desk, at which the next page is looked at."""
FLAWS = """only => axe.run(document, {resultTypes: ["violations"], ...only})
    .then(({violations}) => violations.map(each => `${each.id} ${each.nodes[0].html}`))"""
WIDER = """() => [document.documentElement.scrollWidth > innerWidth, innerWidth < 400
    && [...document.querySelectorAll(".wide-table:has(.stacked)")].some(each => each.scrollWidth > each.clientWidth)]"""
COLOURS = {"runOnly": ["color-contrast"]}
OTHER: dict[Scheme, Scheme] = {"light": "dark", "dark": "light"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSchool]:
    """The demo institution, served."""
    with demo_school(tmp_path_factory.mktemp("demo")) as school:
        yield school


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_use_every_page(demo: DemoSchool, look: str) -> None:
    """By links one comes to every page: none has an error, is wider than its window, or asks anything of others.

    In English every role looks at all of its pages; in Chinese, at those at which nobody has looked before. Axe looks
    at each kind of page once in each of both, by day and by night, and finds nothing to mend.
    """
    walk, met = Walk(demo, LOOKS[look].scheme), set[str]()
    for role in ROLES:
        with demo.visitor(demo.first(role), LOOKS[look]) as visitor:
            walk.through(visitor, set() if look == "in English by day" else met, "/")
    with demo.visitor(None, LOOKS[look]) as visitor:
        walk.through(visitor, met, *demo.doors(), "/nowhere")

    assert "\n".join(walk.complaints) == ""
    reached = walk.looked_at
    assert {route.path for route in demo.routes if "GET" in (route.methods or ())} - reached - NO_PAGE == set()


@dataclass
class Walk:
    """Goes wherever links lead, and puts down what there is to complain of."""

    demo: DemoSchool
    scheme: Scheme
    looked_at: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def through(self, visitor: BrowserContext, met: set[str], *doors: str) -> None:
        """One of every kind of page that this visitor comes to, besides those that were met before."""
        page, ahead = visitor.new_page(), list(doors)
        found = complaints_of(page, self.demo.address)
        while ahead:
            path = ahead.pop(0)
            page.goto(path)
            found += self._seen(page)
            self.complaints += [f"{path}: {complaint}" for complaint in found if "status of 404" not in complaint]
            found.clear()
            for link in _links(page, self.demo.address):
                kind = self._kind(link)
                if kind not in met:
                    met.add(kind)
                    ahead.append(link)

    def _seen(self, page: Page) -> list[str]:
        """What is wrong with a page; one of a kind that was looked at before has had its turn."""
        kind = self._kind(page.url)
        if kind in self.looked_at:
            return _too_wide(page)
        self.looked_at.add(kind)
        page.evaluate(Axe().axe_script)
        flaws: list[str] = page.evaluate(FLAWS, {})
        page.emulate_media(color_scheme=OTHER[self.scheme])
        flaws += page.evaluate(FLAWS, COLOURS)
        page.emulate_media(color_scheme=self.scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            flaws += _too_wide(page)
        return flaws

    def _kind(self, address: str) -> str:
        return self.demo.route(urlsplit(address).path)


def _too_wide(page: Page) -> list[str]:
    is_wide, moved = page.evaluate(WIDER)
    return ["wider than the window"] * is_wide + ["a table is moved sideways on a telephone"] * moved


def _links(page: Page, address: str) -> list[str]:
    """The pages of ours that this one leads to."""
    found = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    ours = [link.removeprefix(address) for link in found if link.startswith(address)]
    return [link for link in ours if not link.startswith(OTHERS)]
