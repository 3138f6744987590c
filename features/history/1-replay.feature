@objection
Feature: What happened, and what was known
  Whoever has to account for a decision asks two things: what had happened by then, and what was known by then. Both
  are kept apart for every event, so that a case can be looked at as it stood at any moment, on either axis, and what
  was entered late is marked as such. Nothing that was written is ever changed.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05
    And Li raises an objection, where happened at is "2026-09-17 19:40"
    And Li takes the step listen, where happened at is "2026-09-17 19:40"
    And it is 2026-09-18 10:30
    And Chen takes the step record

  @HIS-1.1
  Rule: HIS-1.1 The history says who did what, when it happened, when it was recorded, and under which policy

    Scenario: Three events
      When Zhou reads the history
      Then the history is
        | who  | step   | event              | happened at      | recorded at      | entered | policy |
        | Li   | raise  | objection.raised   | 2026-09-17 19:40 | 2026-09-17 20:05 |         | 1      |
        | Li   | listen | objection.heard    | 2026-09-17 19:40 | 2026-09-17 20:05 |         | 1      |
        | Chen | record | objection.recorded | 2026-09-18 10:30 | 2026-09-18 10:30 |         | 1      |

    Scenario: Looking and reading leave no trace in the case
      When Zhou looks at the case
      Then nothing more is written
      When Zhou reads the history
      Then nothing more is written

  @HIS-1.2
  Rule: HIS-1.2 What was entered a day or more after it happened is marked as late

    Scenario: A talk that was entered four days later
      Given it is 2026-09-22 18:00
      When Chen takes the step note with
        | text        | They told Li at the gate.  |
        | happened at | 2026-09-18 17:00           |
      And Zhou reads the history
      Then the history is
        | step   | happened at      | recorded at      | entered      |
        | raise  | 2026-09-17 19:40 | 2026-09-17 20:05 |              |
        | listen | 2026-09-17 19:40 | 2026-09-17 20:05 |              |
        | record | 2026-09-18 10:30 | 2026-09-18 10:30 |              |
        | note   | 2026-09-18 17:00 | 2026-09-22 18:00 | 4 days later |

    Scenario Outline: A talk on 18 September at 17:00, entered on <when>
      Given it is <when>
      When Chen takes the step note, where happened at is "2026-09-18 17:00"
      And Zhou reads the history
      Then the history is
        | step   | entered   |
        | raise  |           |
        | listen |           |
        | record |           |
        | note   | <entered> |

      Examples:
        | when             | entered      |
        | 2026-09-18 17:00 |              |
        | 2026-09-19 16:59 |              |
        | 2026-09-19 17:00 | 1 day later  |
        | 2026-09-20 17:00 | 2 days later |

    Scenario: The future cannot be entered
      When Chen takes the step note with
        | text        | They will call tomorrow. |
        | happened at | 2026-09-19 17:00         |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | happened at | lies in the future |

  @HIS-1.3
  Rule: HIS-1.3 As it was known: without anything that was recorded later

    Scenario: Before Chen recorded it
      When Zhou looks at the case as it was known on 2026-09-18 10:29
      Then the case stands at record
      And nothing is known of record
      When Zhou looks at the case as it was known on 2026-09-18 10:30
      Then the case stands at investigate

    Scenario: A finding that happened earlier was not known yet
      Given it is 2026-09-22 18:00
      And Chen takes the step investigate, where happened at is "2026-09-19 12:00"
      When Zhou looks at the case as it was known on 2026-09-20 10:00
      Then the case stands at investigate
      And nothing is known of investigate

    Scenario: Before it was raised there was no case
      When Zhou looks at the case as it was known on 2026-09-17 20:04
      Then it is refused, because there is no such case

  @HIS-1.4
  Rule: HIS-1.4 As it had happened: without anything that happened later, whenever it was recorded

    Scenario: A finding that was entered late had happened
      Given it is 2026-09-22 18:00
      And Chen takes the step investigate, where happened at is "2026-09-19 12:00"
      When Zhou looks at the case as it had happened by 2026-09-20 10:00
      Then the case stands at solve
      When Zhou looks at the case as it had happened by 2026-09-19 11:59
      Then the case stands at investigate

    Scenario: Both at once
      Given it is 2026-09-22 18:00
      And Chen takes the step investigate, where happened at is "2026-09-19 12:00"
      When Zhou looks at the case as it had happened by 2026-09-20 10:00 and was known on 2026-09-22 18:00
      Then the case stands at solve
      When Zhou looks at the case as it had happened by 2026-09-20 10:00 and was known on 2026-09-22 17:59
      Then the case stands at investigate
      When Zhou looks at the case as it had happened by 2026-09-19 11:59 and was known on 2026-09-22 18:00
      Then the case stands at investigate

    Scenario: A correction counts from when the corrected event happened
      Given it is 2026-09-22 18:00
      And Chen takes the step correct with
        | version          | 3                |
        | fields, category | service.schedule |
        | reason           | A slip           |
      When Zhou looks at the case as it had happened by 2026-09-18 12:00
      Then the facts of record are
        | category | service.schedule |
      When Zhou looks at the case as it was known on 2026-09-18 12:00
      Then the facts of record are
        | category | teaching.lateness |

  @HIS-1.5
  Rule: HIS-1.5 A case can be gone through event by event

    Scenario Outline: After event <number>
      When Zhou looks at the case as it was after event <number>
      Then the case stands at <stage>
      And the case says
        | version | <number> |

      Examples:
        | number | stage       |
        | 1      | listen      |
        | 2      | record      |
        | 3      | investigate |

  @HIS-1.6
  Rule: HIS-1.6 Deadlines are judged at the moment that is looked at

    Scenario: What was late then, and what was not late yet
      Given it is 2026-09-25 12:00
      When Zhou looks at the case as it was known on 2026-09-20 19:59
      Then resolve is not overdue
      When Zhou looks at the case as it was known on 2026-09-20 20:01
      Then resolve is overdue

    Scenario: A pause that was running then
      Given it is 2026-09-19 12:00
      And Chen takes the step pause
      And it is 2026-09-22 12:00
      And Chen takes the step resume
      When Zhou looks at the case as it was known on 2026-09-19 18:00
      Then the case says
        | paused | yes |
      And resolve is due by 2026-09-22 16:00
      When Zhou looks at the case as it was known on 2026-09-22 12:00
      Then the case says
        | paused | no |
      And resolve is due by 2026-09-23 20:00
