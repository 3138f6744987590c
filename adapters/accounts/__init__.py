"""Accounts: how people sign in to the pages: passwords, sessions, a second factor, invitations."""

from __future__ import annotations

from adapters.accounts.accounts import Accounts, Attempt
from adapters.accounts.forms import Forms, comes_from_here
from adapters.accounts.opening import open_accounts
from adapters.accounts.passwords import Passwords
from adapters.accounts.refusals import NotFromHere, NotInvited, SignInRefused, TooManyTries
from adapters.accounts.session import COOKIE, Session
from adapters.accounts.sessions import Sessions

__all__ = [
    "COOKIE",
    "Accounts",
    "Attempt",
    "Forms",
    "NotFromHere",
    "NotInvited",
    "Passwords",
    "Session",
    "Sessions",
    "SignInRefused",
    "TooManyTries",
    "comes_from_here",
    "open_accounts",
]
