"""What went wrong, in one line; what nobody foresaw is not explained away."""

from __future__ import annotations

import sqlite3
from tomllib import TOMLDecodeError

import psycopg
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from engine.mapper import Unreadable
from engine.refusal import Refusal
from engine.sealing import Tampered


def explained(error: Exception) -> str | None:
    """The sentence for somebody at a terminal; None for a fault of the program's own."""
    match error:
        case Refusal():
            return _line(str(error))
        case Unreadable() | Tampered():
            return _line(f"the log is damaged: {error}")
        case TOMLDecodeError() | UnicodeDecodeError():
            return _line(f"the file is not TOML: {error}")
        case PersistenceError() | SQLAlchemyError() | sqlite3.Error() | psycopg.Error():
            return _line(f"the store cannot be used: {getattr(error, 'orig', None) or error}")
        case OSError():
            return _line(f"{error.filename or 'a file'}: {error.strerror or error}")
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
