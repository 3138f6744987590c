@objection @renewal
Feature: The plan is told first, and somebody must ask again before a family's silence counts
  A family that is asked whether it is satisfied with a plan it has never heard of feels mocked, and one that does not
  answer has not agreed. So it is kept when and how the plan was told; silence is first met by asking again, and then
  by a manager who decides, and who says why.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05

  @SOL-3.1
  Rule: SOL-3.1 When and how the plan was told is kept with the answer

    Scenario: Told in the evening, asked the next day
      Given Chen has taken an objection as far as solve
      And it is 2026-09-19 18:30
      When Chen takes the step feedback with
        | satisfaction | 4                    |
        | accepted     | yes                  |
        | words        | Now it is good.      |
        | told at      | 2026-09-18 19:00     |
        | told by      | face to face         |
        | channel      | phone                |
        | happened at  | 2026-09-19 18:00     |
      Then the next step is close
      And the rounds of feedback are
        | satisfaction | told at          | told by      | channel | happened at      |
        | 4            | 2026-09-18 19:00 | face to face | phone   | 2026-09-19 18:00 |

    Scenario: Asked first, and told afterwards
      Given Chen has taken an objection as far as solve
      And it is 2026-09-19 18:30
      When Chen takes the step feedback with
        | satisfaction | 4                    |
        | accepted     | yes                  |
        | words        | Now it is good.      |
        | told at      | 2026-09-19 18:15     |
        | happened at  | 2026-09-19 18:00     |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | told at | the plan is told first |

  @SOL-3.2
  Rule: SOL-3.2 Where no answer comes, a manager decides with a reason; not before it is time to ask the family again

    Scenario: Three working days, and a minute less
      Given Chen has taken an objection as far as solve
      And it is 2026-09-20 19:59
      When Chen takes the step decide
      Then it is refused, because the step is not due
      And the refusal says "the family still has time to answer"
      Given it is 2026-09-20 20:00
      When Chen takes the step decide with
        | outcome | partly resolved                                             |
        | reason  | Three calls and a letter; the lessons were given meanwhile. |
      Then the next step is close
      And the facts of decide are
        | outcome | partly resolved                                             |
        | reason  | Three calls and a letter; the lessons were given meanwhile. |

    Scenario Outline: Deciding names <fact>
      Given Chen has taken an objection as far as solve
      And it is 2026-09-20 20:00
      When Chen takes the step decide without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact    |
        | outcome |
        | reason  |

    Scenario: It is not for a teacher to decide
      Given Li has raised an objection
      And Chen has gone on as far as solve
      And it is 2026-09-20 20:00
      When Li takes the step decide
      Then it is refused, because they may not do this

    Scenario: A family that does not say whether it stays
      Given Chen has taken a renewal as far as solve
      And it is 2026-09-20 20:00
      When Chen takes the step decide with
        | outcome | lapsed                                      |
        | reason  | Asked twice; the seat is given on.          |
      Then the next step is close

  @SOL-3.3
  Rule: SOL-3.3 What was decided is how the case is closed, with the lesson and what was done, like any other

    Scenario: Closed as it was decided
      Given Chen has taken an objection as far as solve
      And it is 2026-09-20 20:00
      And Chen takes the step decide, where outcome is "partly resolved"
      When Chen takes the step close, where outcome is "resolved"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | outcome | was decided to be partly_resolved |
      When Chen takes the step close, where outcome is "partly resolved"
      Then the case stands at closed
      When Sun searches the register for "travelling time"
      Then the entries found are
        | outcome         | rounds | satisfaction |
        | partly_resolved | 0      |              |
