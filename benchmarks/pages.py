"""Pages: how many bytes and how long the first page of each role is, a full board, and the median of every page.

`python -m benchmarks.pages` shows one table; what is asked is under 100 kB, 50 ms, and 500 ms for the board, and that a
browser paints the first page of each role within 300 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table

from adapters.accounts import COOKIE
from adapters.casebook import Casebook
from adapters.pages.navigation import FIRST
from adapters.serving.app import create_app
from benchmarks.cases import Walker, casebook_at
from benchmarks.painting import painted
from engine.access import Role, Who

CLOSED, OPEN, ROUNDS = 8_000, 2_000, 21
LARGEST, SLOWEST, SLOWEST_BOARD = 100_000, 0.050, 0.500
SLOWEST_PAINT = 0.300
PAGES: tuple[tuple[Role, str], ...] = (
    ("manager", "/day"),
    ("manager", "/cases/{case}"),
    ("manager", "/cases/{case}/history"),
    ("manager", "/raise/objection"),
    ("manager", "/renewals"),
    ("analyst", "/register?q=lessons"),
    ("analyst", "/register/approaches"),
    ("analyst", "/analytics"),
    ("admin", "/administration/staff"),
    ("admin", "/administration/health"),
)


@dataclass(frozen=True)
class Measured:
    """One page as somebody sees it."""

    what: str
    size: int
    seconds: float
    slowest: float
    largest: int | None = None

    @property
    def holds(self) -> bool:
        """Whether what is asked is reached."""
        return self.seconds <= self.slowest and (self.largest is None or self.size <= self.largest)


def main() -> None:
    """Fill a casebook, and look at every page."""
    with casebook_at() as casebook, TestClient(create_app(casebook), base_url="http://127.0.0.1") as client:
        case = _filled(casebook)
        table = Table("page", "kB", "ms", "asked", "", title=f"{CLOSED + OPEN:,} cases, {OPEN:,} of them open")
        for each in _measured(casebook, client, case):
            asked = f"{each.slowest * 1e3:.0f} ms" + (f", {each.largest / 1e3:.0f} kB" if each.largest else "")
            figures = f"{each.size / 1e3:.0f}", f"{each.seconds * 1e3:.1f}"
            table.add_row(each.what, *figures, asked, "" if each.holds else "above")
        Console(width=120).print(table)


def _filled(casebook: Casebook) -> str:
    """Cases as they are in a school of some years; one that is open."""
    walker, case = Walker(casebook), ""
    for _ in range(CLOSED):
        walker.take("close", walker.feedback(walker.at_second_feedback()).case.id)
    for _ in range(OPEN):
        case = walker.raised()
    casebook.runner.catch_up()
    return str(casebook.application.case(case).reference)


def _measured(casebook: Casebook, client: TestClient, case: str) -> Iterator[Measured]:
    people = {role: casebook.staff.add(role.title(), role, None)[0] for role in FIRST}
    yield from _first_paints(casebook, people)
    for role, path in (*FIRST.items(), *PAGES):
        client.cookies.clear()
        client.cookies.set(COOKIE, casebook.accounts.sessions.begin(people[role]))
        size, seconds = _looked_at(client, path.format(case=case))
        slowest = SLOWEST_BOARD if path == "/board" else SLOWEST
        yield Measured(f"{path} ({role})", size, seconds, slowest, LARGEST if FIRST[role] == path else None)


def _first_paints(casebook: Casebook, people: Mapping[Role, Who]) -> Iterator[Measured]:
    """The first page of each role as a browser shows it that has nothing of ours yet."""
    cookies = {role: casebook.accounts.sessions.begin(who) for role, who in people.items()}
    asked = {role: (path, cookies[role]) for role, path in FIRST.items()}
    for role, (size, seconds) in painted(casebook, asked).items():
        yield Measured(f"{FIRST[role]} ({role}), first paint", size, seconds, SLOWEST_PAINT, LARGEST)


def _looked_at(client: TestClient, path: str) -> tuple[int, float]:
    """Bytes as they are sent, compressed where they are, and the median of seconds."""
    times, size = [], 0
    for _ in range(ROUNDS):
        started = perf_counter()
        answer = client.get(path)
        times.append(perf_counter() - started)
        answer.raise_for_status()
        size = int(answer.headers.get("content-length", len(answer.content)))
    return size, median(times)


if __name__ == "__main__":
    main()
