"""Opening the accounts: their parts, put together over the store of the staff."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import Engine

from adapters.accounts.accounts import Accounts
from adapters.accounts.forms import Forms
from adapters.accounts.invitations import Invitations
from adapters.accounts.passwords import Passwords
from adapters.accounts.second_factor import SecondFactor
from adapters.accounts.secrets import Purpose
from adapters.accounts.session import Limits
from adapters.accounts.sessions import Sessions
from adapters.accounts.tables import TABLES
from adapters.accounts.tries import Tries
from adapters.databases import create_tables
from adapters.settings import Settings
from adapters.staff import StaffBook
from engine.time.clock import Clock

TOKEN_BYTES = 32
CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""What is not mistaken for something else when it is copied by hand."""
CODE_GROUPS, CODE_GROUP = 4, 4


def open_accounts(
    engine: Engine,
    staff: StaffBook,
    secret: bytes,
    clock: Clock,
    settings: Settings,
    passwords: Passwords | None = None,
) -> Accounts:
    """The accounts that the store has; what is missing is created."""
    create_tables(engine, TABLES)
    limits = Limits(timedelta(minutes=settings.session_idle), timedelta(minutes=settings.session_longest))
    forms = Forms(Purpose(secret, b"forms"))
    sessions = Sessions(engine, staff, clock, limits, forms, _new_token)
    accounts = Accounts(
        engine,
        staff,
        passwords or Passwords(),
        Tries(engine, clock, Purpose(secret, b"tries")),
        forms,
        sessions,
        Invitations(engine, staff, clock, _new_token),
        SecondFactor(engine, clock, Purpose(secret, b"second factor"), new_code),
    )
    staff.whenever_changed(accounts.close_if_gone)
    return accounts


def new_code() -> str:
    """A secret that people copy by hand, of 79 bits."""
    groups = ("".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)
