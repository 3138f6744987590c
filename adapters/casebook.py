"""The casebook: every part of a running program, over one log."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from adapters.accounts import Accounts
from adapters.analytics import Analytics, Remembered
from adapters.case_finder import CaseFinder
from adapters.day import DayList
from adapters.evidence import EvidenceStore, Exhibits
from adapters.keys import KeyStore
from adapters.presenting import Presenter
from adapters.read_models import ReadModels
from adapters.read_side import ReadSide
from adapters.register import Register
from adapters.settings import Settings
from adapters.staff import StaffBook
from engine.application import Application
from engine.case import Case
from engine.log import Log
from engine.mapper import EventMapper
from engine.policy_book import PolicyBook
from engine.telling.reactor import Reactor
from engine.telling.runner import Runner
from engine.time.calendar import Calendar
from engine.time.clock import Clock


@dataclass(frozen=True)
class Casebook:
    """Every part of a running program, over one log."""

    settings: Settings
    clock: Clock
    log: Log
    mapper: EventMapper
    workflows: Mapping[str, type[Case]]
    policies: PolicyBook
    staff: StaffBook
    accounts: Accounts
    keys: KeyStore
    application: Application
    finder: CaseFinder
    presenter: Presenter
    day: DayList
    evidence: EvidenceStore
    exhibits: Exhibits
    read_side: ReadSide
    parts: ExitStack

    @property
    def calendar(self) -> Calendar:
        """The institution's calendar, as the policy in force has it."""
        return self.policies.at(self.clock()).calendar

    @property
    def read_models(self) -> ReadModels:
        """What is read, table by table."""
        return self.read_side.read_models

    @property
    def register(self) -> Register:
        """The register, for searching."""
        return self.read_side.register

    @cached_property
    def analytics(self) -> Analytics:
        """What the register's cases add up to."""
        remembered = Remembered(self.runner.position)
        return Analytics(self.register, self.read_models.figures, self.workflows, remembered)

    @property
    def runner(self) -> Runner:
        """What keeps the read side abreast of the log."""
        return self.read_side.runner

    @property
    def reactor(self) -> Reactor:
        """What sees to whatever follows without a person."""
        return self.read_side.reactor

    def close(self) -> None:
        """Let go of everything."""
        self.parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
