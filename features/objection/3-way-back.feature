@objection
Feature: An objection whose family is not satisfied goes back
  We may think that we have answered; only the family knows. So no objection is closed on our own say-so: a low
  score, a refusal or a dispute sends it back to where the mistake was made, as often as it takes, and every round of
  feedback stays visible.

  Background:
    Given these people work here
      | Chen | manager | East |
    And it is 2026-09-17 20:05
    And Chen has taken an objection as far as solve

  @OBJ-3.1
  Rule: OBJ-3.1 A satisfaction of 2 or less sends the case back to solve

    Scenario Outline: <satisfaction> of 5 leads to <stage>
      When Chen takes the step feedback, where satisfaction is "<satisfaction>"
      Then the next step is <stage>

      Examples:
        | satisfaction | stage |
        | 1            | solve |
        | 2            | solve |
        | 3            | close |
        | 5            | close |

    Scenario: Nobody may close over it
      Given Chen takes the step feedback, where satisfaction is "2"
      When Chen takes the step close
      Then it is refused, because the step is not due
      And the refusal says "solve is due next"

  @OBJ-3.2
  Rule: OBJ-3.2 A solution that is not accepted goes back to solve

    Scenario: Well received, but not accepted
      When Chen takes the step feedback with
        | satisfaction | 4                        |
        | accepted     | no                       |
        | words        | Kind of you, but no.     |
        | happened at  | 2026-09-17 20:05         |
      Then the next step is solve

    Scenario: The solution is disputed
      When Chen takes the step feedback, where disputed is "solution"
      Then the next step is solve

  @OBJ-3.3
  Rule: OBJ-3.3 A disputed finding goes back to investigate, however satisfied the family says it is

    Scenario Outline: Disputed at <satisfaction> of 5
      When Chen takes the step feedback with
        | satisfaction | <satisfaction>           |
        | accepted     | <accepted>               |
        | words        | You did not ask the boy. |
        | disputed     | finding                  |
        | happened at  | 2026-09-17 20:05         |
      Then the next step is investigate

      Examples:
        | satisfaction | accepted |
        | 1            | no       |
        | 5            | yes      |

  @OBJ-3.4
  Rule: OBJ-3.4 An answer that contradicts itself is flagged, and does not close

    Scenario: They agree, but only half of it is solved
      When Chen takes the step feedback with
        | satisfaction | 2                |
        | accepted     | yes              |
        | words        | 只解决了一半     |
        | happened at  | 2026-09-17 20:05 |
      Then the next step is solve
      And the facts of feedback are
        | contradiction | yes |

    Scenario: A plain refusal is no contradiction
      When Chen takes the step feedback with
        | satisfaction | 1                |
        | accepted     | no               |
        | words        | No.              |
        | happened at  | 2026-09-17 20:05 |
      Then the facts of feedback are
        | contradiction | no |

  @OBJ-3.5
  Rule: OBJ-3.5 Every round of feedback stays, and is asked again after every solution

    Scenario: Two rounds
      Given Chen takes the step feedback, where satisfaction is "2"
      And it is 2026-09-19 12:00
      And Chen takes the step solve
      When Chen takes the step feedback with
        | satisfaction | 5                |
        | accepted     | yes              |
        | words        | Now it is good.  |
        | happened at  | 2026-09-19 11:00 |
      Then the next step is close
      And the rounds of feedback are
        | satisfaction | happened at      |
        | 2            | 2026-09-17 20:05 |
        | 5            | 2026-09-19 11:00 |
      And the case says
        | reopened | 0 |

    Scenario: The second solution is in force, and does not hide the first
      Given Chen takes the step feedback, where satisfaction is "1"
      When Chen takes the step solve, where approach is "refund"
      Then the facts of solve are
        | approach | refund |
      When Chen reads the history
      Then the history is
        | step        | approach       | satisfaction |
        | raise       |                |              |
        | listen      |                |              |
        | record      |                |              |
        | investigate |                |              |
        | solve       | make-up lesson |              |
        | feedback    |                | 1            |
        | solve       | refund         |              |
