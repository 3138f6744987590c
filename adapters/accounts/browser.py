"""Browsers: enough of what one says of itself that its owner knows it again, and no more."""

from __future__ import annotations

from collections.abc import Iterable

PROGRAMS = (("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"))
LATER = (("Chrome", "Chrome"), ("Safari", "Safari"))
"""Which most of the others claim to be, too."""
SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("HarmonyOS", "HarmonyOS"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


def browser_of(user_agent: str) -> str:
    """As in `Firefox, Windows`; empty where nothing is recognised."""
    return ", ".join(filter(None, (_first((*PROGRAMS, *LATER), user_agent), _first(SYSTEMS, user_agent))))


def _first(known: Iterable[tuple[str, str]], said: str) -> str:
    return next((name for mark, name in known if mark in said), "")
