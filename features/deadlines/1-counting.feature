@objection
Feature: Deadlines that anybody can count again
  A deadline that nobody can explain is one that nobody keeps. So every one of them runs from when the matter happened,
  not from when it was entered, on the institution's own calendar, and says how it was counted.

  Background:
    Given these people work here
      | Chen | manager | East |
    And it is 2026-11-01 10:00

  @DUE-1.1
  Rule: DUE-1.1 Acknowledge within 24 hours, open or closed

    Scenario Outline: A day later, after <happened>
      When Chen raises an objection, where happened at is "<happened>"
      Then acknowledge is due by <due>

      Examples:
        | happened         | due              |
        | 2026-09-17 19:40 | 2026-09-18 19:40 |
        | 2026-09-20 19:00 | 2026-09-21 19:00 |
        | 2026-09-30 23:30 | 2026-10-01 23:30 |

  @DUE-1.2
  Rule: DUE-1.2 Classify within 2 working hours, which run only while the doors are open

    Scenario Outline: Two open hours after <happened>
      When Chen raises an objection, where happened at is "<happened>"
      Then classify is due by <due>

      Examples: a day's rest, a night, a Monday, a holiday
        | happened         | due              |
        | 2026-09-18 12:00 | 2026-09-18 14:00 |
        | 2026-09-18 08:00 | 2026-09-18 12:00 |
        | 2026-09-17 19:40 | 2026-09-18 11:40 |
        | 2026-09-20 19:00 | 2026-09-22 11:00 |
        | 2026-09-21 15:00 | 2026-09-22 12:00 |
        | 2026-09-30 19:30 | 2026-10-08 11:30 |

  @DUE-1.3
  Rule: DUE-1.3 Resolve within working days, counted from the day after, to closing time

    Scenario Outline: An ordinary objection that happened <happened>
      When Chen raises an objection, where happened at is "<happened>"
      Then resolve is due by <due>

      Examples: whatever the hour, over a Monday, from a Monday, over a holiday
        | happened         | due              |
        | 2026-09-17 00:00 | 2026-09-20 20:00 |
        | 2026-09-17 23:59 | 2026-09-20 20:00 |
        | 2026-09-18 12:00 | 2026-09-22 20:00 |
        | 2026-09-21 15:00 | 2026-09-24 20:00 |
        | 2026-09-29 12:00 | 2026-10-09 20:00 |

    Scenario Outline: A <kind> objection
      Given Chen raises an objection, where happened at is "2026-09-17 19:40"
      And Chen takes the step listen, where happened at is "2026-09-17 19:40"
      When Chen takes the step record, where kind is "<kind>"
      Then resolve is due by <due>

      Examples:
        | kind     | due              |
        | ordinary | 2026-09-20 20:00 |
        | complex  | 2026-09-25 20:00 |

    Scenario: Escalated, it is due five working days after the escalation
      Given Chen raises an objection, where happened at is "2026-09-17 19:40"
      When Chen takes the step escalate, where happened at is "2026-09-24 15:00"
      Then resolve is due by 2026-09-30 20:00

  @DUE-1.4
  Rule: DUE-1.4 A deadline is met by its own step, at the moment when that step happened

    Scenario Outline: <name> is met by <step>
      Given it is 2026-09-17 12:00
      And Chen has taken an objection as far as <done>
      Then <name> is not overdue
      When Chen takes the step <step>
      Then <name> was met on 2026-09-17 12:00, in time

      Examples:
        | name        | done     | step   |
        | acknowledge | raise    | listen |
        | classify    | listen   | record |
        | resolve     | feedback | close  |

    Scenario: Heard too late
      Given Chen raises an objection, where happened at is "2026-09-17 19:40"
      When Chen takes the step listen, where happened at is "2026-09-18 19:41"
      Then acknowledge was met on 2026-09-18 19:41, too late

    Scenario: Heard in time, and entered weeks later
      Given Chen raises an objection, where happened at is "2026-09-17 19:40"
      When Chen takes the step listen, where happened at is "2026-09-18 19:40"
      Then acknowledge was met on 2026-09-18 19:40, in time

  @DUE-1.5
  Rule: DUE-1.5 A deadline is overdue from the moment that it has passed

    Scenario: The last minute
      Given it is 2026-09-17 19:40
      And Chen has raised an objection
      When it is 2026-09-18 11:40
      And Chen looks at the case
      Then classify is not overdue
      When it is 2026-09-18 11:41
      And Chen looks at the case
      Then classify is overdue
      And resolve is not overdue

  @DUE-1.6
  Rule: DUE-1.6 Every date is explained: the rule and its version, the start, and what was counted

    Scenario: Why these three dates
      When Chen raises an objection, where happened at is "2026-09-17 19:40"
      Then the reasons for acknowledge are
        | policy v1: acknowledge: 24 hours                                       |
        | runs from 2026-09-17 19:40 (raised)                                    |
        | 24 hours after 2026-09-17 19:40, open or closed: ends 2026-09-18 19:40 |
      And the reasons for classify are
        | policy v1: classify: 2 working hours |
        | runs from 2026-09-17 19:40 (raised)  |
        | 2 working hours after 2026-09-17 19:40: 2026-09-17 Thu 19:40-20:00 (20 min), 2026-09-18 Fri 10:00-11:40 (1 h 40 min); ends 2026-09-18 11:40 |
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days                                                    |
        | runs from 2026-09-17 19:40 (raised)                                                             |
        | 3 working days after 2026-09-17: 18 Fri, 19 Sat, 20 Sun; ends at closing time, 2026-09-20 20:00 |

    Scenario: Why a Monday and a holiday were left out
      When Chen raises an objection, where happened at is "2026-09-27 12:00"
      Then the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days |
        | runs from 2026-09-27 12:00 (raised)          |
        | 3 working days after 2026-09-27: 29 Tue, 30 Wed, 2026-10-08 Thu; not counted, because closed: 2026-09-28, 2026-10-01 to 2026-10-07; ends at closing time, 2026-10-08 20:00 |

  @DUE-1.7
  Rule: DUE-1.7 Everybody has a list for the day: what is overdue in their cases, and what is due within a day

    Background:
      Given these people work here
        | Li   | teacher | East |
        | Ma   | teacher | East |
        | Qian | manager | West |
      And it is 2026-09-17 19:40
      And Li has raised an objection

    Scenario: On the day after
      When it is 2026-09-18 12:00
      Then on Chen's list for the day stand
        | classify    | 2026-09-18 11:40 | overdue |
        | acknowledge | 2026-09-18 19:40 |         |
      And on Li's list for the day stand
        | classify    | 2026-09-18 11:40 | overdue |
        | acknowledge | 2026-09-18 19:40 |         |
      But nothing stands on Ma's list for the day
      And nothing stands on Qian's list for the day

    Scenario: What was done is no longer due
      Given Li takes the step listen
      When it is 2026-09-18 11:00
      Then on Chen's list for the day stands
        | classify | 2026-09-18 11:40 |  |
      When Chen takes the step record
      Then nothing stands on Chen's list for the day
