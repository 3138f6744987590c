"""Which function speaks a sentence: looked for once for each sentence, not again in each scenario.

The plugin asks pytest of every fixture there is whether the scenario sees it, for every sentence. Here each scenario
sees each of them, since all are registered for this folder, so that the first answer holds for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from pytest_bdd.parser import Step

Find = Callable[..., Iterable[Any]]


def remembered(find: Find) -> Find:
    """The same, asked once for each sentence."""
    found: dict[tuple[str, str], list[Any]] = {}

    def find_once(step: Step, **where: Any) -> list[Any]:
        sentence = step.type, step.name
        if sentence not in found:
            found[sentence] = list(find(step=step, **where))
        return found[sentence]

    return find_once


def remember_functions() -> None:
    """From now on."""
    playing: Any = import_module("pytest_bdd.scenario")
    playing.find_fixturedefs_for_step = remembered(playing.find_fixturedefs_for_step)
