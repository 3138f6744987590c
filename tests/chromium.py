"""A real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of them is the same browser without a window of its own, which takes half the time."""
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)
"""Root may not use the sandbox; machines of tests draw without a card, and their browsers ask nobody for updates."""
REFUSED = ("status of 409", "status of 412", "status of 422")
"""What Chromium says of a form that comes back."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """The browser of this test process; without one on the machine the tests that look at pages are skipped."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"NO CHROMIUM ON THIS MACHINE: nobody looks at the pages in a browser (apt-get install {NAMES[0]})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ALONE))
        try:
            yield browser
        finally:
            browser.close()


def complaints_of(page: Page, address: str, found: list[str] | None = None) -> list[str]:
    """What the browser finds fault with from now on: errors, and whatever leaves the host."""
    found = [] if found is None else found
    page.on("console", lambda said: found.append(said.text) if _is_a_complaint(said) else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(address) else found.append(f"asks {asked.url}"))
    return found


def _is_a_complaint(said: ConsoleMessage) -> bool:
    return said.type in ("error", "warning") and not any(refusal in said.text for refusal in REFUSED)
