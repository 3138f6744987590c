"""A third workflow dropped into its folder: everything else knows of it by itself."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workflows
from adapters.settings import Settings
from tests.institution import Institution, running_institution

STEPS = ("listen", "record", "close")


@pytest.fixture
def enlarged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Institution]:
    """An institution with one more file among its workflows."""
    folder = tmp_path / "more"
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("third_workflow.py"), folder / "activity.py")
    monkeypatch.setattr(workflows, "__path__", [*workflows.__path__, str(folder)])
    with running_institution(Settings(data=tmp_path / "data")) as running:
        yield running
    del sys.modules["workflows.activity"]


def test_a_third_workflow_has_its_routes_forms_history_and_register(enlarged: Institution) -> None:
    """One file is enough: its cases are raised, taken on, read, told, described, found and followed like all others."""
    case = enlarged.taken(enlarged.raised(workflow="activity"), *STEPS)
    assert (case["reference"][:4], case["stage"], case["version"]) == ("ACT-", "closed", 4)
    history = enlarged.get("Chen", f"cases/{case['id']}/history").json()["items"]
    assert [line["step"] for line in history] == ["raise", *STEPS]
    found = enlarged.get("Chen", "register", q="饺子", workflow="activity").json()
    assert [(item["case"], item["outcome"], item["summary"]) for item in found["items"]] == [
        (case["id"], "held", "Make dumplings together")
    ]
    listed = enlarged.get("Chen", "cases", workflow="activity").json()["items"]
    assert [item["id"] for item in listed] == [case["id"]]
    told = {item["workflow"]: item for item in enlarged.get("Li", "workflows").json()["items"]}
    assert "record --> close: record" in told["activity"]["diagram"]
    assert set(told) == {"activity", "course", "objection", "renewal"}


def test_a_third_workflow_is_described_and_guarded_like_the_others(enlarged: Institution) -> None:
    """Its forms are in the description, what does not fit is refused by field, and a step that is not due is too."""
    described = enlarged.client.get("/openapi.json").json()
    assert "/api/activities/{case}/record" in described["paths"]
    assert described["components"]["schemas"]["ActivityHeard"]["required"] == ["offers"]
    refused = enlarged.post("Li", "activities", {"idea": "x"})
    assert refused.status_code == 422
    assert {error["field"] for error in refused.json()["errors"]} == {"guardian", "words"}
    case = enlarged.raised(workflow="activity")
    assert enlarged.step("Chen", case, "close").status_code == 409
    assert enlarged.step("Zhou", case, "listen").status_code == 403


def test_without_its_file_a_workflow_is_gone(institution: Institution) -> None:
    """The folder is the registry; nothing else remembers."""
    assert set(institution.casebook.workflows) == {"course", "objection", "renewal"}
