"""The links by which families answer: signed, so that nobody can make one up; what they open is decided by the case."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Literal
from uuid import UUID

import orjson

from adapters.accounts.secrets import Purpose
from adapters.accounts.tries import Patience, Tries, network_of
from adapters.casebook import Casebook
from engine.access import Who, authorise, may_take
from engine.application import Application, Request, Taken
from engine.case import Case
from engine.log import Once
from engine.refusal import NotThere, Refusal
from engine.situation import Situation
from engine.steps.family_link import ANSWERED_BY_IT, GIVE, LinkGiven, family_of, given_to, link_of
from engine.time.clock import Clock

PATH = "/answer/"
ID_BYTES, NUMBER_BYTES, SEAL_BYTES = 16, 4, 16
SIGNED = ID_BYTES + NUMBER_BYTES
LENGTH = 48
"""Characters of a link's last part."""
WRONG = Patience("made-up link", 20, timedelta(hours=1))
USED = Patience("link", 60, timedelta(hours=1))
State = Literal["open", "answered", "expired", "over"]


class LinkOver(Refusal):
    """The link was good once: it has expired, was revoked, or the case has moved on."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that was given by us: of which case, who answers by it, and whether they still can."""

    case: Case
    who: Who
    given: LinkGiven | None
    """How it was given; None if another was given since, or it was revoked."""
    state: State


def family_links(casebook: Casebook) -> FamilyLinks:
    """The links of a casebook."""
    secret = casebook.keys.secret("links")
    seal, keys = Purpose(secret, b"seal"), Purpose(secret, b"keys")
    return FamilyLinks(casebook.application, casebook.accounts.tries, seal, keys, casebook.clock)


@dataclass(frozen=True)
class FamilyLinks:
    """Makes the links, and takes the answers that come by them."""

    application: Application
    tries: Tries
    seal: Purpose
    keys: Purpose
    clock: Clock

    def token(self, link: LinkGiven) -> str:
        """The last part of the link's address."""
        place = UUID(link.originator_id).bytes + link.originator_version.to_bytes(NUMBER_BYTES)
        return urlsafe_b64encode(place + self._seal(place)).decode()

    def of(self, case: Case) -> LinkGiven | None:
        """The link by which the family of a case can answer now, if it has one."""
        link = link_of(case)
        return link if link and self._state(case, link.actor) == "open" else None

    def told_if_any(self, who: Who, case: Case, origin: str) -> dict[str, Any] | None:
        """How the link is handed on; None where there is none, or none for this person."""
        return self.told(who, case, origin) if may_take(who, GIVE, case) and self.of(case) else None

    def told(self, who: Who, case: Case, origin: str) -> dict[str, Any]:
        """The same for somebody who may give it, as it is handed on."""
        authorise(who, GIVE, case)
        link = self.of(case)
        if link is None:
            raise NotThere(f"the family of {case.reference} has no link by which it can answer now")
        written = self.application.policies.get(case.policy).calendar.written
        return {
            "case": case.id,
            "reference": case.reference,
            "address": f"{origin}{PATH}{self.token(link)}",
            "language": link.language,
            "given_by": link.by,
            "given_at": written(link.happened_at),
            "ends_at": written(link.ends_at),
        }

    def open(self, token: str, address: str) -> Opened:
        """What a link opens; NotThere if it is none of ours, and TooManyTries for whoever goes on trying."""
        case, number = self._read(token, address)
        self.tries.begin(USED, token)
        actor = family_of(case.id, number)
        given = given_to(case, actor)
        who = Who(actor, "family", "family", steps=frozenset({ANSWERED_BY_IT}))
        return Opened(case, who, given, self._state(case, actor))

    def request(self, opened: Opened, said: Mapping[str, Any]) -> Request:
        """The step by which an answer is taken, once; LinkOver if it cannot be any more."""
        if opened.state in ("expired", "over"):
            raise LinkOver("this link is of no use any more; call the school, and tell it what you think")
        who, case, now = opened.who, opened.case, self.clock()
        channel = {"channel": "portal"} if "channel" in case.lifecycle.records[ANSWERED_BY_IT].model_fields else {}
        body = orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()
        once = Once(self._key(who.id), self._key(body), now)
        fields = {**said, **channel, "happened_at": now.isoformat()}
        return Request(who, case.workflow, ANSWERED_BY_IT, fields, case.id, None, once)

    def answer(self, opened: Opened, said: Mapping[str, Any]) -> Taken:
        """Take the answer on the one command path."""
        return self.application.take(self.request(opened, said))

    def _read(self, token: str, address: str) -> tuple[Case, int]:
        try:
            written = urlsafe_b64decode(token.encode("ascii")) if len(token) == LENGTH else b""
        except (NotBase64, ValueError):
            written = b""
        place, seal = written[:SIGNED], written[SIGNED:]
        if not compare_digest(self._seal(place), seal):
            self.tries.begin(WRONG, network_of(address))
            raise NotThere("there is nothing at this address")
        return self.application.case(str(UUID(bytes=place[:ID_BYTES]))), int.from_bytes(place[ID_BYTES:])

    def _state(self, case: Case, actor: str) -> State:
        if any(answer.by == actor for answer in case.rounds):
            return "answered"
        link, policy, now = link_of(case), self.application.policies.get(case.policy), self.clock()
        is_due = ANSWERED_BY_IT in case.lifecycle.next_steps(Situation(case, policy, now, by=actor))
        if link is None or link.actor != actor or not is_due:
            return "over"
        return "open" if now < link.ends_at else "expired"

    def _seal(self, place: bytes) -> bytes:
        return bytes.fromhex(self.seal.of(place.hex()))[:SEAL_BYTES]

    def _key(self, text: str) -> bytes:
        return bytes.fromhex(self.keys.of(text))
