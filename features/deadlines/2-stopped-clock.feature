@objection
Feature: A clock that is stopped loses nothing
  Sometimes a school waits for the family, and the time is not its own. So the clock of a case can be stopped, for a
  reason that is kept; the open hours of the pause are added to what was running, and no change of rule takes them away.

  Background:
    Given these people work here
      | Chen | manager | East |
    And it is 2026-09-18 12:00
    And Chen has raised an objection

  @DUE-2.1
  Rule: DUE-2.1 A pause adds its open hours to what runs in working time

    Scenario: Over a night
      Given it is 2026-09-18 13:00
      And Chen takes the step pause
      And it is 2026-09-19 13:00
      When Chen takes the step resume
      Then the deadlines are
        | acknowledge | 2026-09-19 12:00 |
        | classify    | 2026-09-19 14:00 |
        | resolve     | 2026-09-23 20:00 |

    Scenario: Over a Monday, when nobody is there anyway
      Given it is 2026-09-20 20:00
      And Chen takes the step pause
      And it is 2026-09-22 10:00
      When Chen takes the step resume
      Then resolve is due by 2026-09-22 20:00

    Scenario: Two pauses are both counted
      Given it is 2026-09-19 10:00
      And Chen takes the step pause
      And it is 2026-09-19 15:00
      And Chen takes the step resume
      And it is 2026-09-20 10:00
      And Chen takes the step pause
      And it is 2026-09-20 17:00
      When Chen takes the step resume
      Then resolve is due by 2026-09-24 12:00

  @DUE-2.2
  Rule: DUE-2.2 Acknowledging is not put off by a pause

    Scenario: The family still waits for an answer
      Given Chen takes the step pause
      When it is 2026-09-19 12:01
      And Chen looks at the case
      Then acknowledge is overdue

  @DUE-2.3
  Rule: DUE-2.3 While the clock stands still, nothing that it stopped becomes overdue

    Scenario: A week later
      Given it is 2026-09-18 13:00
      And Chen takes the step pause
      When it is 2026-09-25 13:00
      And Chen looks at the case
      Then the case says
        | paused | yes |
      And resolve is not overdue
      And classify is not overdue

  @DUE-2.4
  Rule: DUE-2.4 What was missed before the pause stays missed

    Scenario: Paused a day too late
      Given it is 2026-09-23 12:00
      And Chen takes the step pause
      And it is 2026-09-24 12:00
      When Chen takes the step resume
      Then resolve is due by 2026-09-22 20:00
      And resolve is overdue

  @DUE-2.5
  Rule: DUE-2.5 A clock is stopped once, started once, and in this order; each says why

    Scenario: Stopped twice
      Given Chen takes the step pause
      When Chen takes the step pause
      Then it is refused, because the step is not due
      And the refusal says "its clock is stopped already"

    Scenario: Started while it runs
      When Chen takes the step resume
      Then it is refused, because the step is not due
      And the refusal says "its clock is running; there is nothing to resume"

    Scenario: Started before it was stopped
      Given Chen takes the step pause
      When Chen takes the step resume, where happened at is "2026-09-18 11:59"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | happened at | lies before the pause began |

    Scenario: Stopping says why
      When Chen takes the step pause without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario: Starting says why
      Given Chen takes the step pause
      When Chen takes the step resume without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

  @DUE-2.6
  Rule: DUE-2.6 A deadline is extended, never brought forward, with a reason that stays

    Scenario: To the end of a day
      When Chen takes the step extend with
        | deadline | resolve                   |
        | until    | 2026-09-26                |
        | reason   | The family is travelling. |
      Then resolve is due by 2026-09-26 20:00
      And acknowledge is due by 2026-09-19 12:00
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days |
        | runs from 2026-09-18 12:00 (raised)          |
        | 3 working days after 2026-09-18: 19 Sat, 20 Sun, 22 Tue; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-22 20:00 |
        | extended to 2026-09-26 20:00 (The family is travelling.) |

    Scenario: To an hour
      When Chen takes the step extend with
        | deadline | classify         |
        | until    | 2026-09-18 16:30 |
        | reason   | The line is bad. |
      Then classify is due by 2026-09-18 16:30

    Scenario Outline: <why not>
      When Chen takes the step extend with
        | deadline | <deadline> |
        | until    | <until>    |
        | reason   | Why not?   |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | <message> |

      Examples:
        | why not              | deadline | until            | fact     | message                              |
        | Not brought forward  | resolve  | 2026-09-20       | until    | lies before the deadline as it stands |
        | Not left as it was   | resolve  | 2026-09-22 20:00 | until    | lies before the deadline as it stands |
        | Not one that runs    | panel    | 2026-09-26       | deadline | this case has no such deadline       |

    Scenario: Extending says why
      When Chen takes the step extend without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario: A pause after an extension is added to it
      Given Chen takes the step extend with
        | deadline | resolve                   |
        | until    | 2026-09-26                |
        | reason   | The family is travelling. |
      And it is 2026-09-19 10:00
      And Chen takes the step pause
      And it is 2026-09-19 14:00
      When Chen takes the step resume
      Then resolve is due by 2026-09-27 14:00

  @DUE-2.7
  Rule: DUE-2.7 An extension that was a mistake is put right or taken back, and the deadline with it

    Background:
      Given these people work here
        | Zhou | auditor |  |
      And Chen takes the step extend with
        | deadline | resolve                   |
        | until    | 2062-09-26                |
        | reason   | The family is travelling. |

    Scenario: A slip of the pen in the date
      When Chen takes the step correct with
        | version       | 2                     |
        | fields, until | 2026-09-26            |
        | reason        | 2026 was meant.       |
      Then resolve is due by 2026-09-26 20:00
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days |
        | runs from 2026-09-18 12:00 (raised)          |
        | 3 working days after 2026-09-18: 19 Sat, 20 Sun, 22 Tue; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-22 20:00 |
        | extended to 2026-09-26 20:00 (The family is travelling.) |
      When Zhou reads the history
      Then the history is
        | step    | until      | reason                    |
        | raise   |            |                           |
        | extend  | 2062-09-26 | The family is travelling. |
        | correct |            | 2026 was meant.           |

    Scenario: The wrong case was extended
      When Chen takes the step retract with
        | version | 2                              |
        | reason  | That was meant for another one. |
      Then resolve is due by 2026-09-22 20:00
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days |
        | runs from 2026-09-18 12:00 (raised)          |
        | 3 working days after 2026-09-18: 19 Sat, 20 Sun, 22 Tue; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-22 20:00 |

    Scenario: What was extended before counts again
      Given Chen takes the step correct with
        | version       | 2               |
        | fields, until | 2026-09-26      |
        | reason        | 2026 was meant. |
      And Chen takes the step extend with
        | deadline | resolve         |
        | until    | 2026-10-26      |
        | reason   | A month longer. |
      When Chen takes the step retract with
        | version | 4                  |
        | reason  | They are back home. |
      Then resolve is due by 2026-09-26 20:00

    Scenario: Corrected to an earlier day than it was due, it puts nothing off
      When Chen takes the step correct with
        | version       | 2                |
        | fields, until | 2026-09-20       |
        | reason        | A wrong guess.   |
      Then resolve is due by 2026-09-22 20:00
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days |
        | runs from 2026-09-18 12:00 (raised)          |
        | 3 working days after 2026-09-18: 19 Sat, 20 Sun, 22 Tue; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-22 20:00 |
        | extended to 2026-09-20 20:00 (The family is travelling.), which is no later: it stays as it was |

    Scenario: Which deadline it was stays
      When Chen takes the step correct with
        | version          | 2            |
        | fields, deadline | classify     |
        | reason           | Not that one |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | fields.deadline | stays as it was |

  @DUE-2.8
  Rule: DUE-2.8 A pause that was a mistake is taken back, and puts nothing off

    Background:
      Given these people work here
        | Zhou | auditor |  |
      And it is 2026-09-18 13:00
      And Chen takes the step pause

    Scenario: The wrong case was stopped, and nobody has started it since
      Given it is 2026-09-19 13:00
      When Chen takes the step retract with
        | version | 2                               |
        | reason  | That was meant for another one. |
      Then the case says
        | paused | no |
      And resolve is due by 2026-09-22 20:00

    Scenario: It was found out later
      Given it is 2026-09-19 13:00
      And Chen takes the step resume
      When Chen takes the step retract with
        | version | 2                               |
        | reason  | That was meant for another one. |
      Then resolve is due by 2026-09-22 20:00
      When Zhou reads the history
      Then the history is
        | step    |
        | raise   |
        | pause   |
        | resume  |
        | retract |
