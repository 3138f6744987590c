"""The README does what it says: its pictures are the code's, and its tour works as it is pasted."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.bootstrap import open_casebook
from adapters.diagram import mermaid
from adapters.settings import Settings
from tests.test_http_server import process
from workflows import find_workflows

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
LOCALLY = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """What stands between fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


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


def _json_texts(text: str) -> list[str]:
    """Answers follow each other without a line break."""
    decoder, texts = json.JSONDecoder(), []
    while text := text.strip():
        _, end = decoder.raw_decode(text)
        texts.append(text[:end])
        text = text[end:]
    return texts
