"""Hindsight: after a correction one sees what would have been seen, had the right value been given at once."""

from __future__ import annotations

from typing import Any

import pytest

from engine.access import OPERATOR
from engine.application import Application
from engine.case import Case
from engine.intake import Intake
from engine.refusal import NotDue
from engine.telling.teller import Teller
from tests.correcting import correct, flaws
from tests.school import CHEN, WORKFLOWS, School, usual


def imported(school: School, **fields: Any) -> Case:
    row = usual("import") | {"reference": "1", "closed_at": "2019-09-20T18:00:00+08:00"} | fields
    assert Intake(school.application, OPERATOR).take_in([row]) == ["imported"]
    return school.application.case(str(list(school.followed())[-1].originator_id))


@pytest.fixture
def answered(school: School) -> Case:
    """An objection with a satisfied answer, version 6, about to be closed."""
    return school.walk("raise", "listen", "record", "investigate", "solve", "feedback")


def test_a_corrected_answer_leads_where_it_would_have_led(school: School, answered: Case) -> None:
    """To close, back to solve, or to investigate; whether it contradicts itself is seen anew; replay agrees."""
    for fields, stage, contradicts in (
        ({"satisfaction": 2}, "solve", True),
        ({"accepted": False}, "solve", False),
        ({"disputed": "finding"}, "investigate", False),
        ({"accepted": True}, "investigate", True),
        ({"disputed": "none", "satisfaction": 3}, "close", False),
    ):
        later = correct(school, answered, 6, **fields)
        answer: Any = later.rounds[-1]
        assert (later.stage, answer.contradiction) == (stage, contradicts), fields
        assert vars(later) == vars(school.replayed(answered.id))


def test_what_was_built_on_a_wrong_answer_stands(school: School, answered: Case) -> None:
    """A step that was taken since led where it led; the answer beneath it reads differently."""
    solved = correct(school, answered, 6, satisfaction=1)
    school.take(CHEN, "solve", usual("solve"), solved.id)
    later = correct(school, answered, 6, satisfaction=5)
    assert (later.stage, later.version) == ("feedback", 9)
    assert [answer.satisfaction for answer in later.rounds] == [5]  # type: ignore[attr-defined] # a Reviewed


def test_an_undecided_family_that_had_accepted(school: School) -> None:
    """A renewal stands where the right answer leads, too."""
    renewal = school.walk("raise", "listen", "record", "investigate", "solve", "feedback", workflow="renewal")
    assert renewal.stage == "close"
    assert correct(school, renewal, 6, answer="undecided").stage == "solve"
    assert correct(school, renewal, 6, answer="declined").stage == "close"


def test_readers_are_told_where_a_correction_has_led(school: School, answered: Case) -> None:
    """The correction's own line names the stage in which it left the case."""
    correct(school, answered, 6, satisfaction=1)
    application: Application = school.application
    teller = Teller(school.log, school.mapper, WORKFLOWS, application.policies, {"policy.adopted"})
    told = teller.tell(0, 100)
    assert told is not None
    assert [news.stage for story in told.stories for news in story.news][-2:] == ["close", "solve"]


@pytest.mark.parametrize(
    ("verb", "version", "field", "known"),
    [("record", 3, "category", "teaching.quality"), ("reclassify", 7, "category", "service.schedule")],
)
def test_a_word_is_new_as_long_as_it_stands(
    school: School, answered: Case, verb: str, version: int, field: str, known: str
) -> None:
    """Corrected to a word that the policy lists it is marked no longer, and back again it is."""
    school.take(CHEN, "reclassify", {"category": "canteen.soup", "reason": "r"}, answered.id)
    for word, new in ((known, ()), ("canteen.noodles", (field,)), (known, ())):
        fact: Any = correct(school, answered, version, **{field: word}).facts[verb]
        assert (getattr(fact, field), fact.new) == (word, new)


def test_a_correction_of_something_else_asks_no_rule_again(school: School, answered: Case) -> None:
    """What follows from a value that stays, stays; the rules may have changed since."""
    root_cause = school.application.events(answered.id)[3]
    later: Any = correct(school, answered, 4, findings=[{"allegation": "late", "finding": "cannot_tell"}])
    assert later.facts["investigate"].new == root_cause.new == ("root_cause",)  # type: ignore[attr-defined] # an Investigated
    assert later.facts["investigate"].findings[0].finding == "cannot_tell"
    assert b'"plain":{"findings"' in school.rows(answered.id)[-1].replace(b" ", b"")
    assert b'"stage"' not in school.rows(answered.id)[-1]


