"""Writing: a drawn form is filled in as a person does, who finds a field by its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, expect

Said = Mapping[str, str | Path]
INSIDE = " > "


def fill_in(form: Locator, said: Said) -> None:
    """Write these values; `>` leads into a part of the form, and a number to a row of it."""
    for label, value in said.items():
        _fill(form, label.split(INSIDE), value)


def unfold(target: Locator) -> None:
    """Open whatever it is folded away in."""
    folded = target.locator("xpath=ancestor::details[not(@open)]/summary")
    for _ in range(folded.count()):
        folded.first.click()


def exactly(text: str) -> re.Pattern[str]:
    """The text of a label, a button or a heading, whatever may stand behind it."""
    return re.compile(rf"^\s*{re.escape(text)}(\s*(optional|needed, unless.*))?\s*$")


def _fill(scope: Locator, label: list[str], value: str | Path) -> None:
    name, *inside = label
    if name.isdecimal():
        _fill(_row(scope, int(name)), inside, value)
        return
    heading = scope.locator("legend, summary").filter(has_text=exactly(name))
    part = heading.locator("xpath=..").first
    if inside:
        _fill(part, inside, value)
    elif heading.count():
        choice = part.get_by_label(re.compile(rf"^\s*{re.escape(str(value))}(\s*·.*)?\s*$"))
        unfold(choice)
        choice.check()
    else:
        _write(scope.get_by_label(exactly(name)).first, value)


def _row(rows: Locator, number: int) -> Locator:
    if rows.locator(".row").count() < number:
        rows.get_by_role("button", name="Add another").click()
        expect(rows.locator(".row")).to_have_count(number)
    return rows.locator(".row").nth(number - 1)


def _write(control: Locator, value: str | Path) -> None:
    unfold(control)
    match control.evaluate("field => field.type"):
        case "file":
            control.set_input_files(value)
        case "checkbox":
            control.check()
        case "select-one":
            control.select_option(label=_choice(control, str(value)))
        case "datetime-local":
            control.fill(str(value).replace(" ", "T"))
        case _:
            control.fill(str(value))


def _choice(control: Locator, value: str) -> str:
    """The choice that begins so: people are told apart by what stands behind their names."""
    return next(name for name in control.locator("option").all_text_contents() if name.startswith(value))
