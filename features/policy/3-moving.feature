@objection @renewal
Feature: A running case that is moved to other rules
  Sometimes a promise made to a family is stricter, or a rule was wrong, and the cases under way should have the new one.
  So a manager may move a running case to another version; never silently, and never as if it had always been so.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Qian | manager | West |
      | Li   | teacher | East |
      | He   | admin   |      |
      | Zhou | auditor |      |
    And it is 2026-09-17 19:40
    And Chen has raised an objection
    And He brings into force that deadlines.objection.resolve.ordinary is "5 working days"

  @POL-3.1
  Rule: POL-3.1 Its deadlines are judged under the new version from the same starts, and say which version was left and why

    Scenario: From three working days to five
      Given it is 2026-09-18 12:00
      When Chen takes the step apply_policy with
        | policy | 2                              |
        | reason | The family was promised as much. |
      Then resolve is due by 2026-09-23 20:00
      And the case says
        | policy | 2 |
      And the reasons for resolve are
        | policy v2: resolve, ordinary: 5 working days |
        | in place of policy v1 since 2026-09-18 12:00 (The family was promised as much.) |
        | runs from 2026-09-17 19:40 (raised)          |
        | 5 working days after 2026-09-17: 18 Fri, 19 Sat, 20 Sun, 22 Tue, 23 Wed; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-23 20:00 |

    Scenario: The hours of a pause are not lost
      Given it is 2026-09-19 12:00
      And Chen takes the step pause
      And it is 2026-09-19 15:00
      And Chen takes the step resume
      When Chen takes the step apply_policy, where policy is "2"
      Then resolve is due by 2026-09-24 13:00

    Scenario: A day that was agreed with the family stays
      Given Chen raises a renewal, where ends on is "2026-10-20"
      When Chen takes the step apply_policy, where policy is "1"
      Then the case says
        | policy | 1 |
      And answer is due by 2026-10-20 20:00
      And the reasons for answer are
        | agreed for this case |

  @POL-3.2
  Rule: POL-3.2 It takes a manager of the campus, a reason, and a version that exists and is another

    Scenario: There is another one, or there is none
      When Chen looks at the case
      Then apply_policy is offered, and unmerge is not
      When Chen takes the step apply_policy, where policy is "2"
      Then apply_policy is offered, and unmerge is not

    Scenario: No reason
      When Chen takes the step apply_policy without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario Outline: <why not>
      When Chen takes the step apply_policy, where policy is "<policy>"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | policy | <message> |

      Examples:
        | why not              | policy | message                                  |
        | It has that already  | 1      | is the version that the case runs under  |
        | There is none        | 3      | there is no version 3 of the policy      |

    Scenario Outline: Not a <role>
      When <name> takes the step apply_policy, where policy is "2"
      Then it is refused, because <because>

      Examples:
        | name | role                     | because                |
        | Zhou | person who changes nothing | they may not do this |
        | Qian | manager elsewhere        | there is no such case  |

    Scenario: A closed case keeps the version that it was closed under
      Given Chen takes the step withdraw
      When Chen takes the step apply_policy, where policy is "2"
      Then it is refused, because the step is not due

  @POL-3.3
  Rule: POL-3.3 The history shows the move, and each event under the version of its time

    Scenario: Moved, and moved on
      Given it is 2026-09-18 12:00
      And Chen takes the step listen
      And Chen takes the step apply_policy, where policy is "2"
      And it is 2026-09-18 13:00
      And Chen takes the step record
      When Zhou reads the history
      Then the history is
        | step         | policy |
        | raise        | 1      |
        | listen       | 1      |
        | apply_policy | 2      |
        | record       | 2      |
      When Zhou looks at the case as it was known on 2026-09-18 11:59
      Then the case says
        | policy | 1 |
      And resolve is due by 2026-09-20 20:00

    Scenario: A move that was a mistake
      Given Chen takes the step apply_policy, where policy is "2"
      When Chen takes the step retract with
        | version | 2                              |
        | reason  | That was meant for another one. |
      Then resolve is due by 2026-09-20 20:00
      And the case says
        | policy | 1 |
