"""The features are a document that auditors sign: every promise numbered, explained, and in the words of the house."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from workflows import find_workflows

FOLDER = Path(__file__).parents[1] / "features"
FEATURES = sorted(FOLDER.glob("*/*.feature"))
SENTENCES = sorted(f"features.steps.{path.stem}" for path in (FOLDER / "steps").glob("*.py"))
WORKFLOWS = find_workflows()
NUMBER = re.compile(r"[A-Z]+(-\d+(\.\d+)?|\d+)")
FORBIDDEN = re.compile(
    r"\b(buttons?|clicks?|clicked|menus?|screens?|dialogs?|pages?|urls?|https?|json|apis?|endpoints?|databases?"
    r"|sql\w*|postgres\w*|servers?|tokens?|payloads?|status codes?|tickets?|issues?|customers?|users?|clients?"
    r"|aggregates?|commands?|complainants?)\b|按钮|点击|页面|网址|接口|数据库|服务器|工单|用户|客户",
    re.IGNORECASE,
)
TAKEN = re.compile(r"(?:takes?|take) the step (\w+)|as far as (\w+)")
SPOKEN = {
    "raises": "raise",
    "has raised": "raise",
    "links it to": "link",
    "hands the family its link": "give_link",
    "is imported from": "import",
    "merges it into": "merge",
    "unmerges it from": "unmerge",
    "as the incident": "incident",
}

every_feature = pytest.mark.parametrize("path", FEATURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS)


@cache
def parsed(path: Path) -> dict[str, Any]:
    """The feature of a file."""
    return dict(Parser().parse(path.read_text("utf-8"))["feature"])


def rules(feature: dict[str, Any]) -> list[dict[str, Any]]:
    """Its rules, in their order."""
    return [child["rule"] for child in feature["children"] if "rule" in child]


def number(rule: dict[str, Any]) -> str:
    """What a rule is called for ever."""
    return str(rule["name"]).split()[0]


def scenarios(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All scenarios of a feature or a rule; backgrounds are none."""
    for child in part["children"]:
        if "scenario" in child:
            yield child["scenario"]
        elif "rule" in child:
            yield from scenarios(child["rule"])


def said(part: dict[str, Any]) -> Iterator[str]:
    """Every sentence as it is played: outlines with the values of each of their examples."""
    for child in part["children"]:
        if "background" in child:
            yield from (step["text"] for step in child["background"]["steps"])
        elif "rule" in child:
            yield from said(child["rule"])
        else:
            yield from _played(child["scenario"])


def _played(scenario: dict[str, Any]) -> Iterator[str]:
    rows: list[dict[str, str]] = []
    for examples in scenario["examples"]:
        names = [cell["value"] for cell in examples["tableHeader"]["cells"]]
        rows += [
            dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True)) for row in examples["tableBody"]
        ]
    for row in rows or [{}]:
        for step in scenario["steps"]:
            yield re.sub(r"<(.+?)>", lambda found, row=row: row[found[1]], step["text"])  # type: ignore[misc] # not inferred


@cache
def sentences() -> list[StepFunctionContext]:
    """Every sentence that the features may use."""
    for module in SENTENCES:
        import_module(module)
    known = step_function_context_registry.values()
    return [context for context in known if context.step_func.__module__ in SENTENCES]


def verbs_taken(text: str) -> set[str]:
    """The steps that a sentence takes, or says were taken."""
    named = {verb for found in TAKEN.findall(text) for verb in found if verb}
    return named | {verb for words, verb in SPOKEN.items() if words in text}


def test_there_are_features() -> None:
    """The lints below look at something."""
    assert len(FEATURES) > 10


@every_feature
def test_says_why(path: Path) -> None:
    """Every feature opens with a paragraph that tells an auditor what it is good for."""
    why = parsed(path)["description"]
    assert len(why.split()) >= 25 or len(re.findall(r"[\u4e00-\u9fff]", why)) >= 40


@every_feature
def test_is_made_of_numbered_rules(path: Path) -> None:
    """Every scenario stands under a rule, whose only tag is the number that its title begins with."""
    feature = parsed(path)
    assert [child for child in feature["children"] if "scenario" in child] == []
    assert rules(feature)
    for rule in rules(feature):
        assert NUMBER.fullmatch(number(rule)), rule["name"]
        assert [tag["name"] for tag in rule["tags"]] == [f"@{number(rule)}"]
        assert list(scenarios(rule)), f"{rule['name']} is shown by nothing"


@every_feature
def test_no_scenario_hides_another(path: Path) -> None:
    """Of two scenarios of one name in a feature only the last would be played."""
    names = Counter(scenario["name"] for scenario in scenarios(parsed(path)))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_number_is_used_twice() -> None:
    """OBJ-3.1 is one rule, for ever."""
    numbers = Counter(number(rule) for path in FEATURES for rule in rules(parsed(path)))
    assert [called for called, times in numbers.items() if times > 1] == []


@every_feature
def test_speaks_the_language_of_the_house(path: Path) -> None:
    """A promise is made in terms of people and cases, never of what they are looked at or kept with."""
    assert FORBIDDEN.findall(path.read_text("utf-8")) == []


@every_feature
def test_names_the_workflows_it_speaks_of(path: Path) -> None:
    """The tags of a feature are the workflows whose cases it plays with."""
    tags = {tag["name"].removeprefix("@") for tag in parsed(path)["tags"]}
    assert tags
    assert tags <= WORKFLOWS.keys()


@every_workflow
def test_every_workflow_has_a_chapter(workflow: str) -> None:
    """A workflow that nobody can read about does not ship."""
    assert any(path.parent.name == workflow for path in FEATURES)


@every_workflow
def test_every_step_is_promised(workflow: str) -> None:
    """Each verb of each lifecycle is taken, by a person or by the program, in a feature of that workflow."""
    told = [path for path in FEATURES if f"@{workflow}" in [tag["name"] for tag in parsed(path)["tags"]]]
    taken = {verb for path in told for text in said(parsed(path)) for verb in verbs_taken(text)}
    lifecycle = WORKFLOWS[workflow].lifecycle
    by_itself = lifecycle.records.keys() - {*lifecycle.by_hand, "import"}
    assert {*lifecycle.by_hand} - taken == set()
    assert [verb for verb in by_itself if not any(f"| {verb} " in path.read_text("utf-8") for path in told)] == []


def test_the_import_is_promised() -> None:
    """The one step by which a case of any workflow begins at its end."""
    assert any("import" in verbs_taken(text) for path in FEATURES for text in said(parsed(path)))


def test_every_sentence_means_one_thing() -> None:
    """What is said in a feature is understood in exactly one way."""
    told = {text for path in FEATURES for text in said(parsed(path))}
    meanings = {text: sum(context.parser.is_matching(text) for context in sentences()) for text in told}
    assert {text: times for text, times in meanings.items() if times != 1} == {}


def test_every_sentence_is_used() -> None:
    """A sentence that no feature says is no promise."""
    told = {text for path in FEATURES for text in said(parsed(path))}
    unused = [context.parser.name for context in sentences() if not any(map(context.parser.is_matching, told))]
    assert unused == []
