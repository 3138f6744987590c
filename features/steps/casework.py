"""What a scenario may do with a casebook, whichever way it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.access import Who

OF_NO_USE = "the link is of no use"
NOT_FOR_THEM, NOT_THERE = "they may not do this", "there is no such case"

Fields = Mapping[str, Any]
Shown = dict[str, Any]
AsSeen = Mapping[str, str | int]
"""Time travel: `happened_by` and `known_by` as written moments, `version` as a number."""


@dataclass(frozen=True)
class Member:
    """A member of staff, and what they sign in with."""

    who: Who
    token: str


@dataclass(frozen=True)
class Submission:
    """A step as somebody fills it in and sends it; sent again, it carries the same key."""

    by: Member
    workflow: str
    verb: str
    fields: Fields
    key: str
    case: str = ""
    seen: int | None = None


class Refused(Exception):
    """The program said no: the reason in the words of the features, its sentence, and the facts that it names."""

    def __init__(self, because: str, sentence: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(f"because {because}: {sentence}")
        self.because, self.sentence, self.facts = because, sentence, dict(facts or {})


class Casework(Protocol):
    """The same questions and answers in process and over the wire."""

    def close(self) -> None:
        """Nothing more will be asked."""

    def send(self, submission: Submission) -> Shown:
        """Raise a case or take a step; the case afterwards."""

    def upload(self, by: Member, name: str, content: bytes) -> Shown:
        """Bring a file; what is known of it."""

    def download(self, by: Member, file: str) -> bytes:
        """The content of a file."""

    def link(self, by: Member, case: str) -> str:
        """The link by which the family can answer now."""

    def answer(self, link: str, said: Fields) -> None:
        """The family answers by a link."""

    def show(self, by: Member, case: str, as_seen: AsSeen) -> Shown:
        """The case, now or at another moment."""

    def history(self, by: Member, case: str) -> list[Shown]:
        """What happened to the case, event by event."""

    def reads(self, by: Member, case: str) -> list[Shown]:
        """Who has read the case while it was confidential."""

    def cases(self, by: Member) -> list[Shown]:
        """The cases that this person may see."""

    def day(self, by: Member) -> list[Shown]:
        """What is overdue in this person's cases, or due within a day."""

    def renewals(self, by: Member, span: Mapping[str, str]) -> Shown:
        """How many renewals this person sees, and what became of them, between two days."""

    def adopt(self, by: Member, rules: Fields, since: str) -> None:
        """Bring a version of the policy into force, from a day on if one is named."""

    def search(self, by: Member, query: str, filters: Fields) -> Shown:
        """What the register answers."""

    def approaches(self, by: Member) -> list[Shown]:
        """What came of each approach."""

    def analytics(self, by: Member, question: str, chosen: Mapping[str, str]) -> Shown:
        """What analytics answers to a question about the cases that are chosen."""

    def similar(self, by: Member, like: Fields) -> list[Shown]:
        """Past cases like a case, or like a text."""

    def export(self, by: Member, name: str, chosen: Mapping[str, str]) -> bytes:
        """A file of this format, of the cases that are chosen."""
