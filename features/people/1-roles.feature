@objection
Feature: Who may do what
  A family that complains trusts us with what it would not say in public. So everything is denied to everybody unless
  their role allows it, people see the cases that are theirs to see, and the rest does not exist for them.

  Background:
    Given these people work here
      | Li    | teacher | East |
      | Ma    | teacher | East |
      | Chen  | manager | East |
      | Qian  | manager | West |
      | Yang  | manager |      |
      | Zhou  | auditor |      |
      | Sun   | analyst |      |
      | Admin | admin   |      |
    And it is 2026-09-17 20:05

  @WHO-1.1
  Rule: WHO-1.1 Teachers raise, listen, record, note and answer what they are asked; the other steps are not theirs

    Scenario: A teacher takes a case as far as record
      Given Li has taken an objection as far as record
      When Li takes the step note
      Then the case stands at investigate
      When Li looks at the case
      Then they may take the steps note

    Scenario Outline: A teacher does not take the step <step>
      Given Li has raised an objection
      And Chen has gone on as far as <done>
      When Li takes the step <step>
      Then it is refused, because they may not do this
      And the refusal says "a teacher may not take the step <step>"

      Examples:
        | done        | step        |
        | record      | investigate |
        | investigate | solve       |
        | solve       | feedback    |
        | feedback    | close       |
        | close       | reopen      |
        | listen      | assign      |
        | listen      | ask         |
        | listen      | pause       |
        | listen      | extend      |
        | listen      | escalate    |
        | listen      | withdraw    |
        | record      | reclassify  |
        | record      | correct     |

  @WHO-1.2
  Rule: WHO-1.2 Teachers see the cases that they raised, those assigned to them, and those that they are asked about

    Scenario: Another teacher's case
      Given Li has raised an objection
      Then Li sees 1 case
      And Ma sees no cases
      When Ma looks at the case
      Then it is refused, because there is no such case
      When Ma takes the step note
      Then it is refused, because there is no such case
      When Ma reads the history
      Then it is refused, because there is no such case

    Scenario: Once it is assigned to her
      Given Li has raised an objection
      When Chen takes the step assign, where to is "Ma"
      Then Ma sees 1 case
      When Ma takes the step listen
      Then the next step is record

    Scenario: As long as she is asked about it
      Given Li has raised an objection
      When Chen asks Ma "What did you see?" by 2026-09-19
      Then Ma sees 1 case
      When Chen takes the step cancel with
        | request | 2                    |
        | reason  | It is known by now.  |
      Then Ma sees no cases

  @WHO-1.3
  Rule: WHO-1.3 Managers do every step at their campus; without a campus they act everywhere

    Scenario: At her own campus
      Given Li has raised an objection
      When Chen has gone on as far as close
      Then the case stands at closed

    Scenario: Another campus
      Given Li has raised an objection
      Then Qian sees no cases
      When Qian takes the step listen
      Then it is refused, because there is no such case
      When Qian raises an objection, where campus is "East"
      Then it is refused, because they may not do this

    Scenario: The principal
      Given Li has raised an objection
      Then Yang sees 1 case
      When Yang has gone on as far as close
      Then the case stands at closed

    Scenario: What may be done next at investigate
      Given Chen has taken an objection as far as record
      When Chen looks at the case
      Then they may take the steps investigate, reclassify, incident, note, assign, link, ask, identify, correct, pause, extend, escalate, support, refer, withdraw and merge

  @WHO-1.4
  Rule: WHO-1.4 Auditors read every case and change none

    Scenario: Reading
      Given Li has raised an objection
      And Qian has raised an objection
      Then Zhou sees 2 cases
      When Zhou looks at the case
      Then no step may be taken

    Scenario Outline: Not the step <step>
      Given Li has raised an objection
      When Zhou takes the step <step>
      Then it is refused, because they may not do this

      Examples:
        | step   |
        | listen |
        | note   |
        | assign |

    Scenario: Not raising a case either
      When Zhou raises an objection without student
      Then it is refused, because they may not do this

  @WHO-1.5
  Rule: WHO-1.5 Analysts and admins see no case and take no step

    Scenario Outline: The <role>
      Given Li has raised an objection
      Then <name> sees no cases
      And the case is not shown to <name>
      When <name> takes the step note
      Then it is refused, because there is no such case
      When <name> raises an objection without student
      Then it is refused, because they may not do this

      Examples:
        | role    | name  |
        | analyst | Sun   |
        | admin   | Admin |

  @WHO-1.6
  Rule: WHO-1.6 A confidential case does not exist for the one it is about, nor for anybody else who has no part in it

    Background:
      Given Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |

    Scenario: The one it is about
      Then Chen sees no cases
      When Chen looks at the case
      Then it is refused, because there is no such case
      When Chen takes the step note
      Then it is refused, because there is no such case
      When Chen searches the register for "boy" where
        | state | all |
      Then nothing is found

    Scenario: Those who have a part in it
      Then Li sees 1 case
      And Yang sees 1 case
      And Zhou sees 1 case
      When Yang searches the register for "boy" where
        | state | all |
      Then 1 entry is found

    Scenario: Those who have none
      Then Ma sees no cases
      And Qian sees no cases
      When Sun searches the register for "boy" where
        | state | all |
      Then nothing is found
      And no category is counted

    Scenario: It is not given to the one it is about
      When Yang takes the step assign, where to is "Chen"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | to | assign it to somebody else |
      And Chen sees no cases

    Scenario: Who looked after it does so no longer
      Given Li has taken an objection as far as listen
      And Yang takes the step assign, where to is "Chen"
      Then Chen sees 1 case
      When Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      Then the case says
        | assignee | nobody |
      And Chen sees no cases

    Scenario: Whom it is about turns out later
      Given Li has taken an objection as far as record
      And Yang takes the step assign, where to is "Chen"
      When Yang takes the step correct with
        | version              | 3            |
        | fields, confidential | yes          |
        | fields, about        | other Chen   |
        | reason               | It was Chen. |
      Then the case says
        | assignee | nobody |
      And Chen sees no cases
