"""The policy book: every version of the policy that was ever in force, read from the log and never forgotten."""

from __future__ import annotations

from datetime import datetime

from engine.form import fill, form_of
from engine.log import Log
from engine.mapper import EventMapper
from engine.policy import STREAM, Policy, PolicyAdopted
from engine.policy_scope import Scope


class PolicyBook:
    """Versions count from 1; a version once adopted does not change. None is adopted that is beyond the scope."""

    def __init__(self, log: Log, mapper: EventMapper, scope: Scope) -> None:
        self._log, self._mapper, self._scope = log, mapper, scope
        self._versions: dict[int, Policy] = {}

    def get(self, version: int) -> Policy:
        """The policy of this version."""
        if version not in self._versions:
            self.latest()
        return self._versions[version]

    def latest(self) -> int:
        """The version in force, whoever adopted it."""
        for row in self._log.select_events(STREAM, gt=len(self._versions)):
            event = self._mapper.to_domain_event(row)
            if isinstance(event, PolicyAdopted):
                self._versions[event.originator_version] = event.policy
        return len(self._versions)

    def adopt(self, policy: Policy, by: str, now: datetime) -> int:
        """Bring a policy into force for the cases raised from now on; its version."""
        self._scope.expect(policy)
        version = self.latest() + 1
        given = {
            "originator_id": STREAM,
            "originator_version": version,
            "recorded_at": now,
            "happened_at": now,
            "by": by,
        }
        form = fill(form_of(PolicyAdopted), {"policy": policy.model_dump(mode="json")})
        self._log.insert_events([self._mapper.draft(PolicyAdopted, given, form, STREAM)])
        return version
