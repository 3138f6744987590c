@objection @renewal
Feature: What the cases of the register add up to
  Whoever answers for the work of a school has to know what comes up, how long it takes, whether promises are kept, and
  what families say. So seven questions are answered with numbers that anybody can count again from the histories, each
  for the cases that the one who asks may see.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Yang | manager |      |
      | Sun  | analyst |      |
    And it is 2026-09-17 12:00

  @REG-4.1
  Rule: REG-4.1 Cases are counted by category and by when they were raised, from record on

    Scenario: One that is only heard is not counted yet
      Given Chen has taken an objection as far as listen
      When Sun asks analytics for volume
      Then nothing is counted

    Scenario: Open and closed ones, week by week
      Given Chen has taken an objection as far as close
      And it is 2026-09-22 12:00
      And Chen has taken an objection as far as record
      And Chen has taken a renewal as far as record
      When Sun asks analytics for volume
      Then it is counted that
        | category          | cases | open |
        | teaching.lateness | 2     | 1    |
        |                   | 1     | 1    |
      And the weeks are
        | from       | cases |
        | 2026-09-14 | 1     |
        | 2026-09-21 | 2     |

    Scenario: Months, where the cases lie far apart; an empty one is shown
      Given an old register
        """
        reference,summary,category,campus,raised_at,closed_at
        1,Late,teaching.lateness,East,2025-11-30 23:30,2025-12-05 10:00
        2,Late again,teaching.lateness,East,2026-01-02 10:00,2026-01-02 11:00
        3,Too dear,price.level,West,2026-03-02 10:00,2026-03-20 10:00
        """
      And it is imported from "old register"
      When Sun asks analytics for volume
      Then the months are
        | from       | cases |
        | 2025-11-01 | 1     |
        | 2025-12-01 | 0     |
        | 2026-01-01 | 1     |
        | 2026-02-01 | 0     |
        | 2026-03-01 | 1     |

    Scenario: A duplicate is counted where it went, not itself
      Given Chen has taken an objection as far as record
      And this case is called the first one
      And Chen has taken an objection as far as record
      And Chen merges it into the first one, because "Told twice."
      When Sun asks analytics for volume
      Then it is counted that
        | category          | cases | open |
        | teaching.lateness | 1     | 1    |

    Scenario Outline: Whoever may not see a case counts without it: <name>
      Given Chen has taken an objection as far as record
      And Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      When <name> asks analytics for volume
      Then <count> cases are counted in all

      Examples:
        | name | count |
        | Chen | 1     |
        | Sun  | 1     |
        | Yang | 2     |

  @REG-4.2
  Rule: REG-4.2 Days at a stage are counted from entering to leaving it, all rounds of a case together

    Scenario: A case that is solved twice
      Given Chen has taken an objection as far as record
      And it is 2026-09-19 12:00
      And Chen has gone on as far as solve
      And it is 2026-09-20 12:00
      And Chen takes the step feedback, where satisfaction is "2"
      And it is 2026-09-23 12:00
      And Chen has gone on as far as close
      When Sun asks analytics for stages
      Then it is counted that
        | stage       | cases | median days | p90 days |
        | listen      | 1     | 0.0         | 0.0      |
        | record      | 1     | 0.0         | 0.0      |
        | investigate | 1     | 2.0         | 2.0      |
        | solve       | 1     | 3.0         | 3.0      |
        | feedback    | 1     | 1.0         | 1.0      |
        | close       | 1     | 0.0         | 0.0      |

    Scenario: The middle of several, and what nine in ten do not exceed; a stage that was not left does not count
      Given Chen has taken an objection as far as record
      And this case is called the first one
      And Chen has taken an objection as far as record
      And this case is called the second one
      And Chen has taken an objection as far as record
      And it is 2026-09-18 12:00
      And we come back to the first one
      And Chen has gone on as far as investigate
      And it is 2026-09-22 12:00
      And we come back to the second one
      And Chen has gone on as far as investigate
      When Sun asks analytics for stages
      Then it is counted that
        | stage       | cases | median days | p90 days |
        | listen      | 3     | 0.0         | 0.0      |
        | record      | 3     | 0.0         | 0.0      |
        | investigate | 2     | 3.0         | 5.0      |

  @REG-4.3
  Rule: REG-4.3 A deadline is kept if it was met in time under the case's own rules; one that has passed unmet is late

    Scenario: Met, still running, and passed
      Given Chen has taken an objection as far as record
      When Sun asks analytics for on-time
      Then it is counted that
        | deadline    | on time | late | running | rate |
        | acknowledge | 1       | 0    | 0       | 1.0  |
        | classify    | 1       | 0    | 0       | 1.0  |
        | resolve     | 0       | 0    | 1       |      |
      Given it is 2026-10-09 12:00
      When Sun asks analytics for on-time
      Then it is counted that
        | deadline    | on time | late | running | rate |
        | acknowledge | 1       | 0    | 0       | 1.0  |
        | classify    | 1       | 0    | 0       | 1.0  |
        | resolve     | 0       | 1    | 0       | 0.0  |

    Scenario: A clock that stands still is not late
      Given Chen has taken an objection as far as record
      And Chen takes the step pause
      And it is 2026-10-09 12:00
      When Sun asks analytics for on-time
      Then it is counted that
        | deadline    | on time | late | running | rate |
        | acknowledge | 1       | 0    | 0       | 1.0  |
        | classify    | 1       | 0    | 0       | 1.0  |
        | resolve     | 0       | 0    | 1       |      |

  @REG-4.4
  Rule: REG-4.4 Reopened counts closed cases that were taken up again, whether or not they are closed by now

    Scenario: One of two, twice
      Given Chen has taken an objection as far as close
      And Chen has taken an objection as far as close
      And Chen takes the step reopen
      And Chen has gone on as far as close
      And Chen takes the step reopen
      When Sun asks analytics for reopened
      Then it is counted that
        | category          | closed | reopened | times | rate |
        | teaching.lateness | 2      | 1        | 2     | 0.5  |

  @REG-4.5
  Rule: REG-4.5 Satisfaction is counted round by round, and what an old register knows in the first

    Scenario: Dissatisfied first
      Given Chen has taken an objection as far as solve
      And Chen takes the step feedback, where satisfaction is "2"
      And Chen has gone on as far as close
      And an old case 2025-1 is among the resolved ones
        | campus       | East |
        | summary      | Late |
        | satisfaction | 4    |
      When Sun asks analytics for satisfaction
      Then it is counted that
        | round | asked | answered | mean | scores                       |
        | 1     | 2     | 2        | 3.0  | 1: 0, 2: 1, 3: 0, 4: 1, 5: 0 |
        | 2     | 1     | 1        | 5.0  | 1: 0, 2: 0, 3: 0, 4: 0, 5: 1 |

  @REG-4.6
  Rule: REG-4.6 The cases are chosen by workflow, campus and when they were raised; and a past day keeps its numbers

    Scenario Outline: Where <what> is <value>
      Given an old register
        """
        reference,summary,category,campus,raised_at,closed_at
        1,Late,teaching.lateness,East,2026-08-30 23:30,2026-09-05 10:00
        2,Late again,teaching.lateness,West,2026-09-02 10:00,2026-09-02 11:00
        3,Too dear,price.level,East,2026-09-02 10:00,2026-09-10 10:00
        """
      And it is imported from "old register"
      When Sun asks analytics for volume where
        | <what> | <value> |
      Then <count> cases are counted in all

      Examples:
        | what     | value      | count |
        | campus   | East       | 2     |
        | workflow | renewal    | 0     |
        | from     | 2026-08-31 | 2     |
        | to       | 2026-08-30 | 1     |

    Scenario: As of a day that is over
      Given Chen has taken an objection as far as record
      And it is 2026-09-19 12:00
      And Chen has gone on as far as close
      When Sun asks analytics for stages where
        | as of | 2026-09-18 |
      Then it is counted that
        | stage  | cases | median days | p90 days |
        | listen | 1     | 0.0         | 0.0      |
        | record | 1     | 0.0         | 0.0      |

  @REG-4.7
  Rule: REG-4.7 Root causes are counted as they were found; one that no policy lists is told to those who know the families

    Scenario: Two of one cause, one of another
      Given Chen has taken an objection as far as investigate
      And Chen has taken an objection as far as close
      And Chen has taken an objection as far as record
      And Chen takes the step investigate, where root cause is "the aunt of the Wang family"
      And Chen has taken an objection as far as record
      When Chen asks analytics for root-causes
      Then it is counted that
        | root cause                           | cases |
        | back-to-back lessons at two campuses | 2     |
        | the aunt of the Wang family          | 1     |
      When Sun asks analytics for root-causes
      Then it is counted that
        | root cause | cases |
        |            | 3     |
      Given a new version of the policy knows the root cause "back-to-back lessons at two campuses"
      When Sun asks analytics for root-causes
      Then it is counted that
        | root cause                           | cases |
        | back-to-back lessons at two campuses | 2     |
        |                                      | 1     |
