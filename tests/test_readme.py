"""The README does what it says: its pictures are the code's, and its tour works as it is pasted."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.bootstrap import open_casebook
from adapters.diagram import mermaid
from adapters.settings import Settings
from tests.command_line import CommandLine
from tests.test_http_server import process
from workflows import find_workflows

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
REFERENCE = r"OBJ-\w{4}-\w{4}"
LOCALLY = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """What stands between fences of a language."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    return [block for of, block in fenced if of == language]


def test_the_pictures_are_drawn_from_the_lifecycles() -> None:
    """A lifecycle that changes takes its picture with it."""
    drawn = {mermaid(workflow.lifecycle) + "\n" for workflow in find_workflows().values()}
    assert set(blocks("mermaid")) == drawn


def test_both_workflows_go_through_all_six_steps_as_pasted(tmp_path: Path) -> None:
    """The tour is pasted into a shell against a running program; both cases end closed, and the search finds one."""
    bash, curl = shutil.which("bash"), shutil.which("curl")
    if bash is None or curl is None:
        pytest.skip("NOT CHECKED: the README's tour, because this machine has no bash or no curl")
    settings = Settings(data=tmp_path)
    with open_casebook(settings) as casebook:
        _, token = casebook.staff.add("Chen", "manager")
    with process(settings) as (_, address):
        script = "\n".join(["set -eu", f"TOKEN={token}", *blocks("sh")]).replace(LOCALLY, address)
        done = subprocess.run(  # noqa: S603 -- the README's own commands
            [bash, "-c", script], capture_output=True, text=True, check=True, timeout=60
        )
    answers = [json.loads(answer) for answer in _json_texts(done.stdout)]
    assert [answer["stage"] for answer in answers if "stage" in answer] == [
        *("investigate", "solve", "feedback", "close"),
        *("record", "investigate", "solve", "feedback", "close", "closed"),
    ]
    assert [answer["items"][0]["state"] for answer in answers if "facets" in answer] == ["resolved"]


def test_the_commands_answer_as_shown(tmp_path: Path) -> None:
    """Typed one after another by the people who were hired; only the reference of the case is another one."""
    casebook = CommandLine(tmp_path)
    for name, role in {"Chen": "manager", "Li": "teacher", "Zhou": "auditor"}.items():
        casebook.hire(name, role)
    raised, *others = transcript("raise objection")
    reference = agrees(raised, casebook, {})
    for shown in others:
        agrees(shown, casebook, reference)


def test_somebody_is_invited_as_shown(tmp_path: Path) -> None:
    """The link is a secret, and another one each time."""
    casebook = CommandLine(tmp_path)
    casebook.hire("Li", "teacher")
    for shown in transcript("staff invite"):
        agrees(shown, casebook, {})


def test_an_old_register_comes_in_as_shown(tmp_path: Path) -> None:
    """With the map of the README, and found as it says."""
    complaints = Path(__file__).parents[2] / "shared" / "data" / "register" / "zh_resolved_cases.jsonl"
    if not complaints.exists():
        pytest.skip("NOT CHECKED: the README's old register, because the complaints in ../shared/data are missing")
    chart = tmp_path / "complaints.toml"
    chart.write_text("".join(blocks("toml")), "utf-8")
    files = {"complaints.jsonl": str(complaints), "complaints.toml": str(chart)}
    for shown in transcript("import register"):
        agrees(shown, CommandLine(tmp_path / "data"), files)


def transcript(begins: str) -> list[str]:
    """Each command with its answer, from the block that begins so."""
    [block] = [block for block in blocks("") if block.startswith(f"$ casebook {begins}")]
    return [part.replace("\\\n", "") for part in block.split("$ casebook ")[1:]]


def agrees(shown: str, casebook: CommandLine, instead: dict[str, str]) -> dict[str, str]:
    """A command answers, line by line, as shown; what stands for the reference that it shows."""
    command, _, answer = shown.partition("\n")
    said = casebook(*(instead.get(word, word) for word in shlex.split(command)))
    told = (said.out + said.err).splitlines()
    real, example = re.search(REFERENCE, said.out + said.err), re.search(REFERENCE, shown)
    if real and example:
        instead = {example[0]: real[0]}
        answer = answer.replace(example[0], real[0])
    for line in answer.splitlines():
        begun = line.removesuffix("...")
        assert any(each == line or (begun != line and each.startswith(begun)) for each in told), line
    return instead


def _json_texts(text: str) -> list[str]:
    """Answers follow each other without a line break."""
    decoder, texts = json.JSONDecoder(), []
    while text := text.strip():
        _, end = decoder.raw_decode(text)
        texts.append(text[:end])
        text = text[end:]
    return texts
