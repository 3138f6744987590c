"""Administration: what administrators do to the staff and their accounts. Each of it takes effect at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.accounts.accounts import Accounts
from adapters.accounts.changes import Changes
from adapters.staff import StaffBook
from engine.access import Who
from engine.refusal import NotAllowed, NotThere


@dataclass(frozen=True, slots=True)
class Administration:
    """Whatever is given or taken is put down; nobody locks themselves out."""

    staff: StaffBook
    accounts: Accounts
    changes: Changes

    def person(self, staff_id: str) -> Who:
        """Who works here under this id."""
        who = self.staff.current(staff_id)
        if who is None:
            raise NotThere("nobody on the staff has this id")
        return who

    def add(self, by: Who, name: str, role: str, campus: str | None) -> Who:
        """Somebody new, who cannot do anything yet: an invitation lets them in."""
        who = self.staff.hire(name, role, campus)
        self.changes.put_down(by, who, "added")
        return who

    def change(self, by: Who, who: Who, role: str, campus: str | None) -> Who:
        """Another role or campus; they sign in anew."""
        if by.id == who.id and role != who.role:
            raise NotAllowed("your own role is changed by another administrator")
        changed = self.staff.change(who, role, campus)
        self.changes.put_down(by, changed, "changed")
        return changed

    def leave(self, by: Who, who: Who) -> None:
        """They work here no more: every session ends, every token and link is of no use."""
        if by.id == who.id:
            raise NotAllowed("another administrator ends your access")
        self.staff.leave(who)
        self.changes.put_down(by, who, "left")

    def invite(self, by: Who, who: Who) -> tuple[str, datetime]:
        """The last part of a link, told this once, by which they choose name and password; until when it is of use."""
        made = self.accounts.invitations.make(who)
        self.changes.put_down(by, who, "invited")
        return made

    def make_token(self, by: Who, who: Who, name: str) -> str:
        """A token by which a program acts for them, told this once."""
        token = self.staff.tokens.make(who.id, name)
        self.changes.put_down(by, who, "token_made")
        return token

    def revoke_token(self, by: Who, who: Who, token_id: str) -> None:
        """From now on the token opens nothing."""
        self.staff.tokens.revoke(who.id, token_id)
        self.changes.put_down(by, who, "token_revoked")

    def sign_out(self, by: Who, who: Who) -> None:
        """They are signed out everywhere."""
        self.accounts.sessions.end_all(who.id)
        self.changes.put_down(by, who, "signed_out")

    def remove_factor(self, by: Who, who: Who) -> None:
        """They sign in without a code: somebody who has lost app and recovery codes would not come in otherwise."""
        self.accounts.second_factor.remove(who.id)
        self.changes.put_down(by, who, "factor_removed")
