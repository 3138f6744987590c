"""What went wrong, in one line; what nobody foresaw is not explained away."""

from __future__ import annotations

import sqlite3
from tomllib import TOMLDecodeError

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from engine.mapper import Unreadable
from engine.refusal import Refusal
from engine.sealing import Tampered


def explained(error: Exception) -> str | None:
    """The sentence for somebody at a terminal; None for a fault of the program's own."""
    told = _told(error)
    return told and " ".join(told.split())


def _told(error: Exception) -> str | None:
    told = None
    match error:
        case Refusal():
            told = str(error)
        case Unreadable() | Tampered():
            told = f"the log is damaged: {error}"
        case TOMLDecodeError() | UnicodeDecodeError():
            told = f"the file is not TOML: {error}"
        case UnicodeEncodeError():
            told = "what was typed is not UTF-8; set the terminal to UTF-8 and type it again"
        case PersistenceError() | SQLAlchemyError() | sqlite3.Error():
            told = f"the store cannot be used: {getattr(error, 'orig', None) or error}"
        case FileExistsError() | NotADirectoryError():
            told = f"{error.filename} is not a directory"
        case Exception() if type(error).__module__.partition(".")[0] == "psycopg":
            told = f"the store cannot be used: {error}"
        case OSError():
            told = f"{error.filename or 'a file'}: {error.strerror or error}"
    return told
