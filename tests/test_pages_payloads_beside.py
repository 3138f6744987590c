"""What is written beside the cases is shown as text, too: names, files, rules, registers, questions, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import pytest

import adapters.pages
from adapters.family_links import family_links
from adapters.policy.files import default_policy
from adapters.staff import LONGEST_NAME
from engine.access import OPERATOR
from engine.policy import Policy
from engine.refusal import NotFillable
from engine.steps.family_link import GIVE
from tests.browsing import Browser, Page, browser
from tests.institution import SIX_STEPS, Institution
from tests.payloads import PAYLOADS, active

CORPUS = "\n".join(PAYLOADS)
QUESTIONS = ("/register?q={}", "/register?category={}", "/register/similar?text={}", "/board?q={}", "/board?campus={}")
LOOKS = 2_000
TEMPLATES = files(adapters.pages).joinpath("templates")
OURS = frozenset(
    re.findall(r"<([a-z][a-z0-9]*)", "".join(each.read_text() for each in Path(str(TEMPLATES)).rglob("*.html")))
)
"""The elements of our pages; none has another one, whatever is written on it."""
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def ada(institution: Institution) -> Browser:
    """The administrator's browser."""
    return browser(institution, "Ada")


def test_names_of_people_and_places(institution: Institution, ada: Browser) -> None:
    """Wherever somebody is named: on the pages of the staff, in choices, on their own pages, to auditors."""
    hired = [who for name in PAYLOADS for who in _hired(institution, name)]
    institution.hire("Gu", "manager")
    case = institution.raised("Gu", campus=hired[0])
    who = browser(institution, hired[-1])
    gu = browser(institution, "Gu")
    pages = [
        ada.get("/administration/staff"),
        ada.get(f"/administration/staff/{institution.people[hired[-1]].id}"),
        browser(institution, "Zhou").get("/audit"),
        *map(who.get, ("/day", "/account")),
        *map(gu.get, ("/board", "/day", "/raise/objection", f"/cases/{case['reference']}/assign")),
    ]
    _expect_text(pages)
    assert len(hired) > len(PAYLOADS) / 2
    assert [name for name in hired if name not in pages[0].text] == []


def test_names_of_files_and_what_a_family_answers(institution: Institution) -> None:
    """A file is called whatever it is called; an answer is given back as it was written, and stands in the case."""
    case = institution.taken(institution.raised(), *SIX_STEPS[:4])
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    note = f"{address}/note"
    for payload in PAYLOADS[::8]:
        sent = chen.upload(chen.get(note), note, f"{payload}.png", PNG + payload.encode(), text="x")
        assert sent.status == 200, sent.text
    who = institution.people["Chen"]
    assert institution.step("Chen", institution.get("Chen", f"cases/{case['id']}").json(), GIVE).status_code == 200
    links = family_links(institution.casebook)
    found = links.told(who, institution.casebook.application.case(case["id"]), "http://127.0.0.1")
    path, family = str(found["address"]).removeprefix("http://127.0.0.1"), Browser(institution, "the family")
    page = family.get(path)
    action = str(page.one("form")["action"])
    again = family.send(page, action, words=CORPUS)
    answered = family.send(again, action, satisfaction="5", verdict="yes")

    assert (again.status, answered.status) == (422, 200)
    page = chen.get(address)
    _expect_text([again, answered, page])
    assert [payload for payload in PAYLOADS if _plain(payload) not in page.text] == []
    assert again.one("textarea").get_text().strip() == CORPUS


def test_rules_and_what_is_wrong_with_them(institution: Institution, ada: Browser) -> None:
    """Categories, causes and the like are called whatever they are called."""
    rules = default_policy().model_dump(mode="json")
    known = {word: [*names, *PAYLOADS] for word, names in rules["known"].items() if word != "category"}
    institution.casebook.policies.adopt(
        Policy.model_validate(rules | {"known": rules["known"] | known}), OPERATOR.id, institution.clock()
    )
    case = institution.taken(institution.raised(), *SIX_STEPS[:2])
    here = "/administration/policy"
    seen = ("", "/1", "/2", "/difference", "/new")
    wrong = [
        ada.upload(ada.get(f"{here}/new"), f"{here}/new", "", b"", text=each) for each in (CORPUS, f"['{CORPUS}']")
    ]
    pages = [*(ada.get(f"{here}{each}") for each in seen), ada.get("/administration/categories"), *wrong]
    pages.append(browser(institution, "Chen").get(f"/cases/{case['reference']}/investigate"))
    _expect_text(pages)
    assert wrong[0].one("textarea").get_text().strip() == CORPUS


def test_an_old_register_and_what_does_not_fit(ada: Browser) -> None:
    """Names of its file and its columns, what stands in its rows, and what is said of those that are refused."""
    here, quoted = "/administration/import", [f'"{payload.replace(chr(34), chr(34) * 2)}"' for payload in PAYLOADS]
    rows = [f"{number},17.09.2019,{each},{each}" for number, each in enumerate(quoted)]
    table = "\n".join([f"No,Date,Subject,{quoted[0]}", *rows, *(f"x{row}" for row in quoted)])
    mapped = ada.upload(ada.get(here), here, f"{PAYLOADS[0]}.csv", table.encode())
    ada.send(mapped, f"{here}/map", format="%d.%m.%Y")
    tried = _rested(ada)
    ada.send(tried, f"{here}/begin")
    done = _rested(ada)
    _expect_text([mapped, tried, done])
    came_in, known, refused = (int(each.get_text()) for each in done.all("dl.figures dd"))
    assert (came_in, known, refused) == (len(PAYLOADS), 0, len(PAYLOADS))


def test_questions_and_sign_in(institution: Institution) -> None:
    """What is asked for comes back in its field, and in what is said of it."""
    chen, stranger = browser(institution, "Chen"), Browser(institution, "nobody")
    pages = [_asked(chen, question, payload) for payload in PAYLOADS[::10] for question in QUESTIONS]
    _expect_text([*pages, chen.get(f"/cases/{PAYLOADS[15]}")])
    door = stranger.get("/sign-in", next=PAYLOADS[0])
    refused = stranger.send(door, "/sign-in", login=CORPUS[:2_000], password=CORPUS[:100])
    _expect_text([door, refused])


def _asked(who: Browser, question: str, payload: str) -> Page:
    path, _, name = question.removesuffix("={}").partition("?")
    return who.get(path, **{name: payload})


def _hired(institution: Institution, name: str) -> Iterator[str]:
    known = _plain(name)[:LONGEST_NAME].strip()
    with suppress(NotFillable):
        institution.hire(known, "teacher", known)
        yield known


def _rested(ada: Browser) -> Page:
    here = "/administration/import"
    return next(page for page in (ada.get(here) for _ in range(LOOKS)) if not page.all("[data-again]"))


def _expect_text(pages: list[Page]) -> None:
    """Nothing of it is a part of any of these pages."""
    assert active(pages) == []
    assert {tag.name for page in pages for tag in page.soup.find_all(name=True)} - OURS == set()


def _plain(text: str) -> str:
    return " ".join(text.split())
