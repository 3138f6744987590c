"""The doctor: what an operator would look at first, each a line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from adapters.cli.failures import explained
from adapters.condition import LITTLE_DISK, disk_of, sqlite_loses_a_reset
from adapters.settings import PREFIX, Settings

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from adapters.cli.session import Session

Finding = dict[str, str]
BESIDE_SETTINGS = {"CASEBOOK_AS"}
LIBRARIES = ("casebook", "eventsourcing", "transitions", "fastapi", "pydantic", "SQLAlchemy", "psycopg", "tantivy")
MOST_TOLD = 20
PATIENCE = 10.0
"""Seconds that the read models are given to catch up."""


def examined(session: Session) -> tuple[list[Finding], list[Finding]]:
    """What was found, and the settings."""
    settings = session.settings
    found = [*_environment(), *_versions(), _disk(settings)]
    if settings.database is None and not settings.log_file.exists():
        return [*found, _found("log", "warning", f"there is none yet at {settings.log_file}")], list(
            _settings(settings)
        )
    try:
        casebook = session.casebook
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what the operator wants to know
        return [*found, _found("stores", "wrong", _why(error))], list(_settings(settings))
    checks = {"log": _log, "keys": _keys, "read models": _read_models, "parked cases": _parked, "evidence": _evidence}
    found += [_tried(name, check, casebook) for name, check in checks.items()]
    return found, list(_settings(settings))


def _settings(settings: Settings) -> Iterator[Finding]:
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        yield {"setting": PREFIX + name.upper(), "value": _hidden(value), "says": info.description or ""}


def _hidden(value: Any) -> str:
    """A value without the password that an address may carry."""
    text = "" if value is None else str(value)
    if "://" not in text:
        return text
    parts = urlsplit(text)
    if parts.password or parts.query:
        user = f"{parts.username}:***@" if parts.password else f"{parts.username}@" if parts.username else ""
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{user}{host}{parts.path}{'?***' if parts.query else ''}"
    return text


def _environment() -> Iterator[Finding]:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | BESIDE_SETTINGS
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    for name in unknown:
        yield _found("environment", "warning", f"{name} is not a setting")


def _versions() -> Iterator[Finding]:
    affected = sqlite_loses_a_reset()
    fix = "; up to 3.51.2 a reset of the write-ahead log can damage a database: update to 3.51.3" if affected else ""
    yield _found("SQLite", "warning" if affected else "ok", sqlite3.sqlite_version + fix)
    yield _found("versions", "ok", ", ".join(f"{name} {version(name)}" for name in LIBRARIES))


def _disk(settings: Settings) -> Finding:
    disk = disk_of(settings.data)
    says = f"{disk.free / LITTLE_DISK:.1f} GiB free at {disk.place}"
    return _found("disk", "warning" if disk.is_little else "ok", says)


def _log(casebook: Casebook) -> Finding:
    file = casebook.settings.log_file
    size = "" if casebook.settings.database else f", {file.stat().st_size / 1e6:.1f} MB"
    head, policy = casebook.log.max_notification_id(), casebook.policies.in_force(casebook.clock())
    return _found("log", "ok", f"position {head}{size}, policy v{policy}")


def _keys(casebook: Casebook) -> Finding:
    casebook.keys.cipher("doctor")
    return _found("keys", "ok", "the key store can be reached")


def _read_models(casebook: Casebook) -> Finding:
    head = casebook.log.max_notification_id()
    casebook.runner.start()
    caught_up = casebook.runner.wait_for(head, PATIENCE)
    position = casebook.runner.position()
    says = f"at position {position}, {'up to date' if caught_up else f'{head - position} behind'}"
    return _found("read models", "ok" if caught_up else "warning", says)


def _parked(casebook: Casebook) -> Finding:
    casebook.runner.retry_parked()
    parked = casebook.read_models.parked()
    told = "; ".join(f"{each.case_id} in {each.name}: {each.error} {each.message}" for each in parked[:MOST_TOLD])
    return _found("parked cases", "wrong" if parked else "ok", f"{len(parked)}{': ' + told if told else ''}")


def _evidence(casebook: Casebook) -> Finding:
    from adapters.evidence import examine

    folder = casebook.settings.evidence_folder
    found = examine(folder, casebook.application, casebook.clock())
    size = sum(path.stat().st_size for path in found.files) / 1e6
    missing = (f"{each.exhibit.id} of {each.case}" for each in found.missing)
    troubles = {
        "that cases name are missing, bring them back from a copy": list(missing),
        "are named by no case and can be deleted": [path.name for path in found.nameless],
        "can be read by others on this machine": [path.name for path in found.open_to_others],
    }
    told = [f"{len(them)} {what}: {', '.join(them[:MOST_TOLD])}" for what, them in troubles.items() if them]
    state = "wrong" if found.missing else "warning" if told else "ok"
    return _found("evidence", state, "; ".join([f"{len(found.files)} files, {size:.1f} MB at {folder}", *told]))


def _tried(name: str, check: Callable[[Casebook], Finding], casebook: Casebook) -> Finding:
    try:
        return check(casebook)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what the operator wants to know
        return _found(name, "wrong", _why(error))


def _why(error: Exception) -> str:
    return explained(error) or f"{type(error).__name__}: {error}"


def _found(check: str, state: str, says: str) -> Finding:
    return {"check": check, "state": state, "says": says}
