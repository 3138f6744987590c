"""What scenarios by hand begin with; their module says when (`BEGINS`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import running_chromium
from tests.on_stage import Stage, furnished, staged


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all of a module; two drivers at a time do not get on."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An institution with its people, to be copied."""
    return furnished(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def stage(request: pytest.FixtureRequest, files: Path, tmp_path: Path, browser: Browser) -> Iterator[Stage]:
    """Everything, at the moment at which the scenarios of the module begin."""
    with staged(files, tmp_path, browser, request.module.BEGINS) as stage:
        yield stage
