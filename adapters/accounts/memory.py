"""Memory: what was read lately of sessions, for seconds; what is ended in this process is forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from adapters.accounts.session import Session

REMEMBERED_FOR = timedelta(seconds=5)
REMEMBERED_AT_MOST = 10_000


class Memory:
    """Sessions by what is kept of their cookies."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Session, datetime]] = {}
        self._lock = Lock()
        self._forgotten = 0

    def recall(self, token: str, now: datetime) -> Session | None:
        """The session, if it was read within the last seconds."""
        session, read_at = self._known.get(token, (None, now))
        return session if read_at <= now < read_at + REMEMBERED_FOR else None

    def read(self, token: str, now: datetime, read: Callable[[], Session | None]) -> Session | None:
        """Read a session, and remember it unless something was forgotten meanwhile: it may have been this one."""
        before = self._forgotten
        session = read()
        with self._lock:
            if session and before == self._forgotten:
                if len(self._known) >= REMEMBERED_AT_MOST:
                    self._known.clear()
                self._known[token] = session, now
        return session

    def forget(self, is_meant: Callable[[Session], bool]) -> None:
        """From now on these are read again."""
        with self._lock:
            self._forgotten += 1
            self._known = {token: known for token, known in self._known.items() if not is_meant(known[0])}
