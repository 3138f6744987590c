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
