"""Policy files: the rules as an institution writes them, and those that a new one starts with."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from engine.policy import Policy, read_policy


def default_policy() -> Policy:
    """The policy that a new institution starts with."""
    return read_policy(tomllib.loads(files("adapters").joinpath("policy/v1.toml").read_text("utf-8")))


def policy_from(path: Path) -> Policy:
    """The policy in a TOML file."""
    return read_policy(tomllib.loads(path.read_text("utf-8")))
