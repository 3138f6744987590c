"""Refusals at the door of the pages; none tells whether somebody has an account."""

from __future__ import annotations

from datetime import timedelta

from engine.refusal import Refusal


class SignInRefused(Refusal):
    """Name, password and code do not belong together."""


class NotInvited(Refusal):
    """The link was used before, has ended, or was never made."""


class NotFromHere(Refusal):
    """The form was not sent by a page of ours, or by one of another session."""


class TooManyTries(Refusal):
    """There were too many tries; the next one is looked at after a while."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        super().__init__(f"there were too many tries; try again in {self.seconds} seconds")
