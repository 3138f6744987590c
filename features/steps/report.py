"""The auditors' report: every rule of every feature, and whether its scenarios kept it on each way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PROMISE = "promise"


@dataclass
class Promise:
    """A rule, and the scenarios that showed it: by way, those that were played and those that failed."""

    played: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    failed: set[str] = field(default_factory=set)

    def told(self, rule: str) -> str:
        """A line for the rule, and one for each scenario that failed."""
        ways = ", ".join(f"{len(nodes)} {way}" for way, nodes in sorted(self.played.items()))
        head = f"{'BROKEN' if self.failed else 'kept  '}  {rule}  ({ways})\n"
        return head + "".join(f"          failed: {node}\n" for node in sorted(self.failed))


class Report:
    """Gathers what was played, in whichever process, and writes it down when all is said."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._chapters: dict[str, dict[str, Promise]] = defaultdict(lambda: defaultdict(Promise))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A scenario, or the tidying up after it, has ended."""
        said: dict[str, Any] = dict(report.user_properties).get(PROMISE, {})  # type: ignore[assignment] # pytest keeps objects here
        if said:
            promise = self._chapters[said["feature"]][said["rule"]]
            promise.played[said["way"]].add(report.nodeid)
            promise.failed |= {report.nodeid} if report.failed else set()

    def pytest_sessionfinish(self) -> None:
        """Chapter by chapter, in the order of the numbers."""
        chapters = (
            f"{feature}\n" + "".join(rules[rule].told(rule) for rule in sorted(rules))
            for feature, rules in sorted(self._chapters.items())
        )
        self._file.write_text("\n".join(chapters), "utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the report is to be written."""
    parser.addoption("--promises", metavar="FILE", help="write down for each rule of the features whether it is kept")


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that hears of all scenarios writes."""
    file = config.getoption("--promises")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report(Path(file)))


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
    """The rule that a scenario shows, and the way it is played on, go with its outcome."""
    said = {"feature": feature.name, "rule": scenario.rule.name, "way": request.getfixturevalue("way")}
    request.node.user_properties.append((PROMISE, said))
