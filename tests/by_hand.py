"""By hand: somebody in front of the pages in a browser, who takes steps by their names and reads what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.writing import Said, exactly, fill_in, unfold

LINES = """lines => lines.map(line => [...line.querySelectorAll("strong, strong ~ span:not(.tag, .quiet), time")]
    .map(part => part.textContent.trim()))"""
FLAWS = """flaws => flaws.map(flaw => [
    flaw.closest(".field, fieldset, details").querySelector(".label, summary").firstChild.data.trim(),
    flaw.textContent])"""
DEADLINES = """lines => lines.map(line => [".grow", "time"].map(part => line.querySelector(part).textContent))"""


@dataclass(frozen=True)
class Person:
    """Somebody in front of a page."""

    page: Page

    def opens(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(path)

    def follows(self, link: str) -> None:
        """Go to a page by a link."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def takes(self, step: str, said: Said | None = None) -> None:
        """Choose a step of the case that is open, fill in its form and send it; it is taken."""
        self.tries(step, said)
        expect(self.page.locator("[data-done]")).to_contain_text(f"Done: {step}.")

    def tries(self, step: str, said: Said | None = None) -> None:
        """The same, whatever comes of it."""
        self.chooses(step)
        self.fills_in(said or {})
        self.presses(step)

    def chooses(self, step: str) -> None:
        """Have the form of a step before oneself."""
        if not self.page.locator("#doing h2", has_text=exactly(step)).count():
            link = self.page.locator("#doing a, #beside a, .due-line a").filter(has_text=exactly(step)).first
            unfold(link)
            link.click()

    def fills_in(self, said: Said) -> None:
        """Write into the form of a step, by the labels of its fields."""
        fill_in(self._form, said)

    def presses(self, button: str, *, twice: bool = False) -> None:
        """Send the form, perhaps with a double click."""
        with self.page.expect_navigation():
            pressed = self._form.locator(".actions").get_by_role("button", name=button, exact=True)
            pressed.click(click_count=1 + twice)

    def looks_back(self, known: str) -> None:
        """Have the history shown as it was known at a moment."""
        choice = self.page.locator("#at-a-moment")
        choice.locator("summary").click()
        choice.get_by_label("Known by").fill(known.replace(" ", "T"))
        with self.page.expect_navigation():
            choice.get_by_role("button", name="Go").click()

    def searches(self, words: str, *, state: str = "", as_of: str = "") -> None:
        """Ask the register."""
        self.page.locator("#q").fill(words)
        if as_of:
            self.page.get_by_text("Dates", exact=True).click()
            self.page.get_by_label("As known on the day").fill(as_of)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Search").click()
        if state:
            self.page.get_by_role("navigation", name="Which cases").get_by_role("link", name=state).click()

    def downloads(self, name: str) -> bytes:
        """Have a file of the case brought."""
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=name, exact=True).first.click()
        return started.value.path().read_bytes()

    def sees(self, *texts: str, within: str = "main") -> None:
        """All of this stands on the page."""
        for text in texts:
            expect(self.page.locator(within).first).to_contain_text(text)

    def sees_no(self, text: str, within: str = "main") -> None:
        """Nothing of the kind stands there."""
        expect(self.page.locator(within).first).not_to_contain_text(text)

    def flaws(self) -> dict[str, str]:
        """What is wrong with the form, by the labels of its fields."""
        return dict(self._form.locator(".flaw").evaluate_all(FLAWS))

    def stands_at(self) -> str:
        """The step of its way that is due."""
        return self.page.locator("[aria-current=step] .name").inner_text()

    def is_offered(self) -> set[str]:
        """The steps that the case page offers, and the one whose form is open."""
        return set(self.page.locator("#doing h2, #doing .actions a, #beside .steps a").all_text_contents())

    def deadlines(self) -> dict[str, str]:
        """Until when each deadline of the case runs, as it is shown."""
        return dict(self.page.locator("#beside details[id^=deadline]").evaluate_all(DEADLINES))

    def history(self) -> list[tuple[str, str, str]]:
        """Which step, who, and when it happened: the first one first."""
        lines = self.page.locator("#history ol.history > li > p:first-child").evaluate_all(LINES)
        return [(step, who, when) for step, who, when, *_ in reversed(lines)]

    @property
    def case(self) -> str:
        """The address of the case that is open."""
        return urlsplit(self.page.url).path

    @property
    def _form(self) -> Locator:
        return self.page.locator("form.step")
