"""The command line: every job of the program, for people and for scripts."""

from __future__ import annotations

from adapters.cli.main import main

__all__ = ["main"]
