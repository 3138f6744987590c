"""Painting: when a real browser first shows something of a page, and how much it has asked for by then."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from statistics import median
from threading import Thread
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright

from adapters.accounts import COOKIE
from adapters.casebook import Casebook
from adapters.serving.server import server_of

ROUNDS, PATIENCE = 7, 20.0
SETTLED = 1_000
"""Milliseconds: a window just opened loads the browser's own parts, and nobody opens one for each page."""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
SENT = """["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind))
  .reduce((bytes, each) => bytes + (each.transferSize ?? 0), 0)"""
WAIT_FOR_IT = f"() => ({FIRST_PAINT}) !== null"

Name = TypeVar("Name", bound=str)


def painted(casebook: Casebook, asked: Mapping[Name, tuple[str, str]]) -> dict[Name, tuple[int, float]]:
    """Bytes with everything that belongs to the page, and the median of seconds until the first paint.

    Each page by its path and the cookie of its reader; nothing where there is no Chromium on the machine.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return {}
    server = server_of(casebook, "127.0.0.1", 0)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            return {name: _painted(browser, server.address, *page) for name, page in asked.items()}
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def _painted(browser: Browser, address: str, path: str, cookie: str) -> tuple[int, float]:
    """A window without a memory each time."""
    times, size = [], 0
    for _ in range(ROUNDS):
        window = browser.new_context(base_url=address)
        window.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
        page = window.new_page()
        page.wait_for_timeout(SETTLED)
        page.goto(path)
        page.wait_for_function(WAIT_FOR_IT)
        times.append(float(page.evaluate(FIRST_PAINT)) / 1e3)
        size = int(page.evaluate(SENT))
        window.close()
    return size, median(times)
