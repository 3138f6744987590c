@objection
Feature: Rules that change, and cases that keep theirs
  Nobody may be judged by a rule that did not exist when they acted. So the rules are versioned data; each case keeps
  the version it was raised under, and whatever it is asked later is answered by that version.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 19:40

  @POL-1.1
  Rule: POL-1.1 A case keeps the policy that it was raised under

    Scenario: From three working days to five
      Given Chen has raised an objection
      And this case is called the first one
      When a new version of the policy gives ordinary objections "5 working days"
      And Chen has raised an objection
      Then resolve is due by 2026-09-23 20:00
      And the case says
        | policy | 2 |
      When we come back to the first one
      And Chen looks at the case
      Then resolve is due by 2026-09-20 20:00
      And the case says
        | policy | 1 |

    Scenario: A stricter score sends back only the cases that are raised under it
      Given Chen has taken an objection as far as solve
      And this case is called the first one
      When a new version of the policy sends back a satisfaction of 3
      And Chen has taken an objection as far as solve
      And Chen takes the step feedback, where satisfaction is "3"
      Then the next step is solve
      When we come back to the first one
      And Chen takes the step feedback, where satisfaction is "3"
      Then the next step is close

  @POL-1.2
  Rule: POL-1.2 The history names the version under which each event was judged

    Scenario: Version 1, and its successor
      Given a new version of the policy gives ordinary objections "5 working days"
      And Chen has taken an objection as far as listen
      When Zhou reads the history
      Then the history is
        | step   | policy |
        | raise  | 2      |
        | listen | 2      |

  @POL-1.3
  Rule: POL-1.3 A rule that could bind no case is refused, and the version in force stays

    Scenario Outline: <why not>
      When a new version of the policy sets <place> to "<value>"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <place> | <message> |
      When Chen raises an objection, where happened at is "2026-09-17 19:40"
      Then the case says
        | policy | 1 |

      Examples: a slip of the pen, a date that each family agrees, a clock that is another elsewhere, no length at all
        | why not                 | place                                | value          | message                                             |
        | No such deadline        | deadlines.objection.resolv           | 3 working days | there are acknowledge, classify, resolve            |
        | Not for a policy to set | deadlines.renewal.answer             | 3 working days | there is no such deadline for a policy to set       |
        | No such kind of case    | deadlines.objection.resolve.komplex  | 3 working days | there are ordinary, complex, escalated, always      |
        | No kinds at all         | deadlines.objection.classify.complex | 3 working days | there are always                                    |
        | Whose clock?            | calendar.zone                        | localtime      | not the same on every machine                       |
        | Which days?             | reopening.window                     | 10 days        | write "24 hours", "2 working hours"                 |
        | Not at all              | reopening.window                     | 0 hours        | a length of time runs from 1 to 3660 hours or days  |
        | No time of day          | calendar.hours.friday                | 10:00-25:00    | 25:00 is not a time of day                          |
        | No such setting         | feedback.sends_back                  | never          | what can be set here: sends_back_at                 |
        | No number               | feedback.sends_back_at               | 2              | is a whole number                                   |

    Scenario: No such workflow
      When a new version of the policy sets deadlines.parents.resolve to "3 working days"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | deadlines.parents | there is no such workflow; there are course, objection, renewal |
