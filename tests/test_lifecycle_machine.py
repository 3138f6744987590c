"""Random lives of cases, legal and illegal steps alike, against a model with pencil and paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.access import Who
from engine.form import Books, fill, form_of, partial_form_of
from engine.lifecycle import CLOSED
from engine.mapper import personal_fields_of
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere, Refusal, Stale
from engine.situation import Situation
from tests.filling import filled
from tests.lifecycle_model import AMENDMENTS, FORETOLD, Paper
from tests.merging_model import is_merged
from tests.school import LI, STAFF, WORKFLOWS, ZHOU, School, at, usual

# Shrinking a whole life takes longer than reading it.
QUICK = settings(
    phases=(Phase.generate,),
    derandomize=True,
    deadline=None,
    max_examples=40,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
# Nobody on a form can name these two.
LIN, WU = Who("s-lin", "Lin", "manager"), Who("s-wu", "Wu", "teacher")
START = at("2026-09-17 19:40")
PRIVATE = "秘密-"
SIX_STEPS = ("objection", "renewal")
"""The workflows that the paper knows."""
INTO_ANOTHER = {"merge": "into", "unmerge": "case"}
"""The steps that name the other case, and where."""
NEVER_CORRECTED = ("happened_at",)
"""Pauses and reopenings follow from it; test_amendments looks at what a correction of it does."""


class Lives(RuleBasedStateMachine):
    """One case at a time, on a log that grows from life to life."""

    school: School

    @initialize(workflow=st.sampled_from(SIX_STEPS), data=st.data())
    def begin(self, workflow: str, data: st.DataObject) -> None:
        """A case is raised."""
        self.secrets: set[str] = set()
        self.school.clock.now = START + timedelta(days=15)
        self.events = WORKFLOWS[workflow].lifecycle.records
        other = self.school.take(LI, "raise", usual("raise", workflow), workflow=workflow).case.id
        self.workflow, self.paper = workflow, Paper(workflow, other)
        fields = self.sent("raise", data) | {"happened_at": START.isoformat()}
        for heard in ("read_back", "demands", "remedy_sought", "wishes"):
            fields.pop(heard, None)
        self.case = self.school.take(LI, "raise", fields, workflow=workflow).case.id
        self.paper.said[0] = fields
        self.paper.moments.append(START)

    @rule(hours=st.integers(1, 90))
    def wait(self, hours: int) -> None:
        """Time goes by."""
        self.school.clock.now += timedelta(hours=hours)

    @rule(data=st.data())
    def take_what_is_due(self, data: st.DataObject) -> None:
        """The step that is due next, or a reopening."""
        way_back = "unmerge" if is_merged(self.paper) else "reopen"
        due = self.paper.stage if self.paper.stage != CLOSED else way_back
        self.attempt(LIN, due, self.sent(due, data), None)

    @rule(data=st.data())
    def take_anything(self, data: st.DataObject) -> None:
        """Any step, due or not, at any moment, by somebody who may or may not, with or without having looked."""
        verb = data.draw(st.sampled_from(sorted(FORETOLD.intersection(self.events))), "verb")
        fields = self.sent(verb, data)
        if data.draw(st.booleans(), "told later"):
            ago = data.draw(st.integers(-2, 400), "hours ago")
            fields["happened_at"] = (self.school.clock() - timedelta(hours=ago)).isoformat()
        who = data.draw(st.sampled_from([LIN, LIN, LIN, LI, WU, ZHOU]), "who")
        seen = data.draw(st.sampled_from([None, None, 0, -1, 1]), "seen")
        self.attempt(who, verb, fields, None if seen is None else self.paper.version + seen)

    @rule(data=st.data())
    def take_nonsense(self, data: st.DataObject) -> None:
        """A form with a field left out, one too many, or one of another kind."""
        verb = data.draw(st.sampled_from(sorted(FORETOLD.intersection(self.events))), "verb")
        fields = self.sent(verb, data)
        name = data.draw(st.sampled_from(sorted(fields.keys() - {"fields"} | {"never", "stage", "by"})), "field")
        fields |= {name: data.draw(st.sampled_from([{}, [[]], "\x00", [None], {"_type_": "str"}]), "value")}
        self.attempt(LIN, verb, fields, None)

    @precondition(lambda self: self.paper.version > 3)
    @rule(data=st.data())
    def amend(self, data: st.DataObject) -> None:
        """Something earlier is corrected or retracted."""
        verb = data.draw(st.sampled_from(AMENDMENTS), "verb")
        self.attempt(LIN, verb, self.sent(verb, data), None)

    def sent(self, verb: str, data: st.DataObject) -> dict[str, Any]:
        """A form, well filled in, its personal texts made unmistakable."""
        kind = self.events[verb]
        fields = data.draw(filled(kind), verb)
        if "happened_at" not in kind.EXAMPLE:
            fields.pop("happened_at", None)
        if verb == "link":
            fields["case"] = self.case
        if verb in INTO_ANOTHER:
            fields[INTO_ANOTHER[verb]] = data.draw(st.sampled_from([self.paper.other] * 3 + [self.case]), "other")
        if verb in AMENDMENTS:
            fields["version"] = data.draw(st.integers(1, self.paper.version + 1), "version")
        if verb == "correct":
            fields["fields"] = self.corrected(fields["version"], data)
        if verb == "extend":
            fields["deadline"] = data.draw(
                st.sampled_from(["acknowledge", "classify", "resolve", "answer?"]), "deadline"
            )
            fields["until"] = f"{2030 + self.paper.version}-01-01"
        if verb == "reclassify":
            fields["severity"] = "low"
        for name in {*personal_fields_of(kind)} & {"words", "text", "remedy_sought"} & fields.keys():
            fields[name] = self.secret()
        return fields

    def corrected(self, version: int, data: st.DataObject) -> dict[str, Any]:
        """Other values for an event of the case."""
        verb = self.paper.taken[min(version, self.paper.version) - 1]
        if verb in AMENDMENTS:
            return {"reason": "r"}
        fields = data.draw(filled(self.events[verb]), f"corrected {verb}")
        fields = {name: value for name, value in fields.items() if name not in NEVER_CORRECTED and value is not None}
        if "case" in fields:
            fields["case"] = self.case
        if verb == "extend":
            fields["until"] = "2029-01-01"
        if "words" in fields:
            fields["words"] = self.secret()
        return fields

    def secret(self) -> str:
        text = f"{PRIVATE}{len(self.secrets)}-{self.paper.version}"
        self.secrets.add(text)
        return text

    def attempt(self, who: Who, verb: str, fields: dict[str, Any], seen: int | None) -> None:
        """Send the step; it is taken or refused as on paper, and a refusal writes nothing."""
        expected = self.foretold(who, verb, fields, seen)
        head = self.school.head()
        send = partial(self.school.take, who, verb, fields, self.case, workflow=self.workflow, seen=seen)
        if expected:
            with pytest.raises(Refusal) as refused:
                send()
            note(f"{refused.value!r}")
            assert refused.type is expected
            assert str(refused.value)
            assert self.school.head() == head
            return
        taken = send()
        self.paper.take(verb, fields, self.moment(fields))
        assert taken.position == self.school.head() > head
        assert vars(taken.case) == vars(self.school.application.case(self.case))

    def is_taken_here(self, verb: str) -> bool:
        """Whether the table has the step where the case stands."""
        rows = WORKFLOWS[self.workflow].lifecycle.steps
        return any(row.verb == verb and self.paper.stage in row.stages for row in rows)

    def refused_to(self, who: Who, verb: str) -> type[Refusal] | None:
        """What people are told who may not know of the case, or not take the step; Li has raised it."""
        if who is WU or (who is LI and self.paper.is_hidden_from(LI.name, self.paper.version + 1)):
            return NotThere
        is_denied = who is ZHOU or (who is LI and verb not in ("listen", "record", "note", "finish"))
        return NotAllowed if is_denied else None

    def foretold(self, who: Who, verb: str, fields: dict[str, Any], seen: int | None) -> type[Refusal] | None:
        if refused := self.refused_to(who, verb):
            return refused
        if seen is not None and seen != self.paper.version:
            return Stale
        if not self.is_taken_here(verb):
            return NotDue
        books: Books = {"staff": STAFF.__getitem__, "cases": str}
        try:
            fill(form_of(self.events[verb]), fields, books)
        except (NotFillable, KeyError):
            return NotFillable
        refused = self.paper.refuses(verb, fields, self.moment(fields), self.school.clock())
        return refused or (NotFillable if verb == "correct" and not self.fits(fields) else None)

    def fits(self, correction: dict[str, Any]) -> bool:
        """Whether something is corrected, to values that the form of the event takes."""
        kind = self.events[self.paper.taken[correction["version"] - 1]]
        try:
            filled_in = fill(partial_form_of(kind), correction["fields"])
        except NotFillable:
            return False
        return bool(correction["fields"]) and not kind.FIXED & correction["fields"].keys() and bool(filled_in)

    def moment(self, fields: dict[str, Any]) -> datetime:
        sent = fields.get("happened_at")
        return datetime.fromisoformat(sent) if sent else self.school.clock()

    @invariant()
    def the_case_stands_as_on_paper(self) -> None:
        """Stage, version, pause, rounds, reopenings: as the mission tells it."""
        case, paper = self.school.application.case(self.case), self.paper
        on_paper = (paper.stage, paper.version, paper.rounds, paper.reopened, paper.closed_at)
        assert (case.stage, case.version, len(case.rounds), case.reopened, case.closed_at) == on_paper
        assert case.paused == (paper.closed_at is None and paper.paused_since is not None)

    @invariant()
    def replay_is_the_case(self) -> None:
        """What is kept in memory is what the stored events make, attribute for attribute; versions count events."""
        rows = self.school.log.select_events(self.case)
        assert vars(self.school.replayed(self.case)) == vars(self.school.application.case(self.case))
        assert [row.originator_version for row in rows] == list(range(1, self.paper.version + 1))

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        """While it is open, the step its stage is named after is offered first."""
        case = self.school.application.case(self.case)
        policy = self.school.policies.get(case.policy)
        offered = case.lifecycle.next_steps(Situation(case, policy, self.school.clock()))
        assert ("retract" in offered) == self.paper.has_additions
        assert offered[0] == case.stage or case.stage == CLOSED
        assert {"note", "correct"} <= set(offered)

    @invariant()
    def every_deadline_is_explained(self) -> None:
        """Each deadline says why, and is judged the same twice."""
        case = self.school.application.case(self.case)
        judged, again = (case.deadlines_at(self.school.clock(), self.school.policies.get(case.policy)) for _ in "12")
        run = [] if is_merged(self.paper) else [due.name for due in case.deadlines if due.name != "panel"]
        assert [deadline.name for deadline in judged] == run
        assert all(all(deadline.why) and deadline.why for deadline in judged)
        assert [(*deadline[:-1], deadline.why) for deadline in judged] == [(*same[:-1], same.why) for same in again]

    def teardown(self) -> None:
        """No secret stands in the stored bytes, and each one opens."""
        if not hasattr(self, "case"):
            return
        stored = b"".join(self.school.rows(self.case))
        assert PRIVATE.encode() not in stored
        assert orjson.dumps(PRIVATE).strip(b'"') not in stored
        assert PRIVATE.encode("unicode_escape") not in stored
        opened = [self.school.mapper.opened(event) for event in self.school.application.events(self.case)]
        assert any(PRIVATE in str(shown) for shown in opened) or self.workflow == "renewal"


def test_cases_live_as_the_mission_tells_it(school: School) -> None:
    """Whatever is tried with a case, it stands as on paper, replays as it stands, and keeps its secrets."""
    Lives.school = school
    run_state_machine_as_test(Lives, settings=QUICK)


@pytest.mark.parametrize("workflow", SIX_STEPS)
def test_the_model_can_reach_every_stage(workflow: str) -> None:
    """The paper knows the stages of the table, or it would prove nothing about them."""
    paper, reached = Paper(workflow), {"listen"}
    answer = {"accepted": True, "satisfaction": 5, "answer": "accepted"}
    while paper.stage != CLOSED:
        assert paper.refuses(paper.stage, answer, START, START) is None
        paper.take(paper.stage, answer, START)
        reached.add(paper.stage)
    assert reached == {stage for step in WORKFLOWS[workflow].lifecycle.steps for stage in step.stages} - {"start"}
