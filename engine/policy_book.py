"""The policy book: every version of the policy that was ever adopted, read from the log and never forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from eventsourcing.persistence import IntegrityError

from engine.form import fill, form_of
from engine.log import Log, Once
from engine.mapper import EventMapper
from engine.policy import STREAM, Policy, PolicyAdopted
from engine.policy_scope import Scope
from engine.refusal import Contended, KeyReused, NotThere


class Version(NamedTuple):
    """A version, how it was adopted, and from when on it holds for new cases."""

    number: int
    adopted: PolicyAdopted
    since: datetime

    @property
    def is_dated(self) -> bool:
        """Whether it waits for its day; any other is in force, whatever the clocks of several machines say."""
        return self.adopted.since is not None


class PolicyBook:
    """Versions count from 1; a version once adopted does not change. None is adopted that is beyond the scope.

    Of the versions that have come into force the one that did so last holds for new cases.
    """

    def __init__(self, log: Log, mapper: EventMapper, scope: Scope) -> None:
        self._log, self._mapper, self.scope = log, mapper, scope
        self._versions: dict[int, Version] = {}

    def get(self, version: int) -> Policy:
        """The policy of this version."""
        return self.version(version).adopted.policy

    def known(self, version: int) -> Policy:
        """The same, of a version that has been read before; the log is not asked."""
        if version not in self._versions:
            msg = f"there is no version {version} of the policy"
            raise NotThere(msg)
        return self._versions[version].adopted.policy

    def version(self, number: int) -> Version:
        """The version of this number."""
        if number not in self._versions and not 1 <= number <= self.latest():
            msg = f"there is no version {number} of the policy; the latest is {len(self._versions)}"
            raise NotThere(msg)
        return self._versions[number]

    def latest(self) -> int:
        """The version adopted last, by whomever."""
        for row in self._log.select_events(STREAM, gt=len(self._versions)):
            event = self._mapper.to_domain_event(row)
            if isinstance(event, PolicyAdopted):
                number = event.originator_version
                self._versions[number] = Version(number, event, event.since or self._at_once(event))
        return len(self._versions)

    def in_force(self, now: datetime) -> int:
        """The version that cases raised now are to keep."""
        versions = [self._versions[number] for number in range(1, self.latest() + 1)]
        begun = (each for each in versions if not each.is_dated or each.since <= now)
        return max(begun, key=lambda each: (each.since, each.number)).number

    def announced(self, now: datetime) -> list[Version]:
        """The versions that hold from a later day on, the earliest day first."""
        versions = [self._versions[number] for number in range(1, self.latest() + 1)]
        return sorted((each for each in versions if each.is_dated and each.since > now), key=lambda each: each.since)

    def replaced(self, number: int) -> int | None:
        """The version that would hold on if this one had not been adopted; the first one takes no place."""
        this = self.version(number)
        order = sorted((each.since, each.number) for each in map(self.version, range(1, self.latest() + 1)))
        place = order.index((this.since, number))
        return order[place - 1][1] if place else None

    def at(self, now: datetime) -> Policy:
        """The policy of the version in force."""
        return self.get(self.in_force(now))

    def adopt(
        self, policy: Policy, by: str, now: datetime, *, since: datetime | None = None, once: Once | None = None
    ) -> int:
        """Bring a policy into force for the cases raised from now on, or from a moment; its version."""
        self.scope.expect(policy)
        version = self.latest() + 1
        given = {
            "originator_id": STREAM,
            "originator_version": version,
            "recorded_at": now,
            "happened_at": now,
            "by": by,
        }
        form = fill(form_of(PolicyAdopted), {"policy": policy.model_dump(mode="json"), "since": since})
        try:
            self._log.insert_events([self._mapper.draft(PolicyAdopted, given, form, STREAM)], once=once)
        except IntegrityError:
            if answered := self.answered(once):
                return answered
            raise Contended("somebody else has just added a version; look at it, and add yours again") from None
        return version

    def answered(self, once: Once | None) -> int | None:
        """The version that the same request has brought about before."""
        reply = self._log.reply(once.key) if once else None
        if reply is None or once is None:
            return None
        if reply.body != once.body:
            raise KeyReused("this idempotency key was used for another request")
        return reply.version

    def _at_once(self, event: PolicyAdopted) -> datetime:
        """When it was adopted; never before an earlier one that was in force at once."""
        earlier = (self._versions[number] for number in range(1, event.originator_version))
        return max((event.happened_at, *(each.since for each in earlier if not each.is_dated)))
