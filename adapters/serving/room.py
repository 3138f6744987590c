"""Room for connections: each takes an open file, of which a process is often granted no more than 1,024."""

from __future__ import annotations

from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit, setrlimit

from adapters.serving.head import CONNECTIONS_AT_MOST

FILES_BESIDES = 500
"""Of the stores and the index."""


def make_room() -> None:
    """See that the process may open as many files as connections want, if whoever runs the machine allows it."""
    granted, most = getrlimit(RLIMIT_NOFILE)
    wanted = CONNECTIONS_AT_MOST + FILES_BESIDES
    allowed = wanted if most == RLIM_INFINITY else min(wanted, most)
    if RLIM_INFINITY != granted < allowed:
        setrlimit(RLIMIT_NOFILE, (allowed, most))
