"""What people write is shown as text: no page takes any of it for a part of itself, and none is mangled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.accounts import COOKIE
from adapters.settings import Settings
from tests.browsing import Browser, Page, browser
from tests.chromium import complaints_of, running_chromium
from tests.institution import Institution, running_institution, served
from tests.payloads import PAYLOADS, active, harmless, payloads
from tests.tour import prepared, toured

LISTS = ("/board", "/day", "/register?state=all", "/register/approaches", "/renewals", "/analytics")
REPLAYED, BROWSED = 3, 6
"""So many of the cases, the richest, since the page of a case has its history, too."""


@dataclass(frozen=True)
class Written:
    """The same cases twice, with mere words and with payloads in every text of every step."""

    institution: Institution
    harmless: list[str]
    lists: list[Page]
    """As they were before anything but mere words was written."""
    payloads: list[str]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """An institution in which somebody has written all this."""
    with running_institution(Settings(data=tmp_path_factory.mktemp("written"))) as institution:
        prepared(institution)
        usual = toured(institution, harmless)
        institution.casebook.runner.catch_up()
        lists = [browser(institution, "Gu").get(path) for path in LISTS]
        others = toured(institution, payloads)
        institution.casebook.runner.catch_up()
        yield Written(institution, usual, lists, others)


def test_nothing_that_is_written_becomes_part_of_the_page_of_a_case(written: Written) -> None:
    """A hundred payloads in every text of every step: the same elements as with mere words, and all of it is there."""
    gu, institution = browser(written.institution, "Gu"), written.institution
    for number, (usual, other) in enumerate(zip(written.harmless, written.payloads, strict=True)):
        now = _expect_the_same(gu, f"/cases/{usual}", f"/cases/{other}")
        if number < REPLAYED:
            _expect_the_same(gu, f"/cases/{usual}/history", f"/cases/{other}/history")
        case = institution.casebook.finder.case(institution.people["Gu"], other)
        told = institution.casebook.presenter.history(institution.people["Gu"], case.id)
        all_of_it = now.text
        assert [text for text in {*_texts([line["fields"] for line in told])} if text not in all_of_it] == []


def test_nothing_that_is_written_becomes_part_of_a_list(written: Written) -> None:
    """Where many cases stand, and where one looks for what is written: whatever it is, it is text."""
    gu = browser(written.institution, "Gu")
    pages = [gu.get(path) for path in LISTS]
    pages += [gu.get(path, q=payload) for payload in PAYLOADS[::12] for path in ("/register", "/board")]

    assert {page.status for page in pages} == {200}
    assert active(pages) == []
    assert {tag.name for page in pages for tag in page.soup.find_all(name=True)} - _names(written.lists) <= {"mark"}


def test_nothing_that_is_written_is_done_by_a_browser(written: Written) -> None:
    """A real one reads every page of it, and finds nothing to run, to ask for, or to complain of."""
    institution = written.institution
    paths = [*LISTS, *(f"/cases/{case}" for case in written.payloads[:BROWSED])]
    with running_chromium() as chromium, served(institution.casebook) as address:
        visitor = chromium.new_context(base_url=address)
        session = institution.casebook.accounts.sessions.begin(institution.people["Gu"])
        visitor.add_cookies([{"name": COOKIE, "value": session, "url": address}])
        page = visitor.new_page()
        found = complaints_of(page, address)
        page.on("dialog", lambda dialog: found.append(dialog.message))
        for path in paths:
            page.goto(path)
            page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
        assert found == []


def _expect_the_same(reader: Browser, usual: str, address: str) -> Page:
    """Both pages have the same elements, and this one does nothing."""
    then, now = _shape(reader.get(usual)), reader.get(address)
    assert active([now]) == []
    shape = _shape(now)
    assert (shape - then, then - shape) == (Counter(), Counter())
    return now


def _texts(said: Any) -> Iterator[str]:
    """Every payload in what a step said, as it stands on a page."""
    match said:
        case str():
            yield from (" ".join(payload.split()) for payload in PAYLOADS if payload in said)
        case dict():
            yield from (text for each in said.values() for text in _texts(each))
        case list() | tuple():
            yield from (text for each in said for text in _texts(each))


def _shape(page: Page) -> Counter[tuple[str, ...]]:
    """Elements with the names of their attributes; long texts have a class, and similar cases come and go."""
    similar = {id(tag) for each in page.all(".similar") for tag in each.find_all(name=True)}
    tags = (tag for tag in page.soup.find_all(name=True) if id(tag) not in similar)
    return Counter((tag.name, *sorted(tag.attrs.keys() - {"class"})) for tag in tags)


def _names(pages: Iterable[Page]) -> set[str]:
    return {tag.name for page in pages for tag in page.soup.find_all(name=True)}
