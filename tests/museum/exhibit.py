"""An exhibit: what a release stored, the keys to it, and what it meant, so that every later release reads it alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import StoredEvent

from engine.case import Case
from engine.event import Event
from engine.folding import fold
from engine.mapper import EventMapper
from engine.policy import STREAM, Policy, PolicyAdopted
from engine.reading import BESIDE_THE_CASES, Read
from engine.sealing import Sealer
from tests.school import KINDS, WORKFLOWS, at

FOLDER = Path(__file__).parent
LOG_NAME = "school"
LOOKED_AT = at("2026-12-01 12:00")
"""When the deadlines of exhibited cases are judged."""


class KeyRing:
    """The keys of an exhibit; they are test data, and seal nobody's secrets."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = keys

    def make(self, subjects: Iterable[str]) -> None:
        """Nothing is sealed in a museum."""
        raise NotImplementedError(list(subjects))

    def fetch(self, subjects: Iterable[str]) -> None:
        """They are at hand."""

    def cipher(self, subject: str) -> AESGCM | None:
        """The subject's cipher."""
        return AESGCM(bytes.fromhex(self._keys[subject])) if subject in self._keys else None


@dataclass(frozen=True)
class Exhibit:
    """The files of a release: NAME.jsonl, a stored event a line; NAME.keys.json; NAME.expected.json."""

    name: str
    rows: Sequence[StoredEvent]
    keys: Mapping[str, str]

    @classmethod
    def read(cls, name: str) -> Exhibit:
        """The exhibit of this name."""
        lines = map(orjson.loads, FOLDER.joinpath(f"{name}.jsonl").read_bytes().splitlines())
        rows = [StoredEvent(row["case"], row["version"], row["topic"], row["state"].encode()) for row in lines]
        return cls(name, rows, orjson.loads(FOLDER.joinpath(f"{name}.keys.json").read_bytes()))

    @property
    def expected(self) -> Any:
        """What the release itself made of it."""
        return orjson.loads(FOLDER.joinpath(f"{self.name}.expected.json").read_bytes())

    def write(self) -> None:
        """Keep it, with what it means today."""
        lines = [
            orjson.dumps(
                {
                    "case": row.originator_id,
                    "version": row.originator_version,
                    "topic": row.topic,
                    "state": row.state.decode(),
                }
            )
            for row in self.rows
        ]
        FOLDER.joinpath(f"{self.name}.jsonl").write_bytes(b"\n".join([*lines, b""]))
        for part, content in (("keys", self.keys), ("expected", self.meaning())):
            pretty = orjson.dumps(
                content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
            )
            FOLDER.joinpath(f"{self.name}.{part}.json").write_bytes(pretty)

    @property
    def mapper(self) -> EventMapper:
        """Today's mapper, with the keys of then."""
        return EventMapper({PolicyAdopted, Read, *KINDS}, Sealer(KeyRing(self.keys), bytes, LOG_NAME))

    def streams(self) -> Iterator[tuple[str, list[Event]]]:
        """Every stream with its events, read by today's program."""
        mapper = self.mapper
        rows = sorted(self.rows, key=lambda row: (row.originator_id, row.originator_version))
        for stream, stored in groupby(rows, lambda row: str(row.originator_id)):
            yield stream, [mapper.to_domain_event(row) for row in stored]

    def meaning(self) -> dict[str, Any]:
        """What today's program makes of it: every case as it stands, and its history in the clear."""
        streams = dict(self.streams())
        policies: list[Any] = streams.pop(STREAM)
        told = {}
        for case_id, events in streams.items():
            if events[0].TOPIC in BESIDE_THE_CASES:
                continue
            case = fold(events, WORKFLOWS)
            told[case_id] = self._told(case, policies[case.policy - 1].policy) | {
                "history": [{"topic": event.TOPIC, "fields": self.mapper.opened(event)} for event in events]
            }
        return told

    def _told(self, case: Case, policy: Policy) -> dict[str, Any]:
        mapper = self.mapper
        return {
            "reference": case.reference,
            "workflow": case.workflow,
            "stage": case.stage,
            "version": case.version,
            "campus": case.campus,
            "raised_by": case.raised_by,
            "raised_at": case.raised_at,
            "closed_at": case.closed_at,
            "assignee": case.assignee,
            "confidential": case.confidential,
            "about": sorted(case.about),
            "paused": case.paused,
            "reopened": case.reopened,
            "inside": case.inside,
            "waiting_for": case.waiting_for,
            "classified": case.classified,
            "facts": {verb: mapper.opened(event) for verb, event in case.facts.items()},
            "rounds": [mapper.opened(event) for event in case.rounds],
            "links": [[link.case, link.relation] for link in case.links],
            "corrections": {
                str(version): [mapper.opened(event) for event in corrections]
                for version, corrections in case.corrections.items()
            },
            "deadlines": {
                deadline.name: {"due": deadline.due, "met_at": deadline.met_at, "overdue": deadline.overdue}
                for deadline in case.deadlines_at(LOOKED_AT, policy)
            },
        }