def test_what_could_not_have_been_is_not_what_it_was(school: School) -> None:
    """A pause ends after it began, corrected or not."""
    case = school.walk("raise", "listen")
    school.take(CHEN, "pause", {"reason": "r", "happened_at": "2026-10-19T12:00:00+08:00"}, case.id)
    case = school.take(CHEN, "resume", {"reason": "r"}, case.id).case
    found = flaws(school, case, 4, happened_at="2026-10-18T12:00:00+08:00")
    assert found == {"fields.happened_at": "lies before the pause began"}


def test_an_imported_case_is_corrected_to_what_could_have_been_imported(school: School) -> None:
    """The dates follow one another and lie in the past, and what it is known by stays."""
    case = imported(school)
    assert flaws(school, case, 1, closed_at="2019-09-16T18:00:00+08:00").keys() == {"fields"}
    assert flaws(school, case, 1, raised_at="2019-09-21T18:00:00+08:00").keys() == {"fields"}
    assert flaws(school, case, 1, closed_at="2031-09-21T18:00:00+08:00") == {"fields.closed_at": "lies in the future"}
    for fixed in ("reference", "source", "into", "happened_at"):
        value = "2019-09-21T18:00:00+08:00" if fixed == "happened_at" else "x"
        assert flaws(school, case, 1, **{fixed: value}) == {f"fields.{fixed}": "stays as it was"}
    later: Any = correct(school, case, 1, closed_at="2019-09-19T18:00:00+08:00")
    assert later.closed_at == later.facts["import"].happened_at == later.facts["import"].closed_at
    assert vars(later) == vars(school.replayed(case.id))


def test_an_old_case_of_one_day_stays_one_of_one_day(school: School) -> None:
    """Where no day of closing was written, the case is closed when it was raised, whenever that turns out to be."""
    case = imported(school, closed_at=None)
    later = correct(school, case, 1, raised_at="2019-09-25T18:00:00+08:00")
    assert later.closed_at == later.raised_at == later.facts["import"].happened_at
    assert flaws(school, case, 1, raised_at="2031-01-01T00:00:00Z") == {"fields.raised_at": "lies in the future"}


def test_an_imported_outcome_counts_if_the_workflow_knows_it(school: School) -> None:
    """One that it does not know is none, and is kept as written; the latest correction counts wherever it is shown."""
    case = imported(school, outcome="settled", words="退费")
    for written, outcome in (("resolved", "resolved"), ("went elsewhere", None), ("unresolved", "unresolved")):
        later = correct(school, case, 1, outcome=written, words=f"退费 {written}")
        fact: Any = later.facts["import"]
        shown = school.mapper.opened(fact)
        for correction in later.corrections[1]:
            shown |= correction.beyond(school.mapper.opened(correction))
        assert (fact.outcome, shown.get("outcome")) == (outcome, outcome)
        assert shown["words"] == f"退费 {written}"
        assert outcome or fact.outcome_as_written == written


def test_a_renewal_takes_a_corrected_outcome_back(school: School) -> None:
    """Once more with the right one, and only if the outcome is another one; also when it is closed itself."""
    renewal = school.walk("raise", "listen", workflow="renewal")
    inside = school.take(CHEN, "raise", usual("raise") | usual("listen") | {"inside": renewal.id}).case
    inside = school.walk("record", "investigate", "solve", "feedback", "close", case=inside.id)
    version = school.application.case(renewal.id).version
    correct(school, inside, 7, lesson="Another one.")
    assert school.application.case(renewal.id).version == version
    correct(school, inside, 7, outcome="unresolved")
    told: Any = school.application.case(renewal.id)
    assert (told.version, told.facts["take_back"].outcome, told.waits) == (version + 1, "unresolved", ())
    school.walk("record", "investigate", "solve", "feedback", "close", workflow="renewal", case=renewal.id)
    correct(school, inside, 7, outcome="partly_resolved")
    closed: Any = school.application.case(renewal.id)
    assert (closed.stage, closed.facts["take_back"].outcome) == ("closed", "partly_resolved")
    assert (closed.fact("outcome"), vars(closed)) == ("renewed", vars(school.replayed(renewal.id)))


def test_a_case_withdrawn_at_the_last_step_comes_back_to_it(school: School, answered: Case) -> None:
    """The family had accepted: nothing is to be solved anew. Once closed for good, a reopening leads to solve."""
    school.walk("withdraw", case=answered.id)
    school.take(CHEN, "reclassify", {"severity": "low", "reason": "r"}, answered.id)
    assert school.walk("reopen", case=answered.id).stage == "close"
    school.walk("close", case=answered.id)
    with pytest.raises(NotDue):
        school.walk("withdraw", case=answered.id)
    assert school.walk("reopen", case=answered.id).stage == "solve"
