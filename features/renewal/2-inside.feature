@renewal @objection
Feature: An objection that comes up while a course is being renewed
  Asked whether they stay, families say what was wrong. Whoever goes on selling then loses them twice. So the objection
  becomes a case of its own, the renewal waits for it, and goes on with its outcome once it is closed.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-20 12:00
    And Chen has taken a renewal as far as record
    And this case is called the renewal

  @REN-2.1
  Rule: REN-2.1 The renewal waits for the objection raised inside it, and is linked to it

    Scenario: Too expensive
      When Chen raises an objection inside the renewal
      Then the case stands at listen
      And this case is called the objection
      When we come back to the renewal
      And Chen looks at the case
      Then the case is waiting for the objection
      And the case has these links
        | case          | relation      |
        | the objection | raised inside |
      When Chen takes the step investigate
      Then it is refused, because the step is not due
      And the refusal says "it is waiting, and goes on by itself when that is over"
      When Chen takes the step note
      Then the case stands at investigate

    Scenario: Only a renewal waits
      Given Chen has raised an objection
      And this case is called the second one
      When Chen raises an objection inside the second one
      Then it is refused, because facts are missing or wrong
      And the refusal says "is not a case that can wait for another"

  @REN-2.2
  Rule: REN-2.2 Once the objection is closed the renewal goes on, and knows its outcome

    Scenario: Solved by instalments
      Given Chen raises an objection inside the renewal
      And Chen has gone on as far as close
      When we come back to the renewal
      And Chen looks at the case
      Then the case says
        | waiting for | nobody |
      And the facts of take_back are
        | outcome | resolved |
      When Zhou reads the history
      Then the history is
        | step      | event             | outcome  |
        | raise     | renewal.raised    |          |
        | listen    | renewal.heard     |          |
        | record    | renewal.recorded  |          |
        | wait      | case.waited       |          |
        | take_back | case.took_back    | resolved |
      When Chen takes the step investigate
      Then the next step is solve

    Scenario: Withdrawn
      Given Chen raises an objection inside the renewal
      And Chen takes the step withdraw
      When we come back to the renewal
      And Chen looks at the case
      Then the facts of take_back are
        | outcome | withdrawn |
      And the next step is investigate

    Scenario: The outcome was put right later
      Given Chen raises an objection inside the renewal
      And Chen has gone on as far as close
      When Chen takes the step correct with
        | version         | 7                         |
        | fields, outcome | partly resolved           |
        | reason          | One lesson is still owed. |
      And we come back to the renewal
      And Chen looks at the case
      Then the facts of take_back are
        | outcome | partly resolved |

  @REN-2.3
  Rule: REN-2.3 With two objections inside it, the renewal waits until both are closed

    Scenario: One is withdrawn, the other is still open
      Given Chen raises an objection inside the renewal
      And this case is called the objection
      When we come back to the renewal
      And Chen raises an objection inside the renewal
      And Chen takes the step withdraw
      And we come back to the renewal
      And Chen looks at the case
      Then the case is waiting for the objection
      When Chen takes the step investigate
      Then it is refused, because the step is not due
      When we come back to the objection
      And Chen takes the step withdraw
      And we come back to the renewal
      And Chen looks at the case
      Then the case says
        | waiting for | nobody |
