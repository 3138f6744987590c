"""Turns every feature in this folder into tests."""

from __future__ import annotations

from pytest_bdd import scenarios

scenarios(".")
