"""`make screenshots`: each page over the demo institution, at a fixed moment, as pictures in docs/pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Page

from engine.access import Role
from engine.application import Request
from tests.looking import DemoSchool, Look, demo_school, looked_at

FOLDER = Path(__file__).parents[1] / "docs" / "pages"
SCALE, TALLEST = 0.75, 900
"""Pictures are kept small; what is further down is more of the same."""
LOOKS = {
    "": Look("en-GB", "light", scale=SCALE),
    "-zh-dark": Look("zh-CN", "dark", scale=SCALE),
    "-phone": Look("en-GB", "light", width=390),
    "-zh-phone": Look("zh-CN", "light", width=390),
    "-dark": Look("en-GB", "dark", scale=SCALE),
}


class Picture(NamedTuple):
    """A page that is shown, by whom it is seen, and in which looks."""

    name: str
    told: str
    role: Role | None
    path: str
    looks: tuple[str, ...] = ("", "-zh-dark")
    act: Callable[[Page], None] | None = None
    """What they do there before it is taken."""


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder, TemporaryDirectory() as other, demo_school(Path(folder)) as demo:
        pictures = [*_pictures(demo), *_states(demo)]
        for picture in pictures:
            _take(demo, picture)
        with looked_at(Path(other), demo.browser) as new:
            new.casebook.staff.add("Chen Bo", "manager", None)
            pictures.append(Picture("board-empty", "The board of a new casebook", "manager", "/board"))
            _take(new, pictures[-1])
    (FOLDER / "README.md").write_text(_index(pictures), "utf-8")


def _pictures(demo: DemoSchool) -> Iterator[Picture]:
    """Every page, those that people work on all day in every look."""
    case = next(case.reference for case in demo.cases(workflow="objection", stage="solve") if not case.confidential)
    closed = next(case.reference for case in demo.cases(workflow="objection", stage="closed"))
    teacher = demo.first("teacher").id
    sign_in, _, answer = demo.doors()
    everywhere = ("", "-zh-dark", "-phone")
    yield Picture("board", "Board: cases by stage", "manager", "/board", (*everywhere, "-dark"))
    yield Picture("case", "Case: what is due, with similar cases beside it", "manager", f"/cases/{case}", everywhere)
    yield Picture("history", "History, replayed on both times", "auditor", f"/cases/{closed}/history")
    yield Picture("raise", "Raising an objection", "teacher", "/raise/objection")
    yield Picture("day", "The day of one person", "teacher", "/day", everywhere)
    yield Picture("renewals", "Renewals by touchpoint", "manager", "/renewals")
    yield Picture("register", "Register: what came of what", "analyst", "/register")
    yield Picture("approaches", "Approaches, and what came of each", "analyst", "/register/approaches")
    yield Picture("analytics", "Analytics, with the table under each chart", "analyst", "/analytics")
    yield Picture("administration", "Administration", "admin", "/administration")
    yield Picture("staff", "Staff", "admin", "/administration/staff")
    yield Picture("person", "One of the staff", "admin", f"/administration/staff/{teacher}")
    yield Picture("policy", "Versions of the rules", "admin", "/administration/policy")
    difference = "/administration/policy/difference?from=1&to=3"
    yield Picture("difference", "What versions changed", "admin", difference)
    yield Picture("categories", "Categories, and how often each is used", "admin", "/administration/categories")
    yield Picture("import", "Taking over an old register", "admin", "/administration/import")
    yield Picture("health", "Health", "admin", "/administration/health")
    yield Picture("answer", "The family's link", None, answer, ("-phone", "-zh-phone", "-zh-dark"))
    yield Picture("sign-in", "Sign-in", None, sign_in)


def _states(demo: DemoSchool) -> Iterator[Picture]:
    """What a page is like when something is in the way."""
    open_ones = {case.stage: case for case in demo.cases(workflow="objection") if not case.confidential}
    solve, investigate = open_ones["solve"], open_ones["investigate"]

    def carry(page: Page) -> None:
        page.locator(".column[data-stage=investigate] .card h3 a").first.press(" ")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("document.getElementById('news').textContent")

    def send(page: Page) -> None:
        with page.expect_navigation():
            page.locator("form.step .actions button").first.click()

    def collide(page: Page) -> None:
        page.locator("#f-approach").fill("make-up lesson")
        page.locator("#f-plan").fill("Three lessons more, on Saturdays.")
        said = {"text": "They rang again: Saturdays do not suit them."}
        demo.casebook.application.take(Request(demo.first("manager"), "objection", "note", said, solve.id))
        send(page)

    path, both = f"/cases/{solve.reference}", ("", "-zh-phone")
    yield Picture("board-carried", "A card is carried where no step leads", "manager", "/board", act=carry)
    yield Picture("conflict", "Somebody else was quicker; what was typed stays", "manager", path, both, collide)
    path = f"/cases/{investigate.reference}/investigate"
    yield Picture("flaws", "What is missing stands beside its field", "manager", path, (*both, "-dark"), send)
    yield Picture("nothing-found", "Nothing on the board is like that", "manager", "/board?q=umbrella", both)
    yield Picture("not-there", "An address that leads nowhere", "manager", "/nowhere")


def _take(school: DemoSchool, picture: Picture) -> None:
    who = school.first(picture.role) if picture.role else None
    for look in picture.looks:
        with school.visitor(who, LOOKS[look]) as visitor:
            page = visitor.new_page()
            page.goto(picture.path)
            if picture.act:
                picture.act(page)
            height = min(_height(page), TALLEST)
            page.set_viewport_size({"width": LOOKS[look].width, "height": height})
            page.screenshot(path=FOLDER / f"{picture.name}{look}.png", animations="disabled", caret="hide")
        print(f"{picture.name}{look}.png")  # noqa: T201 -- it takes a while


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def _index(pictures: list[Picture]) -> str:
    parts = ["# Pages\n\nThe demo institution, as `make screenshots` finds it.\n"]
    for picture in pictures:
        shown = (f"![{picture.told}]({picture.name}{look}.png)" for look in picture.looks)
        parts.append(f"## {picture.told}\n\n" + "\n".join(shown) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
