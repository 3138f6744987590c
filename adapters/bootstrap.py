"""The composition root: the one place that knows every part and puts them together."""

from __future__ import annotations

import logging
import random
import secrets
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import structlog

from adapters.accounts import Passwords, open_accounts
from adapters.case_finder import CaseFinder
from adapters.casebook import Casebook
from adapters.day import DayList
from adapters.evidence import EvidenceStore, Exhibits, ties
from adapters.keys import KeyStore
from adapters.names import books_of
from adapters.opened import Opened
from adapters.other_cases import OtherCases
from adapters.policy.files import default_policy, policy_from, scope_of
from adapters.presenting import Presenter
from adapters.read_side import open_read_side
from adapters.settings import Settings
from adapters.staff import StaffBook
from adapters.stores import open_log, open_small, open_views
from adapters.subjects import subjects_by
from adapters.tokens import Tokens
from engine.access import OPERATOR, Who
from engine.application import Application
from engine.case import Case
from engine.mapper import EventMapper
from engine.policy import Policy, PolicyAdopted
from engine.policy_book import PolicyBook
from engine.reading import Read
from engine.reading_book import ReadingBook
from engine.refusal import Contended
from engine.sealing import NONCE_BYTES, Sealer
from engine.telling.reactor import Timer
from engine.telling.surroundings import Deputy, NoDeputy
from engine.time.clock import Clock
from workflows import find_workflows

LOG_NAME = "casebook"
KEY_BYTES = 32


def open_casebook(
    settings: Settings,
    *,
    clock: Clock | None = None,
    policy: Policy | None = None,
    deputy: Deputy | None = None,
    passwords: Passwords | None = None,
) -> Casebook:
    """A casebook over the stores that the settings name; a new log starts with the given or the default policy."""
    logging.getLogger("transitions").setLevel(logging.WARNING)
    now = clock or _wall_clock
    parts = ExitStack()
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = open_log(settings)
    parts.callback(log.close)
    people = open_small(settings, parts, "staff")
    staff = StaffBook(people, lambda: f"s-{secrets.token_hex(4)}", Tokens(people, now, _new_token))
    staff.migrate()
    workflows = find_workflows()
    keys = KeyStore(open_small(settings, parts, "keys"), lambda: secrets.token_bytes(KEY_BYTES))
    keys.migrate()
    accounts = open_accounts(people, staff, keys.secret("accounts"), now, settings, passwords)
    mapper = EventMapper(_kinds(workflows), Sealer(keys, _nonce, LOG_NAME))
    policies = PolicyBook(log, mapper, scope_of(workflows))
    _begin(policies, policy, settings, now)

    def id_of(who: Who, name: str) -> str:
        return finder.id_of(who, name)

    evidence = EvidenceStore(
        settings.evidence_folder,
        lambda: keys.secret("evidence"),
        now,
        secrets.token_bytes,
        settings.largest_evidence,
        lambda case, file: ties(application, case, file),
    )

    subject_by = subjects_by(keys.secret("guardians"))
    application = Application(
        log,
        mapper,
        workflows,
        policies,
        now,
        books_of=books_of(staff, id_of, evidence.upload, subject_by),
        subject_by=subject_by,
        new_id=lambda: str(uuid4()),
        jitter=lambda attempt: random.uniform(0, 0.01 * 2**attempt),  # noqa: S311 -- spreads tries, hides nothing
        pause=time.sleep,
    )
    views, helped_by = open_views(settings), deputy or NoDeputy()
    read_side = open_read_side(
        application, views, settings.index_folder, _wall_clock, _report, _report_reaction, helped_by
    )
    parts.callback(read_side.close)
    finder = CaseFinder(application, read_side.find_case)
    readings = ReadingBook(log, mapper, now)
    presenter = Presenter(application, finder, staff, Opened(mapper), OtherCases(application), readings)
    day = DayList(application, read_side.read_models.duties)
    return Casebook(
        settings,
        now,
        log,
        mapper,
        workflows,
        policies,
        staff,
        accounts,
        keys,
        application,
        finder,
        presenter,
        day,
        evidence,
        Exhibits(application, read_side.cases_of_evidence, evidence, readings),
        read_side,
        parts,
    )


def _report(trouble: Exception) -> None:
    """The runner goes on by itself; somebody should know that it had to. Messages may name what people wrote."""
    structlog.get_logger().warning("the read side is held up", error=type(trouble).__name__)


def _report_reaction(timer: Timer, trouble: Exception) -> None:
    """The reaction is done with; somebody should know that it came to nothing."""
    told = {"reaction": timer.reaction, "case": timer.case, "version": timer.version}
    structlog.get_logger().warning("a reaction came to nothing", error=type(trouble).__name__, **told)


def _wall_clock() -> datetime:
    return datetime.now(UTC)


def _begin(policies: PolicyBook, policy: Policy | None, settings: Settings, now: Clock) -> None:
    if policies.latest():
        return
    first = policy or (policy_from(settings.policy) if settings.policy else default_policy())
    try:
        policies.adopt(first, OPERATOR.id, now())
    except Contended:
        # Another process opened the same new log at the same moment; its policy is version 1.
        policies.latest()


def _kinds(workflows: Mapping[str, type[Case]]) -> set[Any]:
    return {PolicyAdopted, Read, *(kind for case in workflows.values() for kind in case.lifecycle.records.values())}


def _nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)


def _new_token() -> str:
    return secrets.token_urlsafe(KEY_BYTES)
