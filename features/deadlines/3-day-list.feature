@objection
Feature: A list for the day that forgets nothing and tells nobody too much
  What nobody sees in time is late before anybody meant it to be. So everybody has one list of what is overdue, due or
  waiting for them, with the reason for each line; what becomes late is seen by more people than the one who owes it.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Gu   | manager |      |
      | Qian | manager | West |
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 19:40
    And Li has raised an objection

  @DUE-3.1
  Rule: DUE-3.1 Every line says why it is there

    Scenario: The rule, the start and the count
      When it is 2026-09-18 11:00
      Then on Chen's list for the day stand
        | classify    | 2026-09-18 11:40 |  |
        | acknowledge | 2026-09-18 19:40 |  |
      And Chen's list says why classify is due
        | policy v1: classify: 2 working hours |
        | runs from 2026-09-17 19:40 (raised)  |
        | 2 working hours after 2026-09-17 19:40: 2026-09-17 Thu 19:40-20:00 (20 min), 2026-09-18 Fri 10:00-11:40 (1 h 40 min); ends 2026-09-18 11:40 |

    Scenario: Asked in person
      Given Chen takes the step listen
      And Chen takes the step record
      When Chen asks Ma "When did the last three lessons begin?" by 2026-09-25
      Then Ma's list says why contribution is due
        | a colleague was asked for a contribution to the investigation |

  @DUE-3.2
  Rule: DUE-3.2 A case is on the list of whoever looks after it; while nobody does, of who raised it and of the managers of its campus

    Scenario: Nobody looks after it yet
      When it is 2026-09-18 11:00
      Then on Li's list for the day stand
        | classify    | 2026-09-18 11:40 |  |
        | acknowledge | 2026-09-18 19:40 |  |
      And on Gu's list for the day stand
        | classify    | 2026-09-18 11:40 |  |
        | acknowledge | 2026-09-18 19:40 |  |
      But nothing stands on Ma's list for the day
      And nothing stands on Qian's list for the day
      And nothing stands on Zhou's list for the day

    Scenario: Somebody does
      Given Chen takes the step assign, where to is "Ma"
      When it is 2026-09-18 11:00
      Then on Ma's list for the day stand
        | classify    | 2026-09-18 11:40 |  |
        | acknowledge | 2026-09-18 19:40 |  |
      But nothing stands on Li's list for the day
      And nothing stands on Chen's list for the day

  @DUE-3.3
  Rule: DUE-3.3 What is late is on the lists of the managers of the campus too

    Scenario: Missed by the one who looks after it
      Given Chen takes the step assign, where to is "Ma"
      When it is 2026-09-18 12:00
      Then on Chen's list for the day stands
        | classify | 2026-09-18 11:40 | overdue |
      And nothing stands on Qian's list for the day

  @DUE-3.4
  Rule: DUE-3.4 While its clock stands still, a case is on no list for what was stopped; it is back when the clock runs again

    Scenario: A week of waiting for the family
      Given Chen takes the step listen
      And Chen takes the step pause
      When it is 2026-09-24 12:00
      Then nothing stands on Chen's list for the day
      When Chen takes the step resume
      Then on Chen's list for the day stands
        | classify | 2026-09-24 14:00 |  |

  @DUE-3.5
  Rule: DUE-3.5 Whoever may not know of a case does not learn of it from the list, however late it is

    Background:
      Given Gu takes the step listen
      And Gu takes the step record with
        | category     | staff.conduct  |
        | severity     | high           |
        | kind         | ordinary       |
        | summary      | Was shouted at |
        | about        | teacher Chen   |
        | confidential | yes            |

    Scenario: A complaint about the manager
      When it is 2026-09-25 12:00
      Then nothing stands on Chen's list for the day
      But on Gu's list for the day stands
        | resolve | 2026-09-20 20:00 | overdue |
