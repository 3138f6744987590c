"""Make an exhibit: `python -m tests.museum.make v1` takes every step of every workflow and keeps what is stored.

Clock, ids, keys and nonces are fixed, so the same program makes the same bytes. An exhibit that was released is never
made again: it is what that release wrote. A release with new events adds one of its own.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from adapters.databases import sqlite_engine
from adapters.store.sqlite import SQLiteLog
from engine.access import OPERATOR, Who
from engine.intake import Intake
from engine.policy_reading import read_policy
from engine.reading_book import ReadingBook
from engine.refusal import Refusal
from engine.steps.evidence import Exhibit as File
from engine.steps.evidence import Upload
from engine.steps.family_link import link_of
from engine.telling.carrying_out import carry_out
from tests.museum.exhibit import Exhibit
from tests.school import CHEN, GU, LI, POLICY, School, at, usual

SHEET = Upload(
    File(id="5" * 32, sha256="6" * 64, size=280_000, type="application/pdf", stored_as="7" * 64), "考勤.pdf", "key"
)


class Life:
    """A school whose every step comes an hour after the last."""

    def __init__(self, school: School) -> None:
        self._school = school
        school.clock.now = at("2026-09-17 20:05")

    def take(self, verb: str, case: str = "", workflow: str = "objection", /, **fields: Any) -> str:
        """Take a step with what one usually fills in and with these fields; the case."""
        self._school.clock.now += timedelta(hours=1, microseconds=1)
        who = {"raise": LI, "approve": GU, "refuse": GU}.get(verb, CHEN)
        told_late = "happened_at" in usual(verb, workflow) and verb != "raise"
        moment = {"happened_at": self._school.clock().isoformat()} if told_late else {}
        return self._school.take(who, verb, usual(verb, workflow) | moment | fields, case, workflow=workflow).case.id

    def walk(self, case: str, *verbs: str, workflow: str = "objection") -> None:
        """Take steps with what one usually fills in."""
        for verb in verbs:
            self.take(verb, case, workflow)

    def through(self) -> None:
        """Every step of every workflow at least once, with every kind of field."""
        self.beside_the_path(self.take("raise"))
        self.a_long_path(self.take("raise", guardian="g-17", student="s-18", campus="North"))
        self.a_renewal(self.take("raise", "", "renewal", deadline="2026-09-28T18:00:00+08:00"))
        self.a_course(self.take("raise", "", "course"))
        self.one_incident(self.take("raise"), self.take("raise"), self.take("raise"))
        self.an_investigation(self.take("raise"))
        self.a_duplicate(self.take("raise"), self.take("raise"))
        self.a_second_look(self.take("raise"))
        self.somebody_elses(self.take("raise"))
        self.under_four_eyes()
        self.old_cases()
        self.by_a_link(self.take("raise"))

    def under_four_eyes(self) -> None:
        """One objection whose plan two people have seen, that nobody answered, and that comes back too late."""
        moved = self.take("raise")
        rules = POLICY.model_dump(mode="json")
        rules["solution"] = {"four_eyes": ["medium"], "outsiders": True, "review_after": "28 calendar days"}
        self._school.policies.adopt(read_policy(rules), OPERATOR.id, self._school.clock())
        self.walk(moved, "apply_policy")
        case = self.take("raise")
        self.walk(case, "listen", "record", "investigate", "solve", "refuse")
        self.take("solve", case, actions=[{"what": "call back", "due": "2026-10-20"}, {"what": "write"}])
        self.walk(case, "approve", "finish")
        self._school.clock.now += timedelta(days=7)
        self.walk(case, "decide", "close")
        self._school.clock.now += timedelta(days=30)
        self.take("review", case, effective=False)
        self._school.clock.now += timedelta(days=30)
        later = self.take("raise", follows=case)
        self.walk(later, "listen", "record", "investigate")
        self.take("solve", later, based_on=case, adapted="with another teacher")
        self.walk(later, "countersign")
        silent = self.take("raise", "", "renewal")
        self.walk(silent, "listen", "record", "investigate", "solve", workflow="renewal")
        self._school.clock.now += timedelta(days=7)
        self.walk(silent, "decide", workflow="renewal")

    def by_a_link(self, case: str) -> None:
        """One objection in which the family answers by itself, by its second link."""
        self.walk(case, "listen", "record", "investigate", "solve", "approve", "give_link", "revoke_link", "give_link")
        link = link_of(self._school.application.case(case))
        assert link
        family = Who(link.actor, "family", "family", steps=frozenset({"feedback"}))
        self._school.take(family, "feedback", usual("feedback") | {"channel": "portal"}, case)

    def a_second_look(self, case: str) -> None:
        """One objection that a panel looks at, while the student sees a counsellor; who opens it is put down."""
        self.walk(case, "listen")
        self.take("record", case, confidential=True, about=[{"what": "teacher", "staff": "Ma"}])
        self.take("support", case, due="2026-10-30")
        self.take("come_back", case, request=4)
        self.walk(case, "escalate")
        members = [{"staff": "Qian"}, {"staff": "Gu"}, {"name": "Dr Bai", "independent": True}]
        self.take("panel", case, members=members)
        self.walk(case, "report", "receipt")
        self.take("receipt", case, who="staff", channel="email")
        school = self._school
        ReadingBook(school.log, school.mapper, school.clock).put_down(LI, school.application.case(case), 9, "case")

    def somebody_elses(self, case: str) -> None:
        """One objection that is out of scope, and comes back."""
        self.walk(case, "refer", "reopen", "listen", "identify")

    def beside_the_path(self, case: str) -> None:
        """One objection with everything that can be added to it."""
        self.walk(case, "listen", "record", "note", "assign")
        self.take("link", case, case=case)
        self.take("assign", case, to="Li")
        self.take("retract", case, version=7)
        self.take("correct", case)
        self.take(
            "correct", case, version=3, fields={"severity": "high", "about": [{"what": "teacher", "staff": "Ma"}]}
        )
        self.walk(case, "pause", "resume")
        self.take("extend", case, deadline="resolve", until="2026-10-09")
        self.walk(case, "escalate")
        self.take("investigate", case, survey={"asked": 5, "agreed": 3, "disagreed": 1})
        self.take("reclassify", case, kind="complex")
        self.take("withdraw", case)
        self.take("reopen", case)
        self.take("pause", case)

    def a_long_path(self, case: str) -> None:
        """One objection that takes three rounds, and comes back after it was closed."""
        self.take("listen", case, demands=["an apology", "退费"])
        self.take("record", case, confidential=True, about=[{"what": "teacher", "staff": "Ma"}, {"what": "system"}])
        self.walk(case, "investigate")
        self.take("solve", case, actions=[{"what": "call back", "owner": "Li", "due": "2026-09-20T18:00:00+08:00"}])
        self.take("feedback", case, satisfaction=2, channel="phone", words="只解决了一半")
        self.take("solve", case, adapted="with another teacher")
        self.take("feedback", case, accepted=False, disputed="finding")
        self.walk(case, "investigate", "solve", "feedback", "close", "reopen", "solve", "feedback", "close")

    def a_renewal(self, case: str) -> None:
        """A renewal that is held up by an objection, refused once, and renewed; the family speaks for us."""
        self.walk(case, "listen", workflow="renewal")
        objection = self.take("raise", inside=case)
        self.walk(objection, "listen", "record", "investigate", "solve", "feedback", "close")
        self.walk(case, "record", "investigate", "solve", workflow="renewal")
        self.take("feedback", case, "renewal", answer="undecided")
        self.take("solve", case, "renewal", offer="a month for free")
        self.walk(case, "feedback", "close", "recommend", "thank", workflow="renewal")

    def a_course(self, case: str) -> None:
        """A course whose renewal is raised, and then reminded of, without a person."""
        for left in (20, 4):
            self.take("progress", case, "course", lessons_left=left)
            self.unasked(case)
        self.walk(case, "close", workflow="course")

    def unasked(self, name: str) -> None:
        """What follows from how a case stands now."""
        application = self._school.application
        case = application.case(name)
        for reaction in case.reactions:
            for occasion in reaction.when(case, application.policies.get(case.policy)):
                if occasion.is_due(application.clock()):
                    carry_out(application, case, reaction, occasion, self.refused)

    @staticmethod
    def refused(refusal: Refusal) -> None:
        """Nothing is."""
        raise refusal

    def one_incident(self, leader: str, member: str, stranger: str) -> None:
        """Three objections of one incident, of which one had not been recorded, and one leaves."""
        self.walk(leader, "listen", "record")
        self.take("incident", leader, cases=[member, stranger])
        self.take("leave", stranger)
        self.walk(member, "listen", "record")
        self.take("investigate", leader)

    def an_investigation(self, case: str) -> None:
        """One objection about which two colleagues are asked; one brings a file, the other is asked no longer."""
        self._school.uploads[SHEET.exhibit.id] = SHEET
        self.walk(case, "listen", "record", "ask")
        self.take("ask", case, of="Ma", due="2026-10-30T12:00:00+08:00")
        self.take("contribute", case, evidence=[SHEET.exhibit.id])
        self.take("cancel", case, request=5)
        finding = {"allegation": "late", "finding": "upheld", "evidence": [SHEET.exhibit.id]}
        self.take("investigate", case, findings=[finding])

    def a_duplicate(self, case: str, into: str) -> None:
        """An objection that was merged by mistake."""
        self.take("merge", case, into=into)
        self.take("unmerge", case, case=into)

    def old_cases(self) -> None:
        """Two rows of an old register."""
        rows = [
            usual("import"),
            {**usual("import"), "reference": "2", "words": "退费", "outcome": "settled", "satisfaction": 4},
        ]
        assert Intake(self._school.application, OPERATOR).take_in(rows) == ["imported", "imported"]


def made(name: str) -> Exhibit:
    """An exhibit of what this program stores."""
    with TemporaryDirectory() as folder, closing(SQLiteLog(Path(folder) / "log.db")) as log:
        with closing(School(log, Path(folder), "museum")) as school:
            Life(school).through()
            rows = list(school.followed())
        engine = sqlite_engine(Path(folder) / "keys.db", synchronous="OFF")
        with engine.connect() as connection:
            keys = {
                row.subject: row.key.hex() for row in connection.execute(text("SELECT subject, key FROM subject_keys"))
            }
        engine.dispose()
        return Exhibit(name, rows, keys)


if __name__ == "__main__":
    made(sys.argv[1]).write()
