"""What a database driver's errors mean in the words of the library."""

from __future__ import annotations

from collections.abc import Mapping

from eventsourcing.persistence import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
)

MEANINGS: Mapping[str, type[PersistenceError]] = {
    kind.__name__: kind
    for kind in (
        DatabaseError,
        DataError,
        IntegrityError,
        InterfaceError,
        InternalError,
        NotSupportedError,
        OperationalError,
        ProgrammingError,
    )
} | {"OverflowError": DataError, "UnicodeError": DataError, "PoolClosed": InterfaceError}


def translated(error: Exception) -> PersistenceError:
    """The library's error for a driver's, found by the names that PEP 249 gives to both."""
    kinds = (MEANINGS[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in MEANINGS)
    return next(kinds, PersistenceError)(_said(error))


def _said(error: Exception) -> str:
    """The driver's first sentence: the further ones quote rows."""
    return str(error).partition("\n")[0] or type(error).__name__
