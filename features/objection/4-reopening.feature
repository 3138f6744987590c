@objection
Feature: A closed objection can be taken up again
  A solution is proven by the weeks after it. Within the policy's window the same case is taken up again, so that
  nobody has to tell the story twice; later a new case is raised that follows it, so that a closed matter stays closed.

  Background:
    Given these people work here
      | Chen | manager | East |
    And it is 2026-09-19 12:00
    And Chen has taken an objection as far as feedback

  @OBJ-4.1
  Rule: OBJ-4.1 Within ten calendar days a case is reopened, and goes back to solve

    Scenario Outline: Reopened on <when>
      Given Chen takes the step close
      And it is <when>
      When Chen takes the step reopen with
        | reason | The teacher was late again. |
      Then the next step is solve
      And the case says
        | reopened  | 1       |
        | closed at | not yet |

      Examples:
        | when             |
        | 2026-09-19 12:01 |
        | 2026-09-29 20:00 |

    Scenario: Reopening a case says why
      Given Chen takes the step close
      When Chen takes the step reopen without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario: Only a closed case is reopened
      When Chen takes the step reopen
      Then it is refused, because the step is not due

  @OBJ-4.2
  Rule: OBJ-4.2 Later it is refused, and the refusal says what to do instead

    Scenario: A minute too late
      Given Chen takes the step close
      And it is 2026-09-29 20:01
      When Chen takes the step reopen
      Then it is refused, because the step is not due
      And the refusal says "the time for reopening is over; raise a new case that follows it"

    Scenario: A new case is raised that follows it
      Given Chen takes the step close
      And this case is called the first one
      And it is 2026-10-20 12:00
      When Chen raises an objection that follows the first one
      Then the case has these links
        | case      | relation |
        | the first | follows  |

  @OBJ-4.3
  Rule: OBJ-4.3 Both rounds of satisfaction stay when a case is reopened, and each reopening counts

    Scenario: Closed, reopened, solved anew and closed again
      Given Chen takes the step close
      And it is 2026-09-22 12:00
      And Chen takes the step reopen
      And Chen takes the step solve, where approach is "refund"
      And Chen takes the step feedback, where satisfaction is "4"
      And Chen takes the step close
      Then the case stands at closed
      And the rounds of feedback are
        | satisfaction | happened at      |
        | 5            | 2026-09-19 12:00 |
        | 4            | 2026-09-22 12:00 |
      And the case says
        | reopened  | 1                |
        | closed at | 2026-09-22 12:00 |

  @OBJ-4.4
  Rule: OBJ-4.4 The time to resolve a reopened case runs from the reopening

    Scenario: Three working days from the day after
      Given Chen takes the step close
      And it is 2026-09-22 12:00
      When Chen takes the step reopen
      Then resolve is due by 2026-09-25 20:00
      And resolve is not overdue

  @OBJ-4.5
  Rule: OBJ-4.5 A withdrawn case is closed, and reopens where it was withdrawn

    Scenario: It was a misunderstanding, and then it was not
      Given Chen has taken an objection as far as record
      When Chen takes the step withdraw with
        | reason | The mother rang: it was a misunderstanding. |
      Then the case stands at closed
      When Chen takes the step reopen
      Then the next step is investigate

    Scenario: Withdrawn when the family had accepted already
      When Chen takes the step withdraw
      And Chen takes the step reopen
      Then the next step is close

    Scenario: Closed after it had once been withdrawn
      When Chen takes the step withdraw
      And Chen takes the step reopen
      And Chen takes the step close
      And Chen takes the step reopen
      Then the next step is solve

    Scenario: Withdrawing a case says why
      When Chen takes the step withdraw without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |
