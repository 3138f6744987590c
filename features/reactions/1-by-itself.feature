@objection @renewal @course
Feature: What the program does without being asked
  People forget, and nobody is to blame for it. What the rules say follows from an event, or from a day that has come,
  follows without anybody: once, on the day, and in the history it stands who acted and under which rule.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-19 12:00

  @REA-1.1
  Rule: REA-1.1 The third reopening of a case goes to the principal

    Scenario: Twice is patience, three times is not
      Given Chen has taken an objection as far as close
      And Chen takes the step reopen
      And Chen takes the step withdraw
      And Chen takes the step reopen
      And Chen takes the step withdraw
      Then nothing follows from it
      Given it is 2026-09-22 12:00
      And Chen takes the step reopen
      When the program has seen to what follows
      And Zhou looks at the case
      Then the case says
        | reopened | 3 |
      And the facts of escalate are
        | level  | principal                                                     |
        | reason | Reopened for the 3rd time; the policy escalates from the 3rd. |
      And resolve is due by 2026-09-27 20:00
      And nothing follows from it
      When Zhou reads the history
      Then the end of the history is
        | who                              | step     |
        | Chen                             | reopen   |
        | the program (repeated reopening) | escalate |

    Scenario: Closed again before anything followed, it is left alone
      Given Chen has taken an objection as far as close
      And Chen takes the step reopen
      And Chen takes the step withdraw
      And Chen takes the step reopen
      And Chen takes the step withdraw
      And Chen takes the step reopen
      And Chen takes the step withdraw
      Then nothing follows from it

  @REA-1.2
  Rule: REA-1.2 A family that has not answered after three working days is asked again, once

    Scenario: The plan was told on a Saturday
      Given Chen has taken an objection as far as solve
      And it is 2026-09-23 19:59
      Then nothing follows from it
      And on Chen's list for the day stands
        | resolve | 2026-09-23 20:00 |  |
      When it becomes 2026-09-23 20:00
      And Zhou reads the history
      Then the end of the history is
        | who                              | step   | of     | text                                            |
        | the program (answer outstanding) | remind | answer | The family's answer is outstanding; ask for it. |
      And on Chen's list for the day stand
        | resolve  | 2026-09-23 20:00 |  |
        | reminder |                  |  |
      When it is 2026-10-20 12:00
      Then nothing follows from it
      When Chen takes the step feedback
      Then the next step is close
      And on Chen's list for the day stands
        | resolve | 2026-09-23 20:00 | overdue |

    Scenario: The answer came in time
      Given Chen has taken an objection as far as solve
      And it is 2026-09-20 12:00
      And Chen takes the step feedback
      When it is 2026-09-30 20:00
      Then nothing follows from it

    Scenario: Nobody is asked while the clock of the case stands still
      Given Chen has taken an objection as far as solve
      And Chen takes the step pause
      And it is 2026-09-24 12:00
      Then nothing follows from it
      Given Chen takes the step resume
      When the program has seen to what follows
      And Zhou reads the history
      Then the end of the history is
        | step   | due                       |
        | remind | 2026-09-23T20:00:00+08:00 |

    Scenario: A renewal's offer is not forgotten either
      Given Chen has taken a renewal as far as solve
      When it becomes 2026-09-23 20:00
      And Zhou reads the history
      Then the end of the history is
        | step   | of     |
        | remind | answer |

  @REA-1.3
  Rule: REA-1.3 Who owes a contribution is reminded once, when its time has come

    Scenario: Asked for Sunday evening
      Given Chen has taken an objection as far as record
      And Chen asks Ma "When did the last three lessons begin?" by 2026-09-20
      And it is 2026-09-20 19:59
      Then nothing follows from it
      When it becomes 2026-09-20 20:00
      And Zhou reads the history
      Then the end of the history is
        | who                        | step   | of    |
        | the program (duty overdue) | remind | ask:4 |
      When it is 2026-09-30 20:00
      Then nothing follows from it

    Scenario: Answered in time, there is nothing to be reminded of
      Given Chen has taken an objection as far as record
      And Chen asks Ma "When did the last three lessons begin?" by 2026-09-20
      And Ma answers request 4 with "At 16:05, 16:10 and 16:00."
      When it is 2026-09-30 20:00
      Then nothing follows from it
