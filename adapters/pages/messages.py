"""Messages: everything that pages say, and what of it has no translation yet.

`python -m adapters.pages.messages` prints what is missing, ready to be put into a catalogue in locales/zh.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from adapters.accounts.changes import Change
from adapters.lifecycles import form_for
from adapters.pages.blanks import Blank, blanks_of
from adapters.pages.codes import CATEGORY, branches
from adapters.pages.hints import NONE_ALIKE, hinted
from adapters.pages.navigation import ENTRIES
from adapters.pages.renewals import ANSWERS, OTHERS
from adapters.pages.texts import CHINESE, humanised, texts
from adapters.policy.files import default_policy
from adapters.read_models.models import MODELS
from adapters.staff import ROLES
from engine.access import OPERATOR
from engine.awaited import CONTRIBUTION
from engine.deadlines import ESCALATED
from engine.duty import ACTION, APPROVAL, REMINDER, REVIEW, THANKS
from engine.reading import What
from engine.steps.report import RECEIPT
from engine.steps.support import SUPPORT
from workflows import find_workflows

HERE = Path(__file__).parent
METHODS = [("templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
OPTIONS: Mapping[str, Any] = {"templates/**.html": {"newstyle_gettext": "true", "trim_blocks": "true"}}
SPOKEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("steps", ("add", "change", "decide")),
    ("duty", (ACTION, APPROVAL, CONTRIBUTION, RECEIPT, REMINDER, REVIEW, SUPPORT, THANKS)),
    ("deadline", (CONTRIBUTION,)),
    ("field", ("contradiction", "approval")),
    ("relation", ("waits for", "raised inside", "follows", "duplicate")),
    ("page", tuple(entry.name for entry in ENTRIES)),
    ("role", ROLES),
    ("kind", (ESCALATED,)),
    ("role", (OPERATOR.role,)),
    ("field", ("reference", "raised_at", "closed_at", "source", "into", "row")),
    ("reading", get_args(What)),
    ("read_model", tuple(model.name for model in MODELS)),
    ("renewals", (*ANSWERS, *OTHERS)),
    ("field", ("ends_at",)),
    ("staff_change", get_args(Change)),
)


class Message(NamedTuple):
    """A text as it stands in English, its plural, and what tells it apart."""

    text: str
    plural: str | None = None
    context: str | None = None


def messages() -> set[Message]:
    """Everything that pages say."""
    return {*_written(), *_spoken()}


def untranslated(locale: str = CHINESE) -> list[Message]:
    """What the catalogues of a language do not have."""
    known = texts(locale)
    return [each for each in sorted(messages(), key=lambda m: (m.context or "", m.text)) if not _is_known(known, each)]


def _is_known(known: Any, message: Message) -> bool:
    catalogue, place = known, message.text if message.context is None else f"{message.context}\x04{message.text}"
    while catalogue is not None:
        entries = getattr(catalogue, "_catalog", {})
        if entries.get(place) or entries.get((place, 0)):
            return True
        catalogue = getattr(catalogue, "_fallback", None)
    return False


def _written() -> Iterator[Message]:
    found = extract_from_dir(HERE, METHODS, dict(OPTIONS), KEYWORDS)
    for _file, _line, text, _comments, context in found:
        singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
        yield Message(singular, plural, context)
    for file in HERE.rglob("*.py"):
        yield from (Message(text) for text in _told_by(ast.parse(file.read_text())))


def _told_by(module: ast.Module) -> Iterator[str]:
    """What code says to a visit: visit.text("...")."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="text", value=whose), args=[ast.Constant(value=str(text)), *_]):
                if "visit" in (getattr(whose, "id", ""), getattr(whose, "attr", "")):
                    yield text


def _spoken() -> Iterator[Message]:
    """The words that stand in no template: of workflows, steps, stages, fields and choices."""
    yield Message(NONE_ALIKE, None, "hint")
    for name, codes in default_policy().known.items():
        for code in codes:
            yield from (Message(each, None, name) for each in (branches(code) if name == CATEGORY else [code]))
    for kind, names in SPOKEN:
        yield from (Message(humanised(name), None, kind) for name in names)
    for workflow in find_workflows().values():
        yield Message(humanised(workflow.workflow), None, "workflow")
        yield Message(humanised(workflow.plural), None, "workflows")
        yield Message(humanised(workflow.workflow), None, "raise")
        yield Message(humanised(workflow.workflow), None, "relation")
        yield from (Message(humanised(stage), None, "stage") for stage in (*workflow.lifecycle.stages, "closed"))
        yield from (Message(humanised(due.name), None, "deadline") for due in workflow.deadlines)
        for verb, event in workflow.lifecycle.records.items():
            yield Message(humanised(verb), None, "step")
            if verb in workflow.lifecycle.by_hand:
                yield Message((event.__doc__ or "").partition(": ")[2], None, "instruction")
                yield from _asked(tuple(hinted(blank, verb) for blank in blanks_of(form_for(workflow, verb))))


def _asked(blanks: tuple[Blank, ...]) -> Iterator[Message]:
    for blank in blanks:
        yield Message(humanised(blank.label), None, "field")
        if blank.hint:
            yield Message(blank.hint, None, "hint")
        yield from (Message(humanised(choice), None, blank.name) for choice in blank.choices)
        yield from _asked(blank.parts)


def main() -> None:
    """Print what is missing."""
    catalogue = Catalog(locale=CHINESE, fuzzy=False)
    for each in untranslated():
        catalogue.add((each.text, each.plural) if each.plural else each.text, context=each.context)
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True)
    print(written.getvalue().decode())  # noqa: T201 -- whoever translates reads it


if __name__ == "__main__":
    main()
