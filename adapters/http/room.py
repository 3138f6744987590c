"""Room for connections: each takes an open file, of which a process is often granted no more than 1,024."""

from __future__ import annotations

import sys

from adapters.http.head import CONNECTIONS_AT_MOST

if sys.platform != "win32":
    import resource

FILES_BESIDES = 500
"""Of the stores and the index."""


def make_room() -> None:
    """See that the process may open as many files as connections want, if whoever runs the machine allows it."""
    if sys.platform == "win32":
        return
    granted, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS_AT_MOST + FILES_BESIDES
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if resource.RLIM_INFINITY != granted < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
