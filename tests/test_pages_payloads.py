"""What people write is shown as text: no page takes any of it for a part of itself, and none is mangled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from bs4 import Tag
from pydantic import ValidationError

from adapters.lifecycles import form_for
from adapters.pages.blanks import Blank, blanks_of
from engine.case import Case
from engine.characters import seen
from tests.browsing import Browser, Page, browser
from tests.institution import Institution
from tests.payloads import PAYLOADS

HARMLESS = "Nothing but words"
TEXTS = {"text", "line", "lines"}
STEPS = ("raise", "record", "investigate", "solve", "feedback", "note", "close")
LISTS = ("/board", "/day", "/register", "/register/approaches", "/renewals", "/analytics")
FOLLOWED = ("href", "src", "action", "formaction", "data", "xlink:href", "poster", "background")
OURS = ("/", "#", "?")


def test_nothing_that_is_written_becomes_part_of_a_page(institution: Institution) -> None:
    """Every payload in every text of every step: the same elements as with mere words, and the text as it is."""
    gu = _principal(institution)
    usual = _shapes(_read(gu, _walked(institution, HARMLESS)))
    for payload in PAYLOADS:
        pages = _read(gu, _walked(institution, payload))
        differs = [(now - then, then - now) for now, then in zip(_shapes(pages), usual, strict=True)]
        assert differs == [(Counter(), Counter())] * len(pages), payload
        assert all(" ".join(seen(payload).split()) in page.text for page in pages), payload
        assert _active(pages) == []


def test_nothing_that_is_written_becomes_part_of_a_list(institution: Institution) -> None:
    """Where many cases stand, and where one looks for what is written: whatever it is, it is text."""
    gu = _principal(institution)
    known = _names([gu.get(_walked(institution, HARMLESS, *STEPS[:3])), *map(gu.get, LISTS)])
    for payload in PAYLOADS:
        _walked(institution, payload, *STEPS[:3])
    pages = [*map(gu.get, LISTS), *(gu.get("/register", q=payload) for payload in PAYLOADS[::9])]

    assert {page.status for page in pages} == {200}
    assert _active(pages) == []
    assert _names(pages) - known <= {"mark"}


def _principal(institution: Institution) -> Browser:
    institution.hire("Gu", "manager")
    return browser(institution, "Gu")


def _walked(institution: Institution, payload: str, *verbs: str) -> str:
    """A case that has this in every text that it takes."""
    workflow = institution.casebook.workflows["objection"]
    case = institution.raised("Gu", read_back=True, **_filled(workflow, "raise", payload))
    for verb in (verbs or STEPS)[1:]:
        answer = institution.step("Gu", case, verb, **_filled(workflow, verb, payload))
        assert answer.status_code == 200, (verb, payload, answer.text)
        case = answer.json()
    return f"/cases/{case['reference']}"


def _filled(workflow: type[Case], verb: str, payload: str) -> dict[str, Any]:
    """The texts of a step's form; what takes no such text, as a path does not, stays as in the example."""
    form, example = form_for(workflow, verb), workflow.lifecycle.records[verb].EXAMPLE
    said = {}
    for blank in blanks_of(form):
        taken, sent = (_said(blank, example.get(blank.name), text) for text in (seen(payload), payload))
        if sent is not None and _is_taken(form, example | {blank.name: taken}):
            said[blank.name] = sent
    return said


def _said(blank: Blank, example: Any, payload: str) -> Any:
    if blank.kind in TEXTS:
        return [payload] if blank.kind == "lines" else payload
    if blank.kind == "group" and example:
        return {**example, **_texts(blank.parts, example, payload)}
    if blank.kind == "rows" and example:
        return [{**row, **_texts(blank.parts, row, payload)} for row in example]
    return None


def _texts(blanks: Iterable[Blank], example: Mapping[str, Any], payload: str) -> dict[str, Any]:
    named = (blank for blank in blanks if blank.name != "evidence")
    said = {blank.name: _said(blank, example.get(blank.name), payload) for blank in named}
    return {name: text for name, text in said.items() if text is not None}


def _is_taken(form: Any, filled: Mapping[str, Any]) -> bool:
    try:
        form.model_validate_json(orjson.dumps(filled))
    except ValidationError:
        return False
    return True


def _read(who: Browser, address: str) -> list[Page]:
    return [who.get(address), who.get(f"{address}/history")]


def _shapes(pages: Iterable[Page]) -> list[Counter[tuple[str, ...]]]:
    """Elements with the names of their attributes; long texts have a class, and similar cases come and go."""
    return [_shape([tag for tag in page.all("*") if not tag.find_parent(class_="similar")]) for page in pages]


def _shape(tags: Iterable[Tag]) -> Counter[tuple[str, ...]]:
    return Counter((tag.name, *sorted(tag.attrs.keys() - {"class"})) for tag in tags)


def _names(pages: Iterable[Page]) -> set[str]:
    return {tag.name for page in pages for tag in page.all("*")}


def _active(pages: Iterable[Page]) -> list[str]:
    """What would do something by itself, or lead somewhere else, when it is looked at or pressed."""
    tags = [tag for page in pages for tag in page.all("*")]
    inline = [tag for tag in tags for name in tag.attrs if name.startswith("on") or name in {"style", "srcdoc"}]
    leading = [tag for tag in tags for name in FOLLOWED if not str(tag.get(name, "/")).startswith(OURS)]
    scripts = [tag for tag in tags if tag.name == "script" and tag.get_text()]
    return [str(tag)[:200] for tag in (*inline, *leading, *scripts)]
