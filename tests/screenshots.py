"""`make screenshots`: each page over the demo institution, at a fixed moment, as pictures in docs/pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Page

from engine.access import Role
from tests.looking import DemoSchool, Look, demo_school

FOLDER = Path(__file__).parents[1] / "docs" / "pages"
SCALE, TALLEST = 0.75, 900
"""Pictures are kept small; what is further down is more of the same."""
LOOKS = {
    "": Look("en-GB", "light", scale=SCALE),
    "-zh-dark": Look("zh-CN", "dark", scale=SCALE),
    "-phone": Look("en-GB", "light", width=390),
}


class Picture(NamedTuple):
    """A page that is shown, by whom it is seen, and in which looks."""

    name: str
    told: str
    role: Role | None
    path: str
    looks: tuple[str, ...] = ("", "-zh-dark")


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder, demo_school(Path(folder)) as demo:
        pictures = list(_pictures(demo))
        for picture in pictures:
            for look in picture.looks:
                _take(demo, picture, look)
                print(f"{picture.name}{look}.png")  # noqa: T201 -- it takes a while
    (FOLDER / "README.md").write_text(_index(pictures), "utf-8")


def _pictures(demo: DemoSchool) -> Iterator[Picture]:
    """Every page, those that people work on all day in every look."""
    case = next(case.reference for case in demo.cases(workflow="objection", stage="solve") if not case.confidential)
    closed = next(case.reference for case in demo.cases(workflow="objection", stage="closed"))
    teacher = demo.first("teacher").id
    sign_in, _, answer = demo.doors()
    everywhere = tuple(LOOKS)
    yield Picture("board", "Board: cases by stage", "manager", "/board", everywhere)
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
    yield Picture("import", "Taking over an old register", "admin", "/administration/import")
    yield Picture("health", "Health", "admin", "/administration/health")
    yield Picture("answer", "The family's link", None, answer, ("-phone", "-zh-dark"))
    yield Picture("sign-in", "Sign-in", None, sign_in)


def _take(demo: DemoSchool, picture: Picture, look: str) -> None:
    who = demo.first(picture.role) if picture.role else None
    with demo.visitor(who, LOOKS[look]) as visitor:
        page = visitor.new_page()
        page.goto(picture.path)
        height = min(_height(page), TALLEST)
        page.set_viewport_size({"width": LOOKS[look].width, "height": height})
        page.screenshot(path=FOLDER / f"{picture.name}{look}.png", animations="disabled", caret="hide")


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
