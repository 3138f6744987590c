"""Payloads: what somebody might write to make a page do something else than show it, one a line in payloads.txt."""

from __future__ import annotations

from pathlib import Path

PAYLOADS = tuple(Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines())
